package dev.provision.modules.datastores;

import dev.provision.spi.Change;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a VMFS is smaller than it is declared: on fewer LUNs, or smaller than those it is on.
 *
 * @param now what it is
 * @param lunBytes of all its LUNs; empty when unknown
 */
record Growth(Volume now, Optional<Long> lunBytes) {
  /** What {@code DatastoreKind.seen} adds to the properties of a datastore. */
  private static final String KEPT = "provision.growth";

  /** In bytes: what VMFS needs for itself at most, as far as it is known. */
  private static final long OWN = 1L << 30;

  private static final int OWN_PERCENT = 2;

  /** The keys of the changes. */
  private enum Key implements Change.Key {
    GROW,
    EXTENTS
  }

  static Item kept(Item datastore, Inventory read) {
    return Volume.of(datastore)
        .map(now -> new Growth(now, SeenLuns.read(read).all(now.luns())))
        .map(growth -> datastore.with(KEPT, growth))
        .orElse(datastore);
  }

  static List<Change> changes(DatastoreSpec spec, Item kept) {
    Optional<Growth> growth = kept.get(KEPT, Growth.class);
    return growth.isEmpty() || spec.volume().isEmpty()
        ? List.of()
        : growth.get().changes(spec.volume().get());
  }

  private List<Change> changes(VmfsSpec spec) {
    List<Change> changes = new ArrayList<>();
    List<String> all = with(spec);
    if (all.size() > now.luns().size()) {
      changes.add(
          Change.inPlace("vmfs.extents", String.join(", ", now.luns()), String.join(", ", all))
              .of(Key.EXTENTS));
    }
    lunBytes
        .filter(bytes -> spec.grow() && isLarger(bytes))
        .ifPresent(
            bytes ->
                changes.add(
                    Change.inPlace("vmfs.grow", size(now.capacityBytes()), size(bytes))
                        .of(Key.GROW)));
    return changes;
  }

  /** Its LUNs and those that are declared. */
  List<String> with(VmfsSpec spec) {
    List<String> all = new ArrayList<>(now.luns());
    Volume.declared(spec).stream().filter(lun -> !all.contains(lun)).forEach(all::add);
    return all;
  }

  private boolean isLarger(long bytes) {
    long own = Math.max(OWN, bytes / 100 * OWN_PERCENT);
    return bytes - now.capacityBytes() >= own;
  }

  private static String size(long bytes) {
    return new DataSize(bytes).brief();
  }

  static boolean isGrowing(List<Change> changes) {
    return changes.stream().anyMatch(change -> change.isOf(Key.GROW));
  }

  static boolean isExtending(List<Change> changes) {
    return changes.stream().anyMatch(change -> change.isOf(Key.EXTENTS));
  }
}
