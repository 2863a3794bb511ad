package dev.provision.modules.instances.vm;

import dev.provision.spi.Change;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Problem;
import dev.provision.vsphere.inventory.Inventory;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One part of a VM: it knows what it reads, compares itself, and writes itself into the one spec of
 * a call. It sees what is wanted and what was seen of itself alone, and the {@link Vm} that all
 * parts need. {@code parts.InstanceParts} says which records those are. Stateless, so safe for many
 * threads.
 *
 * @param <W> what is wanted of it
 * @param <S> what was seen of it
 */
public interface Part<W, S> extends Change.Key {
  /** The properties of a {@code VirtualMachine} that it is read from. */
  default Set<String> properties() {
    return Set.of();
  }

  /** Whether a field, as the plan writes it, is one of its own. */
  default boolean has(String field) {
    return false;
  }

  /** Whether the values of its fields stand in the flavor, and not in the instance itself. */
  default boolean isOfFlavor() {
    return false;
  }

  /** What differs; empty when nothing does. */
  default List<Change> changes(W wanted, S seen, Vm vm) {
    return List.of();
  }

  /** Why what is wanted cannot be had in this inventory. */
  default List<Problem> problems(W wanted, Seen<S> seen, Inventory read) {
    return List.of();
  }

  /** What our marks must say of it once its changes are made. */
  default Map<String, String> marks(W wanted, S seen, Vm vm) {
    return Map.of();
  }

  /**
   * Writes itself into the call that makes a VM.
   *
   * @param template what the VM would have by itself
   */
  default void create(W wanted, S template, CreateDraft draft) throws ModuleException {}

  /**
   * The second round of the call that makes a VM, when every part has written itself: what it does
   * to the devices that are in it by now.
   */
  default void completeNew(W wanted, S template, CreateDraft draft) throws ModuleException {}

  /**
   * Writes its changes into a reconfigure.
   *
   * @param what those of its own changes that are to be made; never empty
   */
  default void update(W wanted, S seen, Vm vm, List<Change> what, ReconfigureDraft draft)
      throws ModuleException {}

  /**
   * The second round of a reconfigure, when every part has written its own changes: what it does to
   * the devices that are in it by now, such as a policy for every new disk.
   *
   * @param what as for {@link #update}, and empty where nothing of its own changes
   */
  default void complete(W wanted, S seen, Vm vm, List<Change> what, ReconfigureDraft draft)
      throws ModuleException {}
}
