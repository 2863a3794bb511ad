package dev.provision.modules.instances.disks;

import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDeviceConfigSpecOperation;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VirtualMachineProfileSpec;
import dev.provision.modules.instances.vm.Disks;
import dev.provision.modules.instances.vm.InstanceSpec.Power;
import dev.provision.modules.instances.vm.Part;
import dev.provision.modules.instances.vm.ReconfigureDraft;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.modules.instances.vm.VolumeWish;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.inventory.StoragePolicies;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The storage policies of the volumes that a VM has. vCenter knows them of disks of VMs alone, so a
 * volume gets its own with its attachment, as Cinder's does, and again with the next one.
 */
public final class VolumePolicies implements Part<List<VolumeWish>, VolumePolicies.Has> {
  private static final String FIELD = ".storage_policy";

  public record Has(Disks disks, StoragePolicies.Assigned policies) {}

  @Override
  public boolean has(String field) {
    return field.startsWith(VolumeWish.FIELD + ".") && field.endsWith(FIELD);
  }

  /** Of volumes that are attached: one that is not yet gets it with that. */
  @Override
  public List<Change> changes(List<VolumeWish> wanted, Has seen, Vm vm) {
    List<Change> changes = new ArrayList<>();
    for (VolumeWish wish : wanted) {
      Optional<Disk> disk = VolumeDisks.disk(wish.volume(), seen.disks());
      String has = disk.map(each -> seen.policies().of(each.key())).orElse("");
      wish.volume()
          .policy()
          .filter(policy -> disk.isPresent() && !policy.equals(has))
          .map(
              policy ->
                  Change.inPlace(wish.field() + FIELD, has.isEmpty() ? Change.ABSENT : has, policy)
                      .of(VolumeChange.ANY, new VolumeChange.Policy(wish.name())))
          .map(change -> timed(change, vm))
          .ifPresent(changes::add);
    }
    return changes;
  }

  /** A suspended VM takes no edit of a disk. */
  static Change timed(Change change, Vm vm) {
    return vm.power() == Power.SUSPENDED
        ? change.with(Effect.NEEDS_POWER_OFF, "it is suspended")
        : change;
  }

  /** Volumes that are attached get theirs with that. */
  @Override
  public void complete(
      List<VolumeWish> wanted, Has seen, Vm vm, List<Change> what, ReconfigureDraft draft)
      throws ModuleException {
    if (draft.isEmpty() && what.isEmpty()) {
      return;
    }
    for (VolumeWish wish : wanted) {
      if (wish.volume().policy().isEmpty()) {
        continue;
      }
      VirtualMachineProfileSpec[] profile =
          VmPolicy.profile(wish.volume().policy().get(), draft.inventory());
      Optional<Disk> disk = VolumeDisks.disk(wish.volume(), seen.disks());
      boolean edited = false;
      for (VirtualDeviceConfigSpec each : draft.edits()) {
        if (each.getOperation() != VirtualDeviceConfigSpecOperation.remove
            && is(each, wish, disk)) {
          each.setProfile(profile);
          edited = true;
        }
      }
      boolean changed = Change.any(what, new VolumeChange.Policy(wish.name()));
      if (changed && !edited && disk.isPresent()) {
        VirtualDeviceConfigSpec edit = disk.get().edited();
        edit.setProfile(profile);
        draft.put(edit);
      }
    }
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
