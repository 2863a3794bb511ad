package dev.provision.modules.instances.operations;

import com.vmware.vim25.ArrayOfVirtualDevice;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualMachineBootOptions;
import com.vmware.vim25.VirtualMachineConfigSpec;
import dev.provision.modules.instances.make.RescueCleanup;
import dev.provision.modules.instances.parts.InstanceState;
import dev.provision.modules.instances.vm.DiskSlots;
import dev.provision.modules.instances.vm.InstanceSpec.Power;
import dev.provision.modules.instances.vm.NewKeys;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.modules.instances.vm.VmRescue;
import dev.provision.modules.instances.vm.VmTasks;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.spi.Intent;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Owned;
import dev.provision.spi.Scene;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.exported.TemplateRef;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.kind.VsphereWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Puts a VM into rescue mode, as Nova does: switches it off, attaches a copy of the image's disk,
 * makes that first in the boot order, and switches it on. Each step first looks at what is already
 * done, so running the command again finishes one that was killed.
 */
final class Rescuing implements Intent.Goal<InstanceState, Inventory, VsphereWriter> {
  private static final String FIELD = "rescue";
  private static final String DEVICES = "config.hardware.device";

  private final Optional<String> wanted;

  /**
   * @param wanted the image's name in the playbook; empty for the VM's own image
   */
  Rescuing(Optional<String> wanted) {
    this.wanted = wanted;
  }

  @Override
  public List<Change> diff(Owned<InstanceState> it, Scene<Inventory> scene) {
    InstanceState vm = it.state();
    Optional<VmRescue> now = VmRescue.of(vm.vm());
    if (now.isPresent() && wanted.filter(name -> !name.equals(now.get().image())).isPresent()) {
      return refused(
          "is in rescue mode with image `"
              + now.get().image()
              + "` already; --end ends that first");
    }
    if (now.isPresent() && isComplete(now.get(), vm, scene.read())) {
      return List.of();
    }
    if (vm.disks().bootVolume(vm.vm()).isPresent()) {
      return refused(
          "boots from a volume and has no disk of its own beside which a copy could lie; take the"
              + " volume off it and give it to another instance, which can look into it");
    }
    Optional<TemplateRef> image = image(vm, now, scene);
    if (image.isEmpty()) {
      return refused(
          wanted
              .map(name -> "cannot boot from image `" + name + "`: the playbook has none")
              .orElse(
                  vm.isAdopted()
                      ? "was adopted, so no image of it is known; name one: --image"
                      : "was made from an image that the playbook does not have; name one: --image"));
    }
    if (source(image.get()).isEmpty()) {
      return refused(
          "cannot boot from image `" + image.get().image() + "`: it is not there, or has no disk");
    }
    if (image.get().vm().filter(from -> Vm.power(from) != Power.OFF).isPresent()) {
      return refused(
          "cannot boot from image `"
              + image.get().image()
              + "`: it is a VM that is not off, so its disk cannot be copied; name another:"
              + " --image");
    }
    if (vm.disks().root().filter(root -> !root.file().isEmpty()).isEmpty()) {
      return refused("has no disk of its own beside which a copy could lie");
    }
    return List.of(
        Change.inPlace(FIELD, now.isPresent() ? "half begun" : Change.ABSENT, image.get().image()));
  }

  private static List<Change> refused(String why) {
    return List.of(Change.inPlace(FIELD, Change.ABSENT, FIELD).with(Effect.REFUSED, why));
  }

  private static boolean isComplete(VmRescue rescue, InstanceState vm, Inventory read) {
    Optional<VirtualMachineBootOptions> boot =
        read.get(vm.ref())
            .flatMap(item -> item.get(VmRescue.BOOT, VirtualMachineBootOptions.class));
    return vm.power() == Power.ON
        && rescue
            .copy(vm.disks().all())
            .filter(copy -> VmRescue.bootsFrom(boot, copy.key()))
            .isPresent();
  }

  /**
   * The image that the user names, else the one of a rescue that was begun, else the one that the
   * VM was made from.
   */
  private Optional<TemplateRef> image(
      InstanceState vm, Optional<VmRescue> now, Scene<Inventory> scene) {
    Optional<String> name = wanted.or(() -> now.map(VmRescue::image));
    if (name.isPresent()) {
      return scene.exported(new Address("image", name.get()), TemplateRef.class);
    }
    return scene.exported().values().stream()
        .filter(TemplateRef.class::isInstance)
        .map(TemplateRef.class::cast)
        .filter(image -> !image.version().isEmpty())
        .filter(image -> image.version().equals(vm.mark(Marks.IMAGE)))
        .min((a, b) -> a.image().compareTo(b.image()));
  }

