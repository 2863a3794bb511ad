package dev.provision.modules.instances.make;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualMachineConfigSpec;
import dev.provision.modules.instances.disks.DiskKeys;
import dev.provision.modules.instances.disks.VolumeDisks;
import dev.provision.modules.instances.disks.VolumeReturns;
import dev.provision.modules.instances.guest.ConfigDriveFiles;
import dev.provision.modules.instances.guest.VmConfigDrive;
import dev.provision.modules.instances.guest.VmGuest;
import dev.provision.modules.instances.parts.InstanceState;
import dev.provision.modules.instances.vm.InstanceSpec.Power;
import dev.provision.modules.instances.vm.ReconfigureDraft;
import dev.provision.modules.instances.vm.VmField;
import dev.provision.modules.instances.vm.VmRescue;
import dev.provision.modules.instances.vm.VmTasks;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.files.DiskUsers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Removes a VM from the environment: destroys it with its own disks, or releases an adopted one and
 * removes what we added to it. For one step, used by its own thread.
 */
public final class VmRemoval {
  private final VsphereWriter write;

  public VmRemoval(VsphereWriter write) {
    this.write = write;
  }

  /**
   * Destroys a VM with its own disks. Every other disk is detached first, and the server must
   * confirm that before anything is destroyed.
   */
  public void delete(InstanceState vm) throws ModuleException, InterruptedException {
    write.touched(vm.ref());
    vm.condition().others().requireNoBackup();
    if (vm.power() != Power.OFF) {
      VmTasks.run(write, api -> api.powerOffVM_Task(vm.ref()));
    }
    RescueCleanup.sweep(vm, write.inventory(), write);
    List<Disk> foreign = keep(vm);
    if (!foreign.isEmpty()) {
      if (vm.hasSnapshot()) {
        // a disk in a snapshot cannot be detached
        VmTasks.run(write, api -> api.removeAllSnapshots_Task(vm.ref(), true));
      }
      takeOff(vm, foreign, new ReconfigureDraft(write), "");
    }
    VolumeReturns.bringHome(foreign, vm.disks(), vm.vm(), write);
    new ConfigDriveFiles(write).delete(vm.media(), vm.vm());
    VmTasks.run(write, api -> api.destroy_Task(vm.ref()));
  }

  /**
   * Releases an adopted VM without stopping it: detaches our volumes and moves them back, removes
   * our config drive and guestinfo keys, and the marks last, so that after a killed run the next
   * one still finds the VM. Changes of size and hardware stay, and so do other people's snapshots.
   */
  public void release(InstanceState vm) throws ModuleException, InterruptedException {
    write.touched(vm.ref());
    if (VmRescue.of(vm.vm()).isPresent()) {
      RescueCleanup.end(vm, write.inventory(), write);
      // the VM must be read again; the next round goes on from there
      return;
    }
    List<Disk> volumes = VolumeDisks.held(vm.disks(), vm.vm());
    ReconfigureDraft draft = new ReconfigureDraft(write);
    List<VirtualDeviceConfigSpec> disc = VmConfigDrive.takenOut(vm.media(), vm.power());
    disc.forEach(draft::put);
    VmGuest.ours(vm.vm()).forEach(key -> draft.option(key, ""));
    if (!disc.isEmpty()) {
      // the file is deleted after the drive, and this mark tells a later run if we are killed
      // between
      draft.mark(Marks.GUEST, VmField.CONFIG_DRIVE.field());
    }
    if (!volumes.isEmpty() || !draft.isEmpty()) {
      takeOff(vm, volumes, draft, vm.changeVersion());
    }
    VolumeReturns.bringHome(volumes, vm.disks(), vm.vm(), write);
    if (!disc.isEmpty() || vm.mark(Marks.GUEST).equals(VmField.CONFIG_DRIVE.field())) {
      new ConfigDriveFiles(write).deleteLeft(vm.media(), vm.vm());
    }
    VirtualMachineConfigSpec marks = new VirtualMachineConfigSpec();
    marks.setExtraConfig(Marks.options(VmMarks.forRelease()));
    VmTasks.run(write, api -> api.reconfigVM_Task(vm.ref(), marks));
  }

  /**
   * The disks to detach before the VM is destroyed: those that are not its own, and those whose
   * file another VM uses too. A server deletes every file that the VM's disks name. A file outside
   * the VM's folder may belong to somebody else, so all VMs with disks on its datastore are read
   * first; a VM that cannot be read counts as using it.
   */
  private List<Disk> keep(InstanceState vm) throws ModuleException, InterruptedException {
    Set<String> shared = new HashSet<>();
    for (Item other : write.inventory().all("VirtualMachine")) {
      if (!other.ref().equals(vm.ref())) {
        Disk.of(other).forEach(disk -> shared.add(disk.file()));
      }
    }
    List<Disk> keep = new ArrayList<>(vm.disks().foreign());
    String own = vm.media().folder() + "/";
    Set<String> elsewhere = new LinkedHashSet<>();
    for (Disk disk : vm.disks().all()) {
      boolean known = keep.contains(disk) || shared.contains(disk.file());
      if (!disk.file().isEmpty() && !disk.file().startsWith(own) && !known) {
        elsewhere.add(disk.file());
      }
    }
    shared.addAll(DiskUsers.ofOthers(elsewhere, vm.ref(), write));
    for (Disk disk : vm.disks().all()) {
      if (!disk.file().isEmpty() && shared.contains(disk.file()) && !keep.contains(disk)) {
        keep.add(disk);
      }
    }
    return keep;
  }

  /**
   * @param draft what else the same reconfigure changes
   * @param changeVersion as in {@link ReconfigureDraft#spec}
   */
  private void takeOff(
      InstanceState vm, List<Disk> disks, ReconfigureDraft draft, String changeVersion)
      throws ModuleException, InterruptedException {
    disks.forEach(disk -> draft.put(disk.detached()));
    draft.mark(Marks.VOLUMES, VolumeReturns.mark(List.of(), disks, vm.vm(), write.inventory()));
    VirtualMachineConfigSpec spec = draft.spec(changeVersion).orElseThrow();
    VmTasks.run(write, api -> api.reconfigVM_Task(vm.ref(), spec));
    requireOff(vm.ref(), disks);
  }

  private void requireOff(ManagedObjectReference vm, List<Disk> disks) throws ModuleException {
    if (disks.isEmpty()) {
      return;
    }
    Set<Integer> left = DiskKeys.of(vm, write);
    for (Disk disk : disks) {
      if (left.contains(disk.key())) {
        throw ModuleException.refused(
            "disk `"
                + disk.file()
                + "` is not its own and is still attached after it was detached; nothing was"
                + " destroyed");
      }
    }
  }
}
