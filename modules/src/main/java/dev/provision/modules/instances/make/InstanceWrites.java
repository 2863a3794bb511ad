package dev.provision.modules.instances.make;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.VirtualMachineCloneSpec;
import com.vmware.vim25.VirtualMachineConfigSpec;
import dev.provision.modules.instances.disks.ExtraDisks;
import dev.provision.modules.instances.disks.VmVolumes;
import dev.provision.modules.instances.disks.VolumeHolders;
import dev.provision.modules.instances.disks.VolumeReturns;
import dev.provision.modules.instances.guest.ConfigDriveFiles;
import dev.provision.modules.instances.parts.InstanceDesired;
import dev.provision.modules.instances.parts.InstanceState;
import dev.provision.modules.instances.parts.Reconfigure;
import dev.provision.modules.instances.parts.VmPower;
import dev.provision.modules.instances.vm.InstanceSpec.Power;
import dev.provision.modules.instances.vm.VmField;
import dev.provision.modules.instances.vm.VmTasks;
import dev.provision.spi.Change;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.exported.FolderRef;
import dev.provision.vsphere.inventory.EntityName;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.inventory.Place;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.files.RunningClones;
import dev.provision.vsphere.placement.HostPlacement;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes and changes VMs: which calls, and in which order. For one step, used by its own thread. */
public final class InstanceWrites {
  private final VsphereWriter write;

  public InstanceWrites(VsphereWriter write) {
    this.write = write;
  }

  public void create(InstanceDesired desired, HostPlacement planned)
      throws ModuleException, InterruptedException {
    HostPlacement at = planned.in(write.inventory());
    if (HostCreate.isFor(desired, write.inventory())) {
      new HostCreate(write).create(desired, at, folder(desired));
      return;
    }
    InstanceDesired from = CloneSource.of(desired, at, write);
    VirtualMachineCloneSpec spec = CloneSpecs.of(from, at, write);
    if (VmStart.isAskedBefore(at, write.inventory())) {
      spec.setPowerOn(false);
    }
    ManagedObjectReference template = from.image().vm().map(Item::ref).orElseThrow();
    ManagedObjectReference folder = folder(desired);
    TaskInfo done;
    try {
      done =
          VmTasks.run(
              write, api -> api.cloneVM_Task(template, folder, desired.head().name(), spec));
    } catch (ModuleException e) {
      ModuleException failure = RunningClones.retold(e, template, write);
      if (!spec.isPowerOn()) {
        throw failure;
      }
      new VmStart(write).afterClone(failure, desired.head().uuid(), at);
      return;
    }
    if (done.getResult() instanceof ManagedObjectReference vm) {
      write.touched(vm);
    }
  }

  /** A folder that is only known by its path may be made in the same run. */
  private ManagedObjectReference folder(InstanceDesired desired) throws ModuleException {
    FolderRef folder = desired.placing().folder().orElseThrow();
    return folder
        .ref()
        .<Place>map(Place.Known::new)
        .orElseGet(() -> new Place.Planned(folder.path()))
        .in(write.inventory());
  }

  /**
   * Makes hot changes in one reconfigure; for cold ones it switches the VM off before and on again
   * after. With PowerOffVM_Task, not a guest shutdown: that is no task and may never end.
   */
  public void update(
      InstanceDesired desired, InstanceState vm, List<Change> changes, Optional<HostPlacement> at)
      throws ModuleException, InterruptedException {
    if (VmPower.mustBeOff(vm.vm(), changes)
        || VmField.DISK.isIn(changes)
        || changes.stream().anyMatch(ExtraDisks::isOf)) {
      vm.condition().others().requireNoBackup();
    }
    List<Change> now =
        VolumeHolders.allowed(desired.volumes(), vm.vm(), changes, write.inventory());
    Optional<List<Change>> rest = new VmRelocation(write).relocated(desired, vm, now, at);
    if (rest.isEmpty()) {
      update(desired, vm, now, true);
      return;
    }
    // a migration changes changeVersion, and moves files
    VmPromotion promotion = new VmPromotion(write);
    InstanceState moved = promotion.again(vm);
    boolean copied = VmField.DATASTORE.isIn(now);
    update(
        desired,
        promotion.whole(moved, copied ? VmPromotion.moving(moved) : List.of()),
        rest.get(),
        false);
  }

