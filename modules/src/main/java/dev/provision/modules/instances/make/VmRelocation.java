package dev.provision.modules.instances.make;

import com.vmware.vim25.ArrayOfCheckResult;
import com.vmware.vim25.CheckResult;
import com.vmware.vim25.LocalizedMethodFault;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.MethodNotFound;
import com.vmware.vim25.NotSupported;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualMachineMovePriority;
import com.vmware.vim25.VirtualMachineRelocateSpec;
import com.vmware.vim25.VirtualMachineRelocateSpecDiskLocator;
import dev.provision.modules.instances.nics.NicChange;
import dev.provision.modules.instances.nics.VmNetworks;
import dev.provision.modules.instances.parts.InstanceDesired;
import dev.provision.modules.instances.parts.InstanceState;
import dev.provision.modules.instances.place.VmMigration;
import dev.provision.modules.instances.vm.Disks;
import dev.provision.modules.instances.vm.NewKeys;
import dev.provision.modules.instances.vm.VmField;
import dev.provision.modules.instances.vm.VmTasks;
import dev.provision.spi.Change;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.exported.PoolRef;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.placement.Destinations;
import dev.provision.vsphere.placement.HostPlacement;
import dev.provision.vsphere.wire.Faults;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Migrates a VM with one {@code RelocateVM_Task}, live if it runs. If the network of a NIC changes
 * too, that is part of the same call: the destination may not have the old network, nor the source
 * the new one. vCenter checks it first ({@code CheckRelocate_Task}), so that a refusal changes
 * nothing.
 */
final class VmRelocation {
  private final VsphereWriter write;

  VmRelocation(VsphereWriter write) {
    this.write = write;
  }

  /**
   * Migrates the VM if the changes ask for that.
   *
   * @param planned the destination that the plan chose together with all others; empty if the
   *     migration was not planned
   * @return the changes that are still to be made; empty if there was nothing to migrate
   */
  Optional<List<Change>> relocated(
      InstanceDesired desired,
      InstanceState vm,
      List<Change> changes,
      Optional<HostPlacement> planned)
      throws ModuleException, InterruptedException {
    List<Change> moves = changes.stream().filter(VmMigration::isOf).toList();
    if (moves.isEmpty()) {
      return Optional.empty();
    }
    List<Change> along = changes.stream().filter(VmRelocation::comesAlong).toList();
    write.touched(vm.ref());
    VirtualMachineRelocateSpec spec = spec(desired, vm, changes, along, planned);
    check(vm.ref(), spec);
    VmTasks.run(
        write,
        api -> api.relocateVM_Task(vm.ref(), spec, VirtualMachineMovePriority.defaultPriority));
    List<Change> left = new ArrayList<>(changes);
    left.removeAll(moves);
    left.removeAll(along);
    return Optional.of(left);
  }

  private static boolean comesAlong(Change change) {
    return change.isOf(VmField.POOL) || NicChange.isOfNetwork(change);
  }

  private VirtualMachineRelocateSpec spec(
      InstanceDesired desired,
      InstanceState vm,
      List<Change> changes,
      List<Change> along,
      Optional<HostPlacement> planned)
      throws ModuleException {
    Inventory read = write.inventory();
    List<Change> moves = changes.stream().filter(VmMigration::isOf).toList();
    HostPlacement at =
        planned.isPresent()
            ? planned.get().in(read)
            : new Destinations(desired.head().environment(), desired.head().connection(), read)
                .best(desired.address(), Migrations.need(desired, vm, changes, read));
    VirtualMachineRelocateSpec spec = new VirtualMachineRelocateSpec();
    boolean copied = VmField.DATASTORE.isIn(moves);
    if (moves.size() > 1 || !copied) {
      spec.setHost(at.host());
      spec.setPool(pool(desired, vm, at, along));
    }
    if (copied) {
      spec.setDatastore(at.datastore());
      // the parents of a linked clone's disk move with it, and only a clone merges them
      // (VirtualMachineRelocateDiskMoveOptions); VmPromotion does that afterwards
      spec.setDiskMoveType("moveAllDiskBackingsAndDisallowSharing");
      spec.setDisk(foreign(vm, read));
      desired.policy().put(spec, read);
    }
    List<VirtualDeviceConfigSpec> nics =
        VmNetworks.edits(desired.nics(), vm.nics(), vm.vm(), along, new NewKeys());
    if (!nics.isEmpty()) {
      spec.setDeviceChange(nics.toArray(VirtualDeviceConfigSpec[]::new));
    }
    return spec;
  }

  /** Null to stay in the same pool. */
  private ManagedObjectReference pool(
      InstanceDesired desired, InstanceState vm, HostPlacement at, List<Change> along)
      throws ModuleException {
    Optional<PoolRef> declared = desired.placing().pool();
    if (declared.isPresent() && VmField.POOL.isIn(along)) {
      return declared.get().place().in(write.inventory());
    }
    boolean sameCluster =
        vm.place()
            .hostPath()
            .filter(path -> path.parent().equals(write.inventory().path(at.host()).parent()))
            .isPresent();
    return sameCluster ? null : at.resourcePool().in(write.inventory());
  }

  /** Keeps disks that are not the VM's own where they are; null if it has none. */
  private static VirtualMachineRelocateSpecDiskLocator[] foreign(InstanceState vm, Inventory read) {
    List<VirtualMachineRelocateSpecDiskLocator> stay = new ArrayList<>();
    for (Disk disk : vm.disks().foreign()) {
      Disks.place(disk, vm.vm(), read)
          .ifPresent(
              datastore -> {
                VirtualMachineRelocateSpecDiskLocator locator =
                    new VirtualMachineRelocateSpecDiskLocator();
                locator.setDiskId(disk.key());
                locator.setDatastore(datastore);
                stay.add(locator);
              });
    }
    return stay.isEmpty() ? null : stay.toArray(VirtualMachineRelocateSpecDiskLocator[]::new);
  }

  private void check(ManagedObjectReference vm, VirtualMachineRelocateSpec spec)
      throws ModuleException, InterruptedException {
    ManagedObjectReference checker = write.content().getVmProvisioningChecker();
    if (checker == null) {
      return;
    }
    Object result;
    try {
      result =
          VmTasks.run(write, api -> api.checkRelocate_Task(checker, vm, spec, null)).getResult();
    } catch (ModuleException e) {
      if (e.getCause() instanceof VimFault fault
          && (fault.is(MethodNotFound.class) || fault.is(NotSupported.class))) {
        return;
      }
      throw e;
    }
    CheckResult[] results =
        result instanceof ArrayOfCheckResult array
            ? array.getCheckResult()
            : result instanceof CheckResult[] all ? all : new CheckResult[0];
    String errors =
        Stream.of(results == null ? new CheckResult[0] : results)
            .flatMap(
                one ->
                    Stream.of(
                        one.getError() == null ? new LocalizedMethodFault[0] : one.getError()))
            .map(error -> Faults.reason(VimFault.of(error)))
            .distinct()
            .collect(Collectors.joining("; "));
    if (!errors.isEmpty()) {
      throw ModuleException.refused("vCenter would not migrate it, so nothing was done: " + errors);
    }
  }
}
