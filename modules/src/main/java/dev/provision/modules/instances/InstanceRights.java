package dev.provision.modules.instances;

import dev.provision.modules.instances.disks.ExtraDisks;
import dev.provision.modules.instances.disks.VmDisks;
import dev.provision.modules.instances.disks.VmEncryption;
import dev.provision.modules.instances.disks.VmVolumes;
import dev.provision.modules.instances.guest.VmConfigDrive;
import dev.provision.modules.instances.guest.VmGuest;
import dev.provision.modules.instances.make.VmPromotion;
import dev.provision.modules.instances.parts.InstanceDesired;
import dev.provision.modules.instances.parts.InstanceParts;
import dev.provision.modules.instances.parts.InstanceState;
import dev.provision.modules.instances.parts.VmPower;
import dev.provision.modules.instances.place.VmMigration;
import dev.provision.modules.instances.size.VmQuotas;
import dev.provision.modules.instances.size.VmSecureBoot;
import dev.provision.modules.instances.size.VmTpm;
import dev.provision.modules.instances.size.VmVideo;
import dev.provision.modules.instances.vm.InstanceSpec.Power;
import dev.provision.modules.instances.vm.Part;
import dev.provision.modules.instances.vm.VmField;
import dev.provision.spi.Change;
import dev.provision.spi.Right;
import dev.provision.vsphere.exported.PoolRef;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Place;
import dev.provision.vsphere.kind.Activities;
import dev.provision.vsphere.kind.CallRights;
import dev.provision.vsphere.kind.CustomValues;
import dev.provision.vsphere.kind.VsphereTags;
import dev.provision.vsphere.placement.HostPlacement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the calls for an instance need. Which fields of a {@code VirtualMachineConfigSpec} need
 * which privilege is what the vSphere API reference says of {@code ReconfigVM_Task}.
 */
final class InstanceRights {
  private static final String CONFIG = "VirtualMachine.Config.";

  /** What a reconfigure needs for the changes of a part, below {@link #CONFIG}. */
  private static final Map<Class<? extends Part<?, ?>>, List<String>> CONFIGURES =
      Map.of(
          VmQuotas.class, List.of("Resource"),
          VmVideo.class, List.of("EditDevice"),
          VmSecureBoot.class, List.of("Settings"),
          VmTpm.class, List.of("AddRemoveDevice"),
          VmDisks.class, List.of("DiskExtend"),
          ExtraDisks.class, List.of("AddNewDisk"),
          VmVolumes.class, List.of("AddExistingDisk"),
          VmConfigDrive.class, List.of("AddRemoveDevice"),
          VmGuest.class, List.of("AdvancedConfig"));

  private static final Map<VmField, String> OF_SIZE =
      Map.of(
          VmField.VCPUS, "CPUCount",
          VmField.CORES, "CPUCount",
          VmField.CPU_HOT_ADD, "CPUCount",
          VmField.RAM, "Memory",
          VmField.MEMORY_HOT_ADD, "Memory",
          VmField.HW_VERSION, "UpgradeVirtualHardware");

  private final CallRights calls =
      new CallRights(
          Activities.set(Activities.INSTANCES, Activities.SUSPEND, Activities.CUSTOM_VALUES));
  private final Inventory read;

  InstanceRights(Inventory read) {
    this.read = read;
  }

  List<Right> toCreate(InstanceDesired desired, HostPlacement at) {
    String folder = desired.placing().folder().orElseThrow().path().toString();
    Power power = desired.spec().power().orElse(Power.ON);
    List<Right> all = new ArrayList<>();
    if (desired.madeOf().bootsFromVolume()) {
      all.add(new Right("VirtualMachine.Inventory.Create", folder, "CreateVM_Task"));
    } else {
      all.add(new Right("VirtualMachine.Inventory.CreateFromExisting", folder, "CloneVM_Task"));
      all.addAll(new CloneRights(read).toClone(desired, at));
    }
    all.add(new Right(CONFIG + "AdvancedConfig", folder, "CloneVM_Task"));
    all.add(
        desired
            .placing()
            .pool()
            .filter(PoolRef::vApp)
            .map(app -> new Right(app.assigning(), app.path().toString(), "CloneVM_Task"))
            .orElseGet(
                () ->
                    new Right("Resource.AssignVMToPool", path(at.resourcePool()), "CloneVM_Task")));
    all.add(
        new Right("Datastore.AllocateSpace", read.path(at.datastore()).toString(), "CloneVM_Task"));
    all.addAll(new NicRights(read).toCreate(desired, at.host()));
    if (!desired.volumes().isEmpty()) {
      all.add(new Right(CONFIG + "AddExistingDisk", folder, "ReconfigVM_Task"));
    }
    if (power != Power.OFF) {
      all.addAll(calls.of("PowerOnVM_Task", folder));
    }
    if (power == Power.SUSPENDED) {
      all.addAll(calls.of("SuspendVM_Task", folder));
    }
    if (desired.guest().customization().isPresent()) {
      all.add(new Right("VirtualMachine.Provisioning.Customize", folder, "CloneVM_Task"));
    }
    if (!desired.attributes().isEmpty()) {
      all.addAll(calls.of("SetField", folder));
    }
    if (!desired.tags().isEmpty()) {
      all.addAll(VsphereTags.rights(folder));
    }
    if (desired.spec().encrypted()) {
      all.add(new Right("Cryptographer.EncryptNew", folder, "CloneVM_Task"));
    }
    return all;
  }

