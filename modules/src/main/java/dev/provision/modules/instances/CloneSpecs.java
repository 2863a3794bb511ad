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
import dev.provision.vsphere.newer.EncryptingConfigSpec;
import dev.provision.vsphere.placement.HostPlacement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    Protection guarded = Protection.read(template, StateReading.devices(hardware));
    VirtualMachineCloneSpec spec = VmTpm.cloneSpec(guarded, inventory.version());
    boolean linked = VmDisks.isLinked(desired);
    spec.setLocation(location(desired, at, linked, inventory));
    if (linked) {
      desired.image().snapshot().ifPresent(spec::setSnapshot);
    }
    spec.setTemplate(false);
    spec.setPowerOn(VmPower.onWithClone(desired));
    spec.setConfig(config(desired, template, hardware, inventory, write.runId()));
    VmPolicy.put(desired, StateReading.devices(hardware), inventory, spec);
    VmEncryption.put(desired, spec.getConfig(), write);
    return spec;
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

  private static VirtualMachineConfigSpec config(
      InstanceDesired desired,
      Item template,
      VirtualHardware hardware,
      Inventory inventory,
      String runId)
      throws ModuleException {
    List<VirtualDevice> devices = StateReading.devices(hardware);
    List<Disk> disks = BlankDisk.with(desired, devices, Disk.of(devices));
    VirtualMachineConfigSpec config = new EncryptingConfigSpec();
    config.setInstanceUuid(desired.uuid());
    Integer cores = hardware.getNumCoresPerSocket();
    VmSize.put(desired.sizing(), cores == null ? 1 : cores, config);
    desired.spec().annotation().ifPresent(config::setAnnotation);
    config.setTools(tools());
    Map<String, String> options = new LinkedHashMap<>();
    // disks show their serial number to the guest, as Nova has it, so that they are found by it
    options.put("disk.EnableUUID", "TRUE");
    options.putAll(VmMarks.forClone(desired, disks, runId));
    options.putAll(VmGuest.forClone(desired));
    Fittings fittings = Fittings.read(template, devices);
    VmQuotas.put(desired, fittings, config);
    ExtraDisks.Made more = ExtraDisks.forClone(desired, devices, disks);
    options.put(Marks.DISKS, more.mark());
    config.setExtraConfig(VmMarks.options(options));
    List<VirtualDeviceConfigSpec> changes = devices(desired, devices, disks, fittings, inventory);
    changes.addAll(more.edits());
    VmSecureBoot.put(desired, fittings.protection(), config);
    VmTpm.edit(desired, fittings.protection()).ifPresent(changes::add);
    config.setDeviceChange(changes.toArray(VirtualDeviceConfigSpec[]::new));
    return config;
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

  private static List<VirtualDeviceConfigSpec> devices(
      InstanceDesired desired,
      List<VirtualDevice> devices,
      List<Disk> disks,
      Fittings template,
      Inventory inventory) {
    List<VirtualDeviceConfigSpec> changes = new ArrayList<>();
    for (VirtualDevice device : devices) {
      if (device instanceof VirtualEthernetCard card) {
        changes.add(VmNetworks.remove(VmNetworks.read(card, inventory)));
      }
    }
    int key = -1;
    for (InstanceDesired.Nic nic : desired.nics()) {
      changes.add(VmQuotas.onNewCard(desired, VmNetworks.add(nic, key--)));
    }
    if (!disks.isEmpty()) {
      root(desired, disks.get(0), template).ifPresent(changes::add);
    }
    VmVideo.edit(desired, template.video()).ifPresent(changes::add);
    return changes;
  }

  /** What makes the root disk as it is to be: its size, and what it gets of the datastore's I/O. */
  private static Optional<VirtualDeviceConfigSpec> root(
      InstanceDesired desired, Disk disk, Fittings template) {
    DataSize size =
        desired.disk().filter(wanted -> wanted.compareTo(disk.size()) > 0).orElse(disk.size());
    Quota has = template.of(disk.key());
    Quota wanted = VmQuotas.wantedOfDisk(desired, has);
    if (BlankDisk.isNew(disk)) {
      return Optional.of(VmQuotas.onDisk(desired, wanted, Quota.DEFAULT, disk.created()));
    }
    return size.equals(disk.size()) && wanted.equals(has)
        ? Optional.empty()
        : Optional.of(VmQuotas.onDisk(desired, wanted, has, disk.grown(size)));
  }
}
