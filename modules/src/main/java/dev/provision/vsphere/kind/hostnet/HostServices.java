package dev.provision.vsphere.kind.hostnet;

import com.vmware.vim25.HostVirtualNic;
import com.vmware.vim25.VirtualNicManagerNetConfig;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.rows.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which adapters of a host have which service ({@code HostVirtualNicManager}). */
public record HostServices(List<VirtualNicManagerNetConfig> configs) {
  public static final String PROPERTY = "config.virtualNicManagerInfo.netConfig";

  public HostServices {
    configs = List.copyOf(configs);
  }

  public static Seen<HostServices> of(Item host) {
    return Seen.of(host, PROPERTY, VirtualNicManagerNetConfig[].class)
        .map(configs -> new HostServices(List.of(configs)));
  }

  /** Those that the host has at all. */
  public List<String> names() {
    return configs.stream().map(VirtualNicManagerNetConfig::getNicType).sorted().toList();
  }

  /** Those of one adapter. */
  public SortedSet<Service> of(String device) {
    SortedSet<Service> services = new TreeSet<>();
    for (VirtualNicManagerNetConfig config : configs) {
      if (selected(config).contains(device)) {
        services.add(new Service(config.getNicType()));
      }
    }
    return services;
  }

  /** Selected adapters are named by keys that only the list of candidates explains. */
  private static List<String> selected(VirtualNicManagerNetConfig config) {
    List<String> keys =
        config.getSelectedVnic() == null ? List.of() : List.of(config.getSelectedVnic());
    List<String> devices = new ArrayList<>();
    for (HostVirtualNic candidate :
        Objects.requireNonNullElse(config.getCandidateVnic(), new HostVirtualNic[0])) {
      if (keys.contains(candidate.getKey())) {
        devices.add(candidate.getDevice());
      }
    }
    return devices;
  }

  /** Who loses a service when this adapter gets it: one that only one adapter may have. */
  public Optional<String> loser(Service service, String device) {
    return configs.stream()
        .filter(config -> config.getNicType().equals(service.name()))
        .filter(config -> !config.isMultiSelectAllowed())
        .flatMap(config -> selected(config).stream())
        .filter(other -> !other.equals(device))
        .findFirst();
  }
}
