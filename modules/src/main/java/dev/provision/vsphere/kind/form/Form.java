package dev.provision.vsphere.kind.form;

import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Disruption;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.LockKey;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Owned;
import dev.provision.spi.Placement;
import dev.provision.spi.Right;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.VsphereWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One of the forms in which a kind makes its things. The methods are those of the kind, asked only
 * for a thing of this form; {@link HasForms} chooses it.
 *
 * @param <D> the kind's desired state
 * @param <O> the kind's observed state
 */
public interface Form<D, O> {
  /** The fields that differ. */
  List<Change> changes(D desired, O seen);

  List<Right> toCreate(D desired, Placement at, Inventory read);

  List<Right> toUpdate(
      D desired, O seen, List<Change> changes, Optional<Placement> at, Inventory read);

  List<Right> toMark(O seen, Inventory read);

  List<Right> toDelete(O seen, Inventory read);

  /** What taking one away edits besides itself. */
  default Set<LockKey> leaves(O seen) {
    return Set.of();
  }

  /** What its deletion needs besides its own word. */
  default Set<Disruption> deleting(Address address, O seen, Set<Address> gone) {
    return Set.of(Disruption.DELETE);
  }

  void create(Address address, D desired, Placement at, VsphereWriter write)
      throws ModuleException, InterruptedException;

  void update(
      Address address,
      D desired,
      O seen,
      List<Change> changes,
      Optional<Placement> at,
      VsphereWriter write)
      throws ModuleException, InterruptedException;

  void delete(O seen, VsphereWriter write) throws ModuleException, InterruptedException;

  void adopt(Address address, D desired, O seen, VsphereWriter write)
      throws ModuleException, InterruptedException;

  void release(O seen, VsphereWriter write) throws ModuleException, InterruptedException;

  /** All of this form that the environment owns. */
  Stream<Owned<O>> owned(EnvironmentId environment, Inventory read);
}
