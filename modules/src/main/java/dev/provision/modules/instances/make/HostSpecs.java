package dev.provision.modules.instances.make;

import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualMachineConfigSpec;
import com.vmware.vim25.VirtualMachineFileInfo;
import dev.provision.modules.instances.disks.ExtraDisks;
import dev.provision.modules.instances.disks.VmDisks;
import dev.provision.modules.instances.parts.InstanceDesired;
import dev.provision.modules.instances.parts.InstanceParts;
import dev.provision.modules.instances.parts.InstanceState;
import dev.provision.modules.instances.vm.CreateDraft;
import dev.provision.modules.instances.vm.Devices;
import dev.provision.modules.instances.vm.DiskMarks;
import dev.provision.modules.instances.vm.DiskSlots;
import dev.provision.modules.instances.vm.DiskSlots.Controller;
import dev.provision.modules.instances.vm.DiskSlots.Slot;
import dev.provision.modules.instances.vm.FlavorExtras;
import dev.provision.modules.instances.vm.VolumeBoot;
import dev.provision.spi.ModuleException;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.exported.DiskAdapter;
import dev.provision.vsphere.exported.DiskType;
import dev.provision.vsphere.exported.VolumeRef;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.placement.HostPlacement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The spec of the one {@code CreateVM_Task} that makes an instance without cloning: on a single
 * ESXi host, from disks that were copied before, and for an instance that boots from a volume,
 * without a disk of its own. All others are made by {@link CloneSpecs}.
 */
final class HostSpecs {

  /** The IDE controllers that every VM is created with. */
  private static final List<Controller> IDE =
      List.of(
          new Controller(200, 0, DiskAdapter.IDE, Set.of()),
          new Controller(201, 1, DiskAdapter.IDE, Set.of()));

  private HostSpecs() {}

  /**
   * A disk of the instance.
   *
   * @param file {@code [nas1] folder/web-1.vmdk}; empty if the call makes the disk
   */
  record Ready(String file, DataSize size) {
    /** A disk that the call makes, for an image without disks. */
    static Ready empty(DataSize size) {
      return new Ready("", size);
    }

    boolean isMade() {
      return !file.isEmpty();
    }
  }

  /**
   * @param template the image's VM; empty for a volume that was made of no image
   * @param vmx {@code [nas1] folder/web-1.vmx}, or {@code [nas1]} for a folder of the server's
   *     choice
   * @param disks the image's, the root disk first
   */
  static CreateDraft of(
      InstanceDesired desired,
      Optional<Item> template,
      String vmx,
      List<Ready> disks,
      HostPlacement at,
      VsphereWriter write)
      throws ModuleException {
    CreateDraft draft = new CreateDraft(at, List.of(), List.of(), write);
    VirtualMachineConfigSpec config = draft.config();
    config.setName(desired.head().name());
    VirtualMachineFileInfo files = new VirtualMachineFileInfo();
    files.setVmPathName(vmx);
    config.setFiles(files);
    config.setGuestId(
        template.flatMap(vm -> vm.get("config.guestId", String.class)).orElse("otherGuest"));
    template.flatMap(vm -> vm.get("config.firmware", String.class)).ifPresent(config::setFirmware);
    template
        .flatMap(vm -> vm.get("config.nestedHVEnabled", Boolean.class))
        .ifPresent(config::setNestedHVEnabled);
    desired
        .hardware()
        .declaredVersion()
        .or(() -> template.map(vm -> FlavorExtras.read(vm, List.of()).version()))
        .filter(version -> !version.isEmpty())
        .ifPresent(config::setVersion);
    draft.mark(Marks.DISKS, disks(desired, template, disks, draft));
    InstanceParts.create(desired, InstanceState.NOTHING, draft);
    return draft;
  }

  /**
   * The controller type for the root disk: the volume's if it declares one, else that of the
   * image's root disk, else of its controllers, SCSI first.
   */
  private static DiskAdapter adapter(InstanceDesired desired, Optional<Item> template) {
    Optional<DiskAdapter> own =
        VolumeBoot.volume(desired.madeOf(), desired.volumes()).flatMap(VolumeRef::adapter);
    if (own.isPresent()) {
      return own.get();
    }
    List<VirtualDevice> devices = template.map(Devices::of).orElse(List.of());
    List<Controller> controllers = DiskSlots.controllers(devices);
    return Disk.of(devices).stream()
        .findFirst()
        .map(Disk::controllerKey)
        .flatMap(key -> controllers.stream().filter(each -> each.key() == key).findFirst())
        .or(
            () ->
                controllers.stream()
                    .min(Comparator.comparing((Controller each) -> !each.adapter().isScsi())))
        .map(Controller::adapter)
        .orElse(DiskAdapter.LSI_LOGIC);
  }

  /** Adds the disks with their controller, and returns the mark that lists them. */
  private static String disks(
      InstanceDesired desired, Optional<Item> template, List<Ready> disks, CreateDraft draft)
      throws ModuleException {
    DiskAdapter adapter = adapter(desired, template);
    boolean ide = adapter == DiskAdapter.IDE;
    int beside = ide ? IDE.get(0).key() : draft.newKey();
    List<Controller> controllers = new ArrayList<>(IDE);
    if (!ide) {
      controllers.add(new Controller(beside, 0, adapter, Set.of()));
      draft.put(adapter.added(beside, 0));
    }
    DiskSlots slots = new DiskSlots(controllers, draft::newKey);
    Map<String, String> named = new LinkedHashMap<>();
    if (desired.madeOf().bootsFromVolume()) {
      slots.next(beside); // kept free for the volume, which is attached to the finished VM
    }
    for (Ready ready : disks) {
      Slot slot =
          slots
              .next(beside)
              .orElseThrow(() -> ModuleException.refused("it has too many disks for a controller"));
      Disk disk = slot.disk(draft.newKey(), ready.size());
      draft.own(disk);
      draft.put(
          ready.isMade() ? disk.in(ready.file()).added() : disk.with(DiskType.THIN).created());
      named.put(text(slot), "");
    }
    if (template.isPresent()) {
      HostMedia.drives(desired, template.get(), slots, IDE.get(0).key(), draft::newKey)
          .forEach(draft::put);
    }
    ExtraDisks.addTo(desired.sizing(), slots, beside, draft)
        .forEach((slot, word) -> named.put(text(slot), word));
    return named.isEmpty() ? VmDisks.mark(List.of()) : new DiskMarks(named, Set.of()).toString();
  }

  /** A new controller has no key yet that the mark could name. */
  private static String text(Slot slot) {
    return slot.controllerKey() < 0
        ? DiskMarks.NEW + slot.unit()
        : slot.controllerKey() + ":" + slot.unit();
  }
}