  private String path(Place place) {
    return place instanceof Place.Known known
        ? read.path(known.ref()).toString()
        : ((Place.Planned) place).path().toString();
  }

  List<Right> toUpdate(
      InstanceDesired desired,
      InstanceState seen,
      List<Change> changes,
      Optional<HostPlacement> at) {
    String vm = seen.path().toString();
    List<Right> all = new ArrayList<>();
    for (var entry : InstanceParts.ALL) {
      if (Change.any(changes, entry.part())) {
        configures(entry.part())
            .forEach(each -> all.add(new Right(CONFIG + each, vm, "ReconfigVM_Task")));
        if (entry.part() instanceof VmEncryption) {
          all.add(new Right("Cryptographer.Encrypt", vm, "ReconfigVM_Task"));
        }
      }
    }
    all.addAll(new NicRights(read).toUpdate(desired, changes, seen.ref(), vm));
    OF_SIZE.forEach(
        (field, privilege) -> {
          if (field.isIn(changes)) {
            all.add(new Right(CONFIG + privilege, vm, ""));
          }
        });
    if (isOf(changes, VsphereTags.FIELD)) {
      all.addAll(VsphereTags.rights(vm));
    }
    if (isOf(changes, CustomValues.FIELD)) {
      all.addAll(calls.of("SetField", vm));
    }
    boolean copied = VmField.DATASTORE.isIn(changes) && !VmPromotion.moving(seen).isEmpty();
    if (copied || !VmPromotion.growing(desired, seen, changes).isEmpty()) {
      all.addAll(calls.of("PromoteDisks_Task", vm));
    }
    all.add(new Right(CONFIG + "AdvancedConfig", vm, "ReconfigVM_Task"));
    all.addAll(toPower(desired, seen, changes, vm));
    all.addAll(toMove(desired, seen, changes, at, vm));
    return all;
  }

  private static boolean isOf(List<Change> changes, String field) {
    return changes.stream().anyMatch(each -> each.field().startsWith(field + "."));
  }

  private static List<String> configures(Part<?, ?> part) {
    return CONFIGURES.getOrDefault(part.getClass(), List.of());
  }

  private List<Right> toPower(
      InstanceDesired desired, InstanceState seen, List<Change> changes, String vm) {
    boolean power = VmField.POWER.isIn(changes);
    Power target = power ? desired.spec().power().orElse(seen.power()) : seen.power();
    boolean off = VmPower.mustBeOff(seen.vm(), changes);
    List<Right> all = new ArrayList<>();
    if (off || power && target == Power.OFF) {
      all.addAll(calls.of("PowerOffVM_Task", vm));
    }
    if (target != Power.OFF && (off || power && seen.power() != Power.ON)) {
      all.addAll(calls.of("PowerOnVM_Task", vm));
    }
    if (power && target == Power.SUSPENDED) {
      all.addAll(calls.of("SuspendVM_Task", vm));
    }
    return all;
  }

  private List<Right> toMove(
      InstanceDesired desired,
      InstanceState seen,
      List<Change> changes,
      Optional<HostPlacement> at,
      String vm) {
    List<Right> all = new ArrayList<>();
    if (VmField.NAME.isIn(changes)) {
      all.addAll(calls.of("Rename_Task", vm));
    }
    if (VmField.FOLDER.isIn(changes) && desired.placing().folder().isPresent()) {
      InventoryPath from = seen.path().parent();
      for (String each :
          List.of(vm, from.toString(), desired.placing().folder().get().path().toString())) {
        all.addAll(calls.of("MoveIntoFolder_Task", each));
      }
    }
    if (VmField.POOL.isIn(changes) && desired.placing().pool().isPresent()) {
      PoolRef pool = desired.placing().pool().get();
      for (String each : List.of(vm, pool.path().toString())) {
        all.add(new Right(pool.assigning(), each, "MoveIntoResourcePool"));
      }
    }
    if (changes.stream().anyMatch(VmMigration::isOf)) {
      String how = seen.power() == Power.ON ? "HotMigrate" : "ColdMigrate";
      all.add(new Right("Resource." + how, vm, "RelocateVM_Task"));
      at.ifPresent(
          to ->
              all.add(
                  new Right(
                      "Resource.AssignVMToPool", path(to.resourcePool()), "RelocateVM_Task")));
      if (at.isPresent() && VmField.DATASTORE.isIn(changes)) {
        String datastore = read.path(at.get().datastore()).toString();
        all.add(new Right("Datastore.AllocateSpace", datastore, "RelocateVM_Task"));
      }
    }
    return all;
  }

  /** Its marks are extraConfig. */
  static List<Right> toMark(InstanceState seen) {
    return List.of(new Right(CONFIG + "AdvancedConfig", seen.path().toString(), "ReconfigVM_Task"));
  }

  List<Right> toDelete(InstanceState seen) {
    List<Right> all = new ArrayList<>(calls.of("Destroy_Task", seen.path().toString()));
    all.addAll(calls.of("Destroy_Task", seen.path().parent().toString()));
    if (seen.power() != Power.OFF) {
      all.addAll(calls.of("PowerOffVM_Task", seen.path().toString()));
    }
    if (!seen.disks().foreign().isEmpty()) {
      all.add(new Right(CONFIG + "RemoveDisk", seen.path().toString(), "ReconfigVM_Task"));
    }
    return all;
  }
}
