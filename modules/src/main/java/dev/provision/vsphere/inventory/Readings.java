package dev.provision.vsphere.inventory;

import com.vmware.vim25.ManagedObjectReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps what was computed from the objects of one snapshot, so that a VM with forty disks is not
 * parsed again for each question of a plan. Safe for many threads; two that ask at the same moment
 * may both compute.
 */
public final class Readings {
  /**
   * Computes a value from one object. Readings are compared by identity, so each must be a
   * constant.
   *
   * @param <T> an immutable value
   */
  @FunctionalInterface
  public interface Reading<T> {
    T of(Item item, Inventory inventory);
  }

  private record Key(Reading<?> reading, ManagedObjectReference ref) {}

  private record Computed(Item item, Object value) {}

  private final Map<Key, Computed> all = new ConcurrentHashMap<>();

  /**
   * The value that a reading computed from this item before, or computes now. An object that was
   * read again since is another item and does not get the old value.
   */
  @SuppressWarnings("unchecked")
  public <T> T of(Reading<T> reading, Item item, Inventory inventory) {
    Key key = new Key(reading, item.ref());
    Computed known = all.get(key);
    if (known == null || known.item() != item) {
      known = new Computed(item, reading.of(item, inventory));
      all.put(key, known);
    }
    return (T) known.value();
  }
}
