package dev.provision.vsphere.places;

import dev.provision.diagnostic.DidYouMean;
import dev.provision.vsphere.inventory.Inventory;
import java.util.List;
import java.util.Optional;

/**
 * The EVC modes that a vCenter knows. They are stored with the properties of the root folder, and
 * read only when a playbook names one.
 *
 * @param keys {@code intel-skylake}, in the order of the server
 */
public record EvcModes(List<String> keys) {
  /** Not a property of the folder: stands for {@code ServiceInstance.capability}. */
  public static final String PROPERTY = "capability.evcModes";

  /** A declaration that may name a mode. */
  public interface Named {
    boolean namesEvcMode();
  }

  public EvcModes {
    keys = List.copyOf(keys);
  }

  /** Those that were read; empty when no playbook names one. */
  public static Optional<EvcModes> of(Inventory read) {
    return read.get(read.root()).flatMap(root -> root.get(PROPERTY, EvcModes.class));
  }

  /** Why a mode cannot be set; empty when it can, or when the server told none. */
  public Optional<String> refusal(String mode) {
    return keys.isEmpty() || keys.contains(mode)
        ? Optional.empty()
        : Optional.of(
            "this vCenter has no EVC mode `"
                + mode
                + "`"
                + DidYouMean.suffix(mode, keys)
                + "; it has "
                + String.join(", ", keys));
  }
}
