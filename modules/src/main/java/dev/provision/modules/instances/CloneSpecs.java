package dev.provision.modules.instances;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ToolsConfigInfo;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualEthernetCard;
import com.vmware.vim25.VirtualHardware;
import com.vmware.vim25.VirtualMachineCloneSpec;
import com.vmware.vim25.VirtualMachineConfigSpec;
import com.vmware.vim25.VirtualMachineRelocateSpec;
import dev.provision.spi.ModuleException;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.exported.Quota;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.placement.HostPlacement;
import java.util.List;
import java.util.Optional;

/**
 * The one call that makes an instance: everything that is declared stands in the clone spec.
 * Devices are edited in {@code config.deviceChange}, never in {@code location.deviceChange}, which
 * is for what a relocation must change.
 */
final class CloneSpecs {
  private CloneSpecs() {}

  static VirtualMachineCloneSpec of(InstanceDesired desired, HostPlacement at, VsphereWriter write)
      throws ModuleException {
    Inventory inventory = write.inventory();
    Item template =
        desired
            .image()
            .vm()
            .orElseThrow(
                () ->
                    ModuleException.refused(
                        "image `" + desired.image().image() + "` is not there to be cloned"));
    VirtualHardware hardware =
        template
            .get(StateReading.HARDWARE, VirtualHardware.class)
            .orElseThrow(
                () ->
                    ModuleException.refused(
                        "the devices of image `" + template.name() + "` cannot be read"));
    List<VirtualDevice> devices = StateReading.devices(hardware);
    CloneDraft draft =
        new CloneDraft(
            VmTpm.cloneSpec(Protection.read(template, devices), inventory.version()), write);
    VirtualMachineCloneSpec spec = draft.spec();
    boolean linked = VmDisks.isLinked(desired);
    spec.setLocation(location(desired, at, linked, inventory));
    if (linked) {
      desired.image().snapshot().ifPresent(spec::setSnapshot);
    }
    spec.setTemplate(false);
    spec.setPowerOn(VmPower.onWithClone(desired));
    config(desired, template, hardware, draft);
    VmPolicy.create(VmPolicy.named(desired), Disk.of(devices), draft);
    VmEncryption.create(VmEncryption.isWanted(desired), draft);
    return draft.cloneSpec();
  }

  private static VirtualMachineRelocateSpec location(
      InstanceDesired desired, HostPlacement at, boolean linked, Inventory inventory)
      throws ModuleException {
    VirtualMachineRelocateSpec location = new VirtualMachineRelocateSpec();
    // an unset host is a random one (govmomi vim25/types, VirtualMachineRelocateSpec.host)
    location.setHost(at.host());
    Optional<ManagedObjectReference> images =
        linked ? desired.image().datastore() : Optional.empty();
    location.setDatastore(images.orElse(at.datastore()));
    Optional<String> pool = desired.spec().resourcePool();
    location.setPool(pool.isPresent() ? VmPlace.pool(pool.get(), inventory) : at.resourcePool());
    location.setDiskMoveType(
        linked ? "createNewChildDiskBacking" : "moveAllDiskBackingsAndDisallowSharing");
    return location;
  }

  private static void config(
      InstanceDesired desired, Item template, VirtualHardware hardware, CloneDraft draft)
      throws ModuleException {
    List<VirtualDevice> devices = StateReading.devices(hardware);
    List<Disk> disks = BlankDisk.with(desired, devices, Disk.of(devices));
    VirtualMachineConfigSpec config = draft.config();
    config.setInstanceUuid(desired.uuid());
    Integer cores = hardware.getNumCoresPerSocket();
    VmSize.put(desired.sizing(), cores == null ? 1 : cores, config);
    desired.spec().annotation().ifPresent(config::setAnnotation);
    config.setTools(tools());
    // disks show their serial number to the guest, as Nova has it, so that they are found by it
    draft.option("disk.EnableUUID", "TRUE");
    VmMarks.forClone(desired, disks, draft.write().runId()).forEach(draft::mark);
    VmGuest.forClone(desired).forEach(draft::option);
    Fittings fittings = Fittings.read(template, devices);
    VmQuotas.put(desired.sizing().extraSpecs(), fittings, config);
    devices(desired, devices, disks, fittings, draft);
    ExtraDisks.Made more = ExtraDisks.forClone(desired, devices, disks, draft::newKey);
    draft.mark(Marks.DISKS, more.mark());
    more.edits().forEach(draft::put);
    VmSecureBoot.put(VmSecureBoot.isOn(desired), fittings.protection(), config);
    VmTpm.edit(VmTpm.isWanted(desired), fittings.protection(), draft.newKey())
        .ifPresent(draft::put);
  }

  /** Scripts around power operations, as Nova sets them. */
  static ToolsConfigInfo tools() {
    ToolsConfigInfo tools = new ToolsConfigInfo();
    tools.setAfterPowerOn(true);
    tools.setAfterResume(true);
    tools.setBeforeGuestStandby(true);
    tools.setBeforeGuestShutdown(true);
    tools.setBeforeGuestReboot(true);
    return tools;
  }

  private static void devices(
      InstanceDesired desired,
      List<VirtualDevice> devices,
      List<Disk> disks,
      Fittings template,
      CloneDraft draft) {
    for (VirtualDevice device : devices) {
      if (device instanceof VirtualEthernetCard card) {
        draft.put(VmNetworks.remove(VmNetworks.read(card, draft.inventory())));
      }
    }
    for (InstanceDesired.Nic nic : desired.nics()) {
      draft.put(
          VmQuotas.onNewCard(desired.sizing().extraSpecs(), VmNetworks.add(nic, draft.newKey())));
    }
    if (!disks.isEmpty()) {
      root(desired, disks.get(0), template).ifPresent(draft::put);
    }
    VmVideo.edit(VmVideo.ram(desired), template.video(), draft.newKey()).ifPresent(draft::put);
  }

  /** What makes the root disk as it is to be: its size, and what it gets of the datastore's I/O. */
  private static Optional<VirtualDeviceConfigSpec> root(
      InstanceDesired desired, Disk disk, Fittings template) {
    DataSize size =
        desired.disk().filter(wanted -> wanted.compareTo(disk.size()) > 0).orElse(disk.size());
    Quota has = template.of(disk.key());
    Quota wanted = VmQuotas.wantedOfDisk(desired.sizing().extraSpecs(), has);
    if (BlankDisk.isNew(disk)) {
      return Optional.of(
          VmQuotas.onDisk(desired.sizing().extraSpecs(), wanted, Quota.DEFAULT, disk.created()));
    }
    return size.equals(disk.size()) && wanted.equals(has)
        ? Optional.empty()
        : Optional.of(
            VmQuotas.onDisk(desired.sizing().extraSpecs(), wanted, has, disk.grown(size)));
  }
}
