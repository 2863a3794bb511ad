package dev.provision.modules.instances.parts;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualDevice;
import dev.provision.modules.instances.disks.VmDisks;
import dev.provision.modules.instances.disks.VmEncryption;
import dev.provision.modules.instances.disks.VmPolicy;
import dev.provision.modules.instances.disks.VolumePolicies;
import dev.provision.modules.instances.guest.ToolsReport;
import dev.provision.modules.instances.guest.VmAnnotation;
import dev.provision.modules.instances.guest.VmConfigDrive;
import dev.provision.modules.instances.nics.VmNetworks;
import dev.provision.modules.instances.place.VmMigration;
import dev.provision.modules.instances.place.VmPlace;
import dev.provision.modules.instances.size.VmQuotas;
import dev.provision.modules.instances.size.VmSize;
import dev.provision.modules.instances.vm.Devices;
import dev.provision.modules.instances.vm.Disks;
import dev.provision.modules.instances.vm.FlavorExtras;
import dev.provision.modules.instances.vm.InstanceSpec.Power;
import dev.provision.modules.instances.vm.NicSeen;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.modules.instances.vm.VmMedia;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Readings;
import dev.provision.vsphere.kind.CustomValues;
import dev.provision.vsphere.kind.VsphereTags;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A VM as it was read: what all parts need, and what each part looks at. Each package reads its own
 * values; a value that two packages need is in {@code vm} and reads itself.
 *
 * @param nics by rising device key
 * @param flavorExtras what extra specs can set
 * @param media where its files lie, and the discs in its drives
 * @param condition what vCenter knows about it, and what is being done to it
 * @param attributes its values of custom attributes
 * @param tags of vCenter
 */
public record InstanceState(
    Vm vm,
    VmSize.Has size,
    List<NicSeen> nics,
    Disks disks,
    String annotation,
    ToolsReport guest,
    VmPlace.Has place,
    FlavorExtras flavorExtras,
    VmMedia media,
    VmCondition condition,
    CustomValues.Has attributes,
    VsphereTags.Has tags) {
  private static final Readings.Reading<InstanceState> READING = InstanceState::read;

  /** What a created VM has before any part writes. */
  public static final InstanceState NOTHING = nothing();

  private static InstanceState nothing() {
    Item none = new Item(Vm.NONE.ref(), Map.of(), Map.of());
    return new InstanceState(
        Vm.NONE,
        VmSize.Has.read(none),
        List.of(),
        Disks.read(List.of(), Vm.NONE),
        "",
        ToolsReport.read(none),
        new VmPlace.Has("", Optional.empty(), Optional.empty()),
        FlavorExtras.read(none, List.of()),
        VmMedia.read(none),
        VmCondition.ofNew(none),
        new CustomValues.Has(Optional.empty()),
        VsphereTags.Has.UNREAD);
  }

  public InstanceState {
    nics = List.copyOf(nics);
  }

  /** A VM of the inventory snapshot; it is read once and shared. */
  public static InstanceState of(Item vm, Inventory inventory) {
    return inventory.once(READING, vm);
  }

  /** A VM that a step has read again, so that it differs from the snapshot. */
  public static InstanceState read(Item vm, Inventory inventory) {
    List<VirtualDevice> devices = Devices.of(vm);
    Vm head = Vm.read(vm, inventory);
    return new InstanceState(
        head,
        VmSize.Has.read(vm),
        VmNetworks.read(vm, inventory),
        Disks.read(devices, head),
        VmAnnotation.read(vm),
        ToolsReport.read(vm),
        VmPlace.Has.read(vm, inventory),
        FlavorExtras.read(vm, devices).with(inventory.policies().of(vm.ref())),
        VmMedia.read(vm),
        VmCondition.read(vm, head.power(), inventory),
        CustomValues.Has.read(vm, inventory),
        VsphereTags.Has.read(vm, inventory));
  }

  /** The same with other values of these marks. */
  public InstanceState with(Map<String, String> marks) {
    Vm marked = vm.with(marks);
    return new InstanceState(
        marked,
        size,
        nics,
        disks.of(marked),
        annotation,
        guest,
        place,
        flavorExtras,
        media,
        condition,
        attributes,
        tags);
  }

  /** For the part that gives quotas. */
  VmQuotas.Has quotas() {
    return new VmQuotas.Has(flavorExtras, disks.root(), nics);
  }

  /** For the part that gives a storage policy. */
  VmPolicy.Has policy() {
    return new VmPolicy.Has(flavorExtras.policies(), disks.own());
  }

  /** For the part that encrypts. */
  VmEncryption.Has encryption() {
    return new VmEncryption.Has(flavorExtras.protection(), disks.own());
  }

  /** For the parts that make, grow and remove disks of its own. */
  VmDisks.Has ownDisks() {
    return new VmDisks.Has(disks, condition.others());
  }

  /** For the part that gives volumes their storage policies. */
  VolumePolicies.Has volumePolicies() {
    return new VolumePolicies.Has(disks, flavorExtras.policies());
  }

  /** For the part that makes the config drive. */
  public VmConfigDrive.Has configDrive() {
    return new VmConfigDrive.Has(media, nics);
  }

  /** For the part that migrates. */
  public VmMigration.Has migration() {
    return new VmMigration.Has(place.hostPath(), disks.root());
  }

  public ManagedObjectReference ref() {
    return vm.ref();
  }

  public String uuid() {
    return vm.uuid();
  }

  public InventoryPath path() {
    return vm.path();
  }

  public Power power() {
    return vm.power();
  }

  public boolean hasSnapshot() {
    return vm.hasSnapshot();
  }

  public String changeVersion() {
    return vm.changeVersion();
  }

  public Map<String, String> extraConfig() {
    return vm.extraConfig();
  }

  public String mark(String key) {
    return vm.mark(key);
  }

  public boolean isAdopted() {
    return vm.isAdopted();
  }
}
