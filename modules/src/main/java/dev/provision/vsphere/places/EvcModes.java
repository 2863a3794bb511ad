package dev.provision.vsphere.places;

import com.vmware.vim25.ClusterComputeResourceSummary;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.diagnostic.DidYouMean;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The EVC modes that a vCenter knows. They are stored with the properties of the root folder, and
 * read only when a playbook names one.
 *
 * @param modes in the order of the server
 * @param refusals why clusters that exist cannot get the mode that is declared for them
 */
public record EvcModes(List<EvcModes.Mode> modes, Map<ManagedObjectReference, String> refusals) {
  /** Not a property of the folder: stands for {@code ServiceInstance.capability}. */
  public static final String PROPERTY = "capability.evcModes";

  /** The newest mode that a host offers; from a look at it where it is not added yet. */
  public static final String MOST = "summary.maxEVCModeKey";

  private static final String PLANNED = "summary.currentEVCModeKey";

  /**
   * One mode.
   *
   * @param key {@code intel-skylake}
   * @param tier its place among the modes of the same vendor: one with a higher tier offers more
   *     ({@code EVCMode.vendorTier})
   */
  public record Mode(String key, String vendor, int tier) {}

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
    modes = List.copyOf(modes);
    refusals = Map.copyOf(refusals);
  }

  /** Those that were read; empty when no playbook names one. */
  public static Optional<EvcModes> of(Inventory read) {
    return read.get(read.root()).flatMap(root -> root.get(PROPERTY, EvcModes.class));
  }

  /** A cluster as it is when it has a mode; empty for none. */
  public static Item with(String mode, Item cluster) {
    return cluster.with(PLANNED, mode);
  }

  /** The mode of a cluster, as it is or as the plan sets it; empty too where it was not read. */
  public static Optional<String> current(Item cluster) {
    return cluster
        .get(PLANNED, String.class)
        .or(
            () ->
                cluster
                    .get("summary", ClusterComputeResourceSummary.class)
                    .map(ClusterComputeResourceSummary::getCurrentEVCModeKey));
  }

  /** Why a cluster cannot get the mode that is declared for it, as the server checked it. */
  public Optional<String> refusal(ManagedObjectReference cluster) {
    return Optional.ofNullable(refusals.get(cluster));
  }

  /** Why a mode cannot be set; empty when it can, or when the server told none. */
  public Optional<String> refusal(String mode) {
    List<String> keys = modes.stream().map(Mode::key).toList();
    return keys.isEmpty() || keys.contains(mode)
        ? Optional.empty()
        : Optional.of(
            "this vCenter has no EVC mode `"
                + mode
                + "`; it has "
                + String.join(", ", keys)
                + DidYouMean.suffix(mode, keys));
  }

  /**
   * Whether a host cannot be in a cluster with a mode; no when one of the two is not known here.
   *
   * @param most the newest mode that the host offers
   * @param mode that of the cluster
   */
  public boolean lacks(String most, String mode) {
    Optional<Mode> offered = mode(most);
    Optional<Mode> wanted = mode(mode);
    return offered.isPresent()
        && wanted.isPresent()
        && (!offered.get().vendor().equals(wanted.get().vendor())
            || offered.get().tier() < wanted.get().tier());
  }

  private Optional<Mode> mode(String key) {
    return modes.stream().filter(mode -> mode.key().equals(key)).findFirst();
  }
}
