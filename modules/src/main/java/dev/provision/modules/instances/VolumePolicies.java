package dev.provision.modules.instances;

import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDeviceConfigSpecOperation;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VirtualMachineConfigSpec;
import com.vmware.vim25.VirtualMachineProfileSpec;
import dev.provision.modules.instances.InstanceSpec.Power;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.inventory.Inventory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The storage policies of the volumes that a VM has. vCenter knows them of disks of VMs alone, so a
 * volume gets its own with its attachment, as Cinder's does, and again with the next one.
 */
final class VolumePolicies {
  private static final String FIELD = ".storage_policy";

  private VolumePolicies() {}

  /** Of volumes that are attached: one that is not yet gets it with that. */
  static List<Change> changes(InstanceDesired desired, InstanceState vm) {
    List<Change> changes = new ArrayList<>();
    for (VolumeWish wish : desired.volumes()) {
      Optional<Disk> disk = VmVolumes.disk(wish.volume(), vm);
      String has = disk.map(each -> vm.fittings().policies().of(each.key())).orElse("");
      wish.volume()
          .policy()
          .filter(policy -> disk.isPresent() && !policy.equals(has))
          .map(
              policy ->
                  Change.inPlace(wish.field() + FIELD, has.isEmpty() ? Change.ABSENT : has, policy))
          .map(change -> timed(change, vm))
          .ifPresent(changes::add);
    }
    return changes;
  }

  /** A suspended VM takes no edit of a disk. */
  static Change timed(Change change, InstanceState vm) {
    return vm.power() == Power.SUSPENDED
        ? change.with(Effect.NEEDS_POWER_OFF, "it is suspended")
        : change;
  }

  /**
   * The one reconfigure of an update, with the policies of the volumes that it attaches or whose
   * policy changes.
   *
   * @param spec what it does besides; empty for nothing
   */
  static Optional<VirtualMachineConfigSpec> added(
      Optional<VirtualMachineConfigSpec> spec,
      InstanceDesired desired,
      InstanceState vm,
      List<Change> changes,
      Inventory inventory)
      throws ModuleException {
    if (spec.isEmpty() || desired.volumes().stream().allMatch(w -> w.volume().policy().isEmpty())) {
      return spec;
    }
    VirtualMachineConfigSpec whole = spec.get();
    List<VirtualDeviceConfigSpec> all = new ArrayList<>(VmPolicy.edits(whole));
    for (VolumeWish wish : desired.volumes()) {
      if (wish.volume().policy().isEmpty()) {
        continue;
      }
      VirtualMachineProfileSpec[] profile =
          VmPolicy.profile(wish.volume().policy().get(), inventory);
      Optional<Disk> disk = VmVolumes.disk(wish.volume(), vm);
      boolean edited = false;
      for (VirtualDeviceConfigSpec each : all) {
        if (each.getOperation() != VirtualDeviceConfigSpecOperation.remove
            && is(each, wish, disk)) {
          each.setProfile(profile);
          edited = true;
        }
      }
      boolean changed =
          changes.stream().anyMatch(change -> change.field().equals(wish.field() + FIELD));
      if (changed && !edited && disk.isPresent()) {
        VirtualDeviceConfigSpec edit = disk.get().edited();
        edit.setProfile(profile);
        all.add(edit);
      }
    }
    whole.setDeviceChange(all.toArray(VirtualDeviceConfigSpec[]::new));
    return Optional.of(whole);
  }

  /** Whether an edit is of this volume's disk. */
  private static boolean is(VirtualDeviceConfigSpec edit, VolumeWish wish, Optional<Disk> disk) {
    if (!(edit.getDevice() instanceof VirtualDisk device)) {
      return false;
    }
    boolean here = disk.filter(each -> each.key() == device.getKey()).isPresent();
    return here
        || edit.getOperation() == VirtualDeviceConfigSpecOperation.add
            && device.getBacking() instanceof VirtualDiskFlatVer2BackingInfo backing
            && backing.getUuid() != null
            && wish.volume().uuid().is(backing.getUuid());
  }
}
