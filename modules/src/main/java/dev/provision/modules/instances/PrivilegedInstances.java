package dev.provision.modules.instances;

import dev.provision.modules.instances.make.HostRemnants;
import dev.provision.modules.instances.parts.InstanceDesired;
import dev.provision.modules.instances.parts.InstanceState;
import dev.provision.modules.instances.vm.InstanceSpec;
import dev.provision.spi.Change;
import dev.provision.spi.Placement;
import dev.provision.spi.Right;
import dev.provision.spi.trait.Privileged;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.placement.HostPlacement;
import java.util.List;
import java.util.Optional;

/** What the calls for instances need. */
interface PrivilegedInstances
    extends Privileged<InstanceSpec, InstanceDesired, InstanceState, Inventory, VsphereWriter> {
  @Override
  default List<Right> toCreate(InstanceDesired desired, Placement at, Inventory read) {
    return at instanceof HostPlacement place
        ? new InstanceRights(read).toCreate(desired, place)
        : List.of();
  }

  @Override
  default List<Right> toUpdate(
      InstanceDesired desired,
      InstanceState seen,
      List<Change> changes,
      Optional<Placement> at,
      Inventory read) {
    return new InstanceRights(read)
        .toUpdate(
            desired,
            seen,
            changes,
            at.filter(HostPlacement.class::isInstance).map(HostPlacement.class::cast));
  }

  @Override
  default List<Right> toMark(InstanceState seen, Inventory read) {
    return InstanceRights.toMark(seen);
  }

  @Override
  default List<Right> toDelete(InstanceState seen, Inventory read) {
    return HostRemnants.is(seen) ? List.of() : new InstanceRights(read).toDelete(seen);
  }
}
