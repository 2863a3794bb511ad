package dev.provision.vsphere.kind;

import dev.provision.spi.Change;
import dev.provision.spi.Placement;
import dev.provision.spi.Right;
import dev.provision.spi.trait.Privileged;
import dev.provision.vsphere.inventory.Inventory;
import java.util.List;
import java.util.Optional;

/** A kind whose calls all need the same, whether they make a thing, change it or take it away. */
public interface SameRights<S extends Record, D, O>
    extends Privileged<S, D, O, Inventory, VsphereWriter> {
  /** To make it or change it. */
  List<Right> rights(D desired, Inventory read);

  /** To take it away, or to write down whose it is. */
  List<Right> rightsOn(O seen, Inventory read);

  @Override
  default List<Right> toCreate(D desired, Placement at, Inventory read) {
    return rights(desired, read);
  }

  @Override
  default List<Right> toUpdate(
      D desired, O seen, List<Change> changes, Optional<Placement> at, Inventory read) {
    return rights(desired, read);
  }

  @Override
  default List<Right> toMark(O seen, Inventory read) {
    return rightsOn(seen, read);
  }

  @Override
  default List<Right> toDelete(O seen, Inventory read) {
    return rightsOn(seen, read);
  }
}
