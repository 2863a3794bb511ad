package dev.provision.modules.networks;

import com.vmware.vim25.HostPortGroup;
import com.vmware.vim25.HostPortGroupSpec;
import com.vmware.vim25.HostVirtualNic;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.hostnet.HostServices;
import dev.provision.vsphere.kind.hostnet.Service;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A port group of one host.
 *
 * @param adapters the VMkernel adapters on it, {@code vmk0}: the host's own traffic
 * @param manages whether vCenter manages the host through one of them
 */
record PortGroupSeen(HostPortGroup group, List<String> adapters, boolean manages) {
  static final String PORT_GROUPS = "config.network.portgroup";
  private static final String ADAPTERS = "config.network.vnic";

  static final Set<String> PROPERTIES = Set.of(PORT_GROUPS, ADAPTERS, HostServices.PROPERTY);

  /** Read besides where uplinks are named, which the switch has to have. */
  static final String SWITCHES = "config.network.vswitch";

  PortGroupSeen {
    Objects.requireNonNull(group);
    adapters = List.copyOf(adapters);
  }

  HostPortGroupSpec spec() {
    return group.getSpec();
  }

  /** Those of a host by name. */
  static Map<String, PortGroupSeen> of(HostPortGroup[] groups, Item host) {
    Map<String, PortGroupSeen> all = new LinkedHashMap<>();
    Optional<HostServices> services = HostServices.of(host).known();
    HostVirtualNic[] nics =
        host.get(ADAPTERS, HostVirtualNic[].class).orElse(new HostVirtualNic[0]);
    for (HostPortGroup group : groups) {
      String name = group.getSpec().getName();
      List<String> adapters = new ArrayList<>();
      for (HostVirtualNic nic : nics) {
        if (name.equals(nic.getPortgroup())) {
          adapters.add(nic.getDevice());
        }
      }
      boolean manages =
          adapters.stream()
              .anyMatch(
                  device ->
                      services
                          .filter(of -> of.of(device).contains(Service.MANAGEMENT))
                          .isPresent());
      all.put(name, new PortGroupSeen(group, adapters, manages));
    }
    return all;
  }
}
