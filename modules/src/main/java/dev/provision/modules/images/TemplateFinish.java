package dev.provision.modules.images;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualMachineConfigSpec;
import dev.provision.modules.images.declaration.ImageWanted;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.places.DirectHost;

/** The steps that turn a VM with whole content into an image: one snapshot, then a template. */
final class TemplateFinish {
  private final ManagedObjectReference vm;
  private final VsphereWriter write;

  private TemplateFinish(ManagedObjectReference vm, VsphereWriter write) {
    this.vm = vm;
    this.write = write;
  }

  /** Marks the VM as touched, so that it is read again. */
  static TemplateFinish of(ManagedObjectReference vm, VsphereWriter write) {
    write.touched(vm);
    return new TemplateFinish(vm, write);
  }

  /** The snapshot comes first: a template takes none. */
  void snapshotAndMark(ImageWanted.Imported image) throws ModuleException, InterruptedException {
    snapshot(image);
    mark();
  }

  void snapshot(ImageWanted.Imported image) throws ModuleException, InterruptedException {
    write.task(
        api -> api.createSnapshot_Task(vm, ImageSeen.SNAPSHOT, image.version(), false, false));
  }

  void mark() throws ModuleException {
    if (DirectHost.is(write.inventory())) {
      // a single ESXi host has no templates: the image stays a VM that is never switched on
      return;
    }
    write.send(api -> api.markAsTemplate(vm));
  }

  /** Makes it a VM again, because a template cannot be snapshotted or get an instanceUuid. */
  void unmark(ManagedObjectReference pool, ManagedObjectReference host) throws ModuleException {
    write.send(api -> api.markAsVirtualMachine(vm, pool, host));
  }

  void rename(String name) throws ModuleException, InterruptedException {
    write.task(api -> api.rename_Task(vm, name));
  }

  /** Writes its notes: besides its name the only thing that can change on a template. */
  void note(String annotation) throws ModuleException, InterruptedException {
    VirtualMachineConfigSpec spec = new VirtualMachineConfigSpec();
    spec.setAnnotation(annotation);
    reconfigure(spec);
  }

  /** Gives it an instanceUuid, while it is no template. */
  void identify(String instanceUuid) throws ModuleException, InterruptedException {
    VirtualMachineConfigSpec spec = new VirtualMachineConfigSpec();
    spec.setInstanceUuid(instanceUuid);
    reconfigure(spec);
  }

  private void reconfigure(VirtualMachineConfigSpec spec)
      throws ModuleException, InterruptedException {
    write.task(api -> api.reconfigVM_Task(vm, spec));
  }

  /** Deletes the VM and its files. */
  void destroy() throws ModuleException, InterruptedException {
    write.task(api -> api.destroy_Task(vm));
  }
}
