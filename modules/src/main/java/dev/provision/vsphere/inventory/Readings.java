package dev.provision.vsphere.inventory;

import com.vmware.vim25.ManagedObjectReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was made of the objects of one snapshot. A machine with forty disks is not parsed again for
 * each question of a plan. Safe for many threads; two that ask at once may both read.
 */
public final class Readings {
  /**
   * Makes a value of one object. Readings are told apart by identity, so each is a constant.
   *
   * @param <T> an immutable value
   */
  @FunctionalInterface
  public interface Reading<T> {
    T of(Item item, Inventory inventory);
  }

  private record Key(Reading<?> reading, ManagedObjectReference ref) {}

  private record Made(Item item, Object value) {}

  private final Map<Key, Made> all = new ConcurrentHashMap<>();

  /**
   * The value that a reading made of this item before, or makes of it now. An object that was read
   * again since is another item, and is not answered with the old value.
   */
  @SuppressWarnings("unchecked")
  public <T> T of(Reading<T> reading, Item item, Inventory inventory) {
    Key key = new Key(reading, item.ref());
    Made known = all.get(key);
    if (known == null || known.item() != item) {
      known = new Made(item, reading.of(item, inventory));
      all.put(key, known);
    }
    return (T) known.value();
  }
}