  private static Optional<Disk> source(TemplateRef image) {
    return image.vm().stream()
        .flatMap(vm -> Disk.of(vm).stream())
        .filter(disk -> !disk.file().isEmpty())
        .findFirst();
  }

  @Override
  public void make(
      Owned<InstanceState> it, Scene<Inventory> scene, List<Change> changes, VsphereWriter write)
      throws ModuleException, InterruptedException {
    InstanceState vm = it.state();
    write.touched(vm.ref());
    Item live = write.read(vm.ref(), DEVICES, VmRescue.BOOT);
    Optional<VmRescue> begun = VmRescue.of(vm.vm());
    TemplateRef image = image(vm, begun, scene).orElseThrow();
    if (vm.power() != Power.OFF) {
      VmTasks.run(write, api -> api.powerOffVM_Task(vm.ref()));
    }
    VmRescue rescue = begun.isPresent() ? begun.get() : begin(vm, image, live);
    if (begun.isEmpty()) {
      RescueCleanup.reconfigure(vm, RescueCleanup.marked(rescue.mark()), write);
    }
    if (rescue.copy(vm.disks().all()).isEmpty()) {
      Disk from = source(image).orElseThrow();
      ManagedObjectReference fromIn =
          RescueCleanup.datacenter(image.vm().orElseThrow().ref(), scene.read());
      ManagedObjectReference in = RescueCleanup.datacenter(vm.ref(), scene.read());
      // overwrites what a killed copy left: by the mark the file is ours
      VmTasks.run(
          write,
          api ->
              api.copyVirtualDisk_Task(
                  write.content().getVirtualDiskManager(),
                  from.file(),
                  fromIn,
                  rescue.file(),
                  in,
                  null,
                  true));
      RescueCleanup.reconfigure(vm, attached(rescue, from), write);
    }
    Item after = write.read(vm.ref(), DEVICES);
    int key =
        rescue
            .copy(Disk.of(devices(after)))
            .orElseThrow(
                () ->
                    new ModuleException(
                        ModuleException.Kind.STALE,
                        "the copy at " + rescue.slot() + " was attached and is not to be seen",
                        null))
            .key();
    VirtualMachineConfigSpec boots = new VirtualMachineConfigSpec();
    boots.setBootOptions(VmRescue.from(key));
    RescueCleanup.reconfigure(vm, boots, write);
    VmTasks.run(write, api -> api.powerOnVM_Task(vm.ref(), null));
  }

  private static VmRescue begin(InstanceState vm, TemplateRef image, Item live)
      throws ModuleException {
    Disk root = vm.disks().root().orElseThrow();
    String slot =
        new DiskSlots(DiskSlots.controllers(devices(live)), new NewKeys())
            .next(root.controllerKey())
            .map(DiskSlots.Slot::text)
            .filter(text -> !text.isEmpty())
            .orElseThrow(
                () -> ModuleException.refused("none of its disk controllers has a unit left"));
    return new VmRescue(
        slot,
        VmRescue.fileBeside(root, vm.vm().name()),
        image.image(),
        vm.power() == Power.ON ? Power.ON : Power.OFF,
        VmRescue.orderOf(live.get(VmRescue.BOOT, VirtualMachineBootOptions.class)));
  }

  static List<VirtualDevice> devices(Item live) {
    Object value = live.properties().get(DEVICES);
    VirtualDevice[] all =
        value instanceof ArrayOfVirtualDevice array
            ? array.getVirtualDevice()
            : value instanceof VirtualDevice[] plain ? plain : new VirtualDevice[0];
    return Arrays.asList(all);
  }

  private static VirtualMachineConfigSpec attached(VmRescue rescue, Disk from) {
    String[] slot = rescue.slot().split(":");
    VirtualDeviceConfigSpec add =
        Disk.of(-1, Integer.parseInt(slot[0]), Integer.parseInt(slot[1]), from.size())
            .in(rescue.file())
            .added();
    VirtualMachineConfigSpec spec = new VirtualMachineConfigSpec();
    spec.setDeviceChange(new VirtualDeviceConfigSpec[] {add});
    return spec;
  }

  @Override
  public List<String> said(Address address) {
    return List.of(
        "it boots from a copy of the image, with its own disk beside it; rescue --end ends that");
  }

  @Override
  public List<String> remedy(Set<Address> failed, Set<Address> done) {
    return List.of("the same command again goes on; with --end instead, it goes back");
  }
}
