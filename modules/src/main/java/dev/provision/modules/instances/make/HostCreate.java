package dev.provision.modules.instances.make;

import com.vmware.vim25.DuplicateName;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.VirtualDiskSpec;
import com.vmware.vim25.VirtualMachineConfigSpec;
import dev.provision.modules.instances.parts.InstanceDesired;
import dev.provision.modules.instances.vm.CreateDraft;
import dev.provision.spi.ModuleException;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.files.DatastoreFiles;
import dev.provision.vsphere.placement.HostPlacement;
import dev.provision.vsphere.places.DirectHost;
import dev.provision.vsphere.wire.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes an instance on a single ESXi host, which has no clones: the image's disks are copied into a
 * folder of the datastore that carries the instance's uuid, as Nova names it, grown there, and one
 * {@code CreateVM_Task} with everything in it makes the VM of them. Until that call nothing is
 * there but the folder, which the next try takes away and makes anew; so a run may be killed
 * between any two calls. An instance that boots from a volume is made by that call alone, on a
 * vCenter too.
 */
final class HostCreate {
  private final VsphereWriter write;
  private final Inventory inventory;

  HostCreate(VsphereWriter write) {
    this.write = write;
    this.inventory = write.inventory();
  }

  /** Whether it is made by this class: a host cannot clone, and a volume needs no clone. */
  static boolean isFor(InstanceDesired desired, Inventory inventory) {
    return DirectHost.is(inventory) || desired.madeOf().bootsFromVolume();
  }

  void create(InstanceDesired desired, HostPlacement at, ManagedObjectReference folder)
      throws ModuleException, InterruptedException {
    Item datastore =
        inventory
            .get(at.datastore())
            .orElseThrow(() -> ModuleException.refused("its datastore cannot be read"));
    if (desired.madeOf().bootsFromVolume()) {
      String server = "[" + datastore.name() + "]";
      make(
          desired,
          HostSpecs.of(desired, desired.image().vm(), server, List.of(), at, write),
          folder);
      return;
    }
    Item template =
        desired
            .image()
            .vm()
            .orElseThrow(
                () ->
                    ModuleException.refused(
                        "image `" + desired.image().image() + "` is not there to be copied"));
    Item datacenter = DirectHost.datacenter(inventory);
    new HostRemnants(write).sweep(desired.head().uuid());
    DatastoreFiles files = new DatastoreFiles(write, datacenter, datastore);
    files.makeFolder(desired.head().uuid());
    String stem = files.at(desired.head().uuid() + "/" + desired.head().name());
    List<HostSpecs.Ready> disks = copies(desired, template, stem, datacenter.ref());
    make(
        desired,
        HostSpecs.of(desired, Optional.of(template), stem + ".vmx", disks, at, write),
        folder);
  }

  private void make(InstanceDesired desired, CreateDraft draft, ManagedObjectReference folder)
      throws ModuleException, InterruptedException {
    VirtualMachineConfigSpec config = draft.whole();
    TaskInfo made;
    try {
      made = write.task(api -> api.createVM_Task(folder, config, draft.pool(), draft.host()));
    } catch (ModuleException e) {
      if (Faults.is(e, DuplicateName.class)) {
        throw e.as(ModuleException.Kind.STALE);
      }
      throw e;
    }
    if (made.getResult() instanceof ManagedObjectReference vm) {
      write.touched(vm);
      if (FirstBoot.withClone(desired)) {
        write.task(api -> api.powerOnVM_Task(vm, null));
      }
    }
  }

  private List<HostSpecs.Ready> copies(
      InstanceDesired desired, Item template, String stem, ManagedObjectReference datacenter)
      throws ModuleException, InterruptedException {
    List<HostSpecs.Ready> ready = new ArrayList<>();
    for (Disk disk : Disk.of(template)) {
      boolean root = ready.isEmpty();
      String file = stem + (root ? "" : "_" + ready.size()) + ".vmdk";
      // the disk as it was at the image's snapshot
      String from = disk.baseFile();
      VirtualDiskSpec spec = thin(disk);
      write.task(
          api ->
              api.copyVirtualDisk_Task(
                  write.content().getVirtualDiskManager(),
                  from,
                  datacenter,
                  file,
                  datacenter,
                  spec,
                  false));
      DataSize size =
          root
              ? desired
                  .rootDisk()
                  .size()
                  .filter(wanted -> wanted.compareTo(disk.size()) > 0)
                  .orElse(disk.size())
              : disk.size();
      if (!size.equals(disk.size())) {
        write.task(
            api ->
                api.extendVirtualDisk_Task(
                    write.content().getVirtualDiskManager(),
                    file,
                    datacenter,
                    size.kibibytes(),
                    false));
      }
      ready.add(new HostSpecs.Ready(file, size));
    }
    if (ready.isEmpty() && desired.rootDisk().size().isPresent()) {
      ready.add(HostSpecs.Ready.empty(desired.rootDisk().size().get()));
    }
    return ready;
  }

  /** The spec of the copy. An ESXi host obeys it; a vCenter would ignore it. */
  private static VirtualDiskSpec thin(Disk disk) {
    VirtualDiskSpec spec = new VirtualDiskSpec();
    spec.setDiskType("thin");
    spec.setAdapterType(disk.onIde() ? "ide" : "lsiLogic");
    return spec;
  }
}
