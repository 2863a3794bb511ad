package dev.provision.vsphere.places;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.diagnostic.DidYouMean;
import dev.provision.vsphere.inventory.Inventory;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The EVC modes that a vCenter knows. They are stored with the properties of the root folder, and
 * read only when a playbook names one.
 *
 * @param keys {@code intel-skylake}, in the order of the server
 * @param refusals why clusters that exist cannot get the mode that is declared for them
 */
public record EvcModes(List<String> keys, Map<ManagedObjectReference, String> refusals) {
  /** Not a property of the folder: stands for {@code ServiceInstance.capability}. */
  public static final String PROPERTY = "capability.evcModes";

  /** A declaration that may name a mode. */
  public interface Named {
    /** Empty when it names none. */
    Optional<String> evcMode();

    /**
     * The name of the cluster.
     *
     * @param entry that of the declaration
     */
    String clusterName(String entry);
  }

  public EvcModes {
    keys = List.copyOf(keys);
    refusals = Map.copyOf(refusals);
  }

  /** Those that were read; empty when no playbook names one. */
  public static Optional<EvcModes> of(Inventory read) {
    return read.get(read.root()).flatMap(root -> root.get(PROPERTY, EvcModes.class));
  }

  /** Why a cluster cannot get the mode that is declared for it, as the server checked it. */
  public Optional<String> refusal(ManagedObjectReference cluster) {
    return Optional.ofNullable(refusals.get(cluster));
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
