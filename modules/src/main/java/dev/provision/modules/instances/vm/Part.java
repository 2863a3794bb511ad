package dev.provision.modules.instances.vm;

import dev.provision.spi.Change;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Problem;
import dev.provision.vsphere.inventory.Inventory;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One part of a VM: it says which properties it reads, finds what differs, and writes its changes
 * into the spec of a call. It only gets its own declared and read values, and the {@link Vm} that
 * all parts need; {@code parts.InstanceParts} says which records those are. Stateless, so safe for
 * many threads.
 *
 * @param <W> what is declared of the part
 * @param <S> what was read of the part
 */
public interface Part<W, S> extends Change.Key {
  /** The properties of a {@code VirtualMachine} that the part reads. */
  default Set<String> properties() {
    return Set.of();
  }

  /** Whether a field, as the plan writes it, belongs to the part. */
  default boolean has(String field) {
    return false;
  }

  /** Whether the values of its fields are written in the flavor, and not in the instance. */
  default boolean isOfFlavor() {
    return false;
  }

  /** What differs; empty if nothing does. */
  default List<Change> changes(W wanted, S seen, Vm vm) {
    return List.of();
  }

  /** Why the declaration cannot be met in this inventory. */
  default List<Problem> problems(W wanted, Seen<S> seen, Inventory read) {
    return List.of();
  }

  /** The marks that the VM must have once the part's changes are made. */
  default Map<String, String> marks(W wanted, S seen, Vm vm) {
    return Map.of();
  }

  /**
   * Writes the part into the call that makes a VM.
   *
   * @param template what the VM would have if no part wrote anything
   */
  default void create(W wanted, S template, CreateDraft draft) throws ModuleException {}

  /**
   * The second round of the call that makes a VM, for parts that change devices which other parts
   * have added in the first.
   */
  default void completeNew(W wanted, S template, CreateDraft draft) throws ModuleException {}

  /**
   * Writes changes into a reconfigure.
   *
   * @param what the part's own changes that are to be made; never empty
   */
  default void update(W wanted, S seen, Vm vm, List<Change> what, ReconfigureDraft draft)
      throws ModuleException {}

  /**
   * The second round of a reconfigure, for parts that change device edits which other parts have
   * added in the first, such as a policy for every new disk.
   *
   * @param what as for {@link #update}, but empty if none of its own changes is to be made
   */
  default void complete(W wanted, S seen, Vm vm, List<Change> what, ReconfigureDraft draft)
      throws ModuleException {}
}
