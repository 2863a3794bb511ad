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
import dev.provision.modules.instances.vm.WantedVolume;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.inventory.StoragePolicies;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The storage policies of a VM's volumes. vCenter keeps a policy only for a disk that is attached
 * to a VM, so a volume gets its policy each time it is attached, as with Cinder.
 */
public final class VolumePolicies implements Part<List<WantedVolume>, VolumePolicies.Has> {
  private static final String FIELD = ".storage_policy";

  public record Has(Disks disks, StoragePolicies.Assigned policies) {}

  @Override
  public boolean has(String field) {
    return field.startsWith(WantedVolume.FIELD + ".") && field.endsWith(FIELD);
  }

  /** Only for attached volumes: the others get their policy when they are attached. */
  @Override
  public List<Change> changes(List<WantedVolume> wanted, Has seen, Vm vm) {
    List<Change> changes = new ArrayList<>();
    for (WantedVolume want : wanted) {
      Optional<Disk> disk = VolumeDisks.disk(want.volume(), seen.disks());
      String has = disk.map(each -> seen.policies().of(each.key())).orElse("");
      want.volume()
          .policy()
          .filter(policy -> disk.isPresent() && !policy.equals(has))
          .map(
              policy ->
                  Change.inPlace(want.field() + FIELD, has.isEmpty() ? Change.ABSENT : has, policy)
                      .of(VolumeChange.ANY, new VolumeChange.Policy(want.name())))
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

  /** Adds the policy to the edits that attach volumes, and to those of changed ones. */
  @Override
  public void complete(
      List<WantedVolume> wanted, Has seen, Vm vm, List<Change> what, ReconfigureDraft draft)
      throws ModuleException {
    if (draft.isEmpty() && what.isEmpty()) {
      return;
    }
    for (WantedVolume want : wanted) {
      if (want.volume().policy().isEmpty()) {
        continue;
      }
      VirtualMachineProfileSpec[] profile =
          VmPolicy.profile(want.volume().policy().get(), draft.inventory());
      Optional<Disk> disk = VolumeDisks.disk(want.volume(), seen.disks());
      boolean edited = false;
      for (VirtualDeviceConfigSpec each : draft.edits()) {
        if (each.getOperation() != VirtualDeviceConfigSpecOperation.remove
            && is(each, want, disk)) {
          each.setProfile(profile);
          edited = true;
        }
      }
      boolean changed = Change.any(what, new VolumeChange.Policy(want.name()));
      if (changed && !edited && disk.isPresent()) {
        VirtualDeviceConfigSpec edit = disk.get().edited();
        edit.setProfile(profile);
        draft.put(edit);
      }
    }
  }

  /** Whether an edit is for this volume's disk. */
  private static boolean is(VirtualDeviceConfigSpec edit, WantedVolume want, Optional<Disk> disk) {
    if (!(edit.getDevice() instanceof VirtualDisk device)) {
      return false;
    }
    boolean here = disk.filter(each -> each.key() == device.getKey()).isPresent();
    return here
        || edit.getOperation() == VirtualDeviceConfigSpecOperation.add
            && device.getBacking() instanceof VirtualDiskFlatVer2BackingInfo backing
            && backing.getUuid() != null
            && want.volume().uuid().is(backing.getUuid());
  }
}