  private void update(
      InstanceDesired desired, InstanceState found, List<Change> changes, boolean guarded)
      throws ModuleException, InterruptedException {
    Destination to = destination(desired, changes);
    write.touched(found.ref());
    VmPromotion promotion = new VmPromotion(write);
    List<Disk> shared = VmPromotion.growing(desired, found, changes);
    // promoted while it runs, so that it is off as short as possible; a suspended VM must be off
    boolean first = found.power() != Power.SUSPENDED;
    InstanceState vm = first ? promotion.whole(found, shared) : found;
    ConfigDriveFiles discs = new ConfigDriveFiles(write);
    discs.send(desired.guest(), vm.configDrive(), vm.vm(), changes);
    boolean powerChanges = VmField.POWER.isIn(changes);
    Power target = powerChanges ? desired.power().orElseThrow() : vm.power();
    Power now = vm.power();
    if (now != Power.OFF && (target == Power.OFF || VmPower.mustBeOff(vm.vm(), changes))) {
      VmTasks.run(write, api -> api.powerOffVM_Task(vm.ref()));
      now = Power.OFF;
    }
    try {
      InstanceState at = first ? vm : promotion.whole(vm, shared);
      boolean rises = VmField.HW_VERSION.isIn(changes);
      if (rises) {
        // first, because other changes may need the newer version
        String version = desired.hardware().declaredVersion().orElseThrow();
        VmTasks.run(write, api -> api.upgradeVM_Task(vm.ref(), version));
      }
      boolean unmoved = guarded && now == vm.power() && !rises && at == found;
      Optional<VirtualMachineConfigSpec> spec =
          Reconfigure.of(desired, at, changes, unmoved, write);
      if (spec.isPresent()) {
        VmTasks.run(write, api -> api.reconfigVM_Task(vm.ref(), spec.get()));
      }
      if (VolumeHolders.touches(changes)) {
        VolumeReturns.bringHome(
            VmVolumes.unwanted(desired.attached(), vm.disks(), vm.vm()),
            vm.disks(),
            vm.vm(),
            write);
      }
      discs.sweep(desired.guest(), vm.configDrive(), vm.vm(), changes);
      if (VmField.NAME.isIn(changes)) {
        String name = EntityName.escaped(desired.placing().name());
        VmTasks.run(write, api -> api.rename_Task(vm.ref(), name));
      }
      move(vm.ref(), to);
      // before it runs
      desired.attributes().write(vm.ref(), changes, write);
      desired.tags().write(vm.ref(), changes, write);
    } catch (ModuleException e) {
      throw now != vm.power() && vm.power() == Power.ON && target != Power.OFF
          ? switchedOnAgain(vm.ref(), e)
          : e;
    }
    power(vm.ref(), now, target);
  }

  /**
   * Switches a VM on again that was switched off for a change which was then refused. If the run
   * was cancelled, it only starts the task and does not wait.
   *
   * @return the refusal, with a word about the VM's power state
   */
  private ModuleException switchedOnAgain(ManagedObjectReference vm, ModuleException refusal)
      throws InterruptedException {
    String left = "; it had been switched off for this and was switched on again";
    try {
      if (refusal.kind() == ModuleException.Kind.CANCELLED) {
        write.call(api -> api.powerOnVM_Task(vm, null));
      } else {
        VmTasks.run(write, api -> api.powerOnVM_Task(vm, null));
      }
    } catch (ModuleException e) {
      left = stillOff(e);
    }
    return refusal.saying(refusal.getMessage() + left);
  }

  private static String stillOff(ModuleException why) {
    return "; it was switched off for this and is still off: " + why.getMessage();
  }

  /**
   * Where a VM is to move. It is looked up before anything is written, so that a wrong name changes
   * nothing.
   *
   * @param folder,pool empty to stay
   */
  private record Destination(
      Optional<ManagedObjectReference> folder, Optional<ManagedObjectReference> pool) {}

  private Destination destination(InstanceDesired desired, List<Change> changes)
      throws ModuleException {
    return new Destination(
        VmField.FOLDER.isIn(changes) ? Optional.of(folder(desired)) : Optional.empty(),
        VmField.POOL.isIn(changes) && desired.placing().pool().isPresent()
            ? Optional.of(desired.placing().pool().get().place().in(write.inventory()))
            : Optional.empty());
  }

  private void move(ManagedObjectReference vm, Destination to)
      throws ModuleException, InterruptedException {
    ManagedObjectReference[] one = {vm};
    if (to.folder().isPresent()) {
      VmTasks.run(write, api -> api.moveIntoFolder_Task(to.folder().get(), one));
    }
    if (to.pool().isPresent()) {
      write.send(api -> api.moveIntoResourcePool(to.pool().get(), one));
    }
  }

  private void power(ManagedObjectReference vm, Power now, Power target)
      throws ModuleException, InterruptedException {
    if (now == target) {
      return;
    }
    if (target == Power.OFF) {
      VmTasks.run(write, api -> api.powerOffVM_Task(vm));
      return;
    }
    if (now != Power.ON) {
      on(vm);
    }
    if (target == Power.SUSPENDED) {
      VmTasks.run(write, api -> api.suspendVM_Task(vm));
    }
  }

  private void on(ManagedObjectReference vm) throws ModuleException, InterruptedException {
    try {
      new VmStart(write).on(vm);
    } catch (ModuleException e) {
      throw VmTasks.translated(e);
    }
  }

  public void marks(InstanceState vm, Map<String, String> marks)
      throws ModuleException, InterruptedException {
    write.touched(vm.ref());
    VirtualMachineConfigSpec spec = new VirtualMachineConfigSpec();
    spec.setExtraConfig(Marks.options(marks));
    if (!vm.changeVersion().isEmpty()) {
      spec.setChangeVersion(vm.changeVersion());
    }
    VmTasks.run(write, api -> api.reconfigVM_Task(vm.ref(), spec));
  }
}
