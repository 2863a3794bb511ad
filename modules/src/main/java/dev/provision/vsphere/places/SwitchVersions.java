package dev.provision.vsphere.places;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The versions of distributed switches that a vCenter offers. They are stored with the properties
 * of the root folder, and read only when a playbook declares a distributed switch.
 *
 * @param offered in the order of the server; empty when it tells none
 * @param carriers the hosts that can be on a switch of a version, for each version that is declared
 */
public record SwitchVersions(
    List<String> offered, Map<String, Set<ManagedObjectReference>> carriers) {
  /** Not a property of the folder: stands for {@code QueryAvailableDvsSpec}. */
  public static final String PROPERTY = "dvSwitchManager.offered";

  /** A declaration that may name a version. */
  public interface Named {
    Optional<String> switchVersion();
  }

  public SwitchVersions {
    offered = List.copyOf(offered);
    carriers = Map.copyOf(carriers);
  }

  /** Those that were read; empty when no playbook names one. */
  public static Optional<SwitchVersions> of(Inventory read) {
    return read.get(read.root()).flatMap(root -> root.get(PROPERTY, SwitchVersions.class));
  }

  /** Why no switch can have a version; empty when one can, or when the server tells none. */
  public Optional<String> refusal(String version) {
    return offered.isEmpty() || offered.contains(version)
        ? Optional.empty()
        : Optional.of(
            "the server offers no version " + version + ", but " + String.join(", ", offered));
  }

  /**
   * Whether the server says that a host cannot be on a switch of a version. It does not say so of
   * one that the plan adds.
   */
  public boolean refuses(ManagedObjectReference host, String version) {
    return Place.known(host).isPresent()
        && carriers.containsKey(version)
        && !carriers.get(version).contains(host);
  }
}
