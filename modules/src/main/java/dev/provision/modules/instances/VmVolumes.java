package dev.provision.modules.instances;

import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDeviceConfigSpecOperation;
import com.vmware.vim25.VirtualHardware;
import com.vmware.vim25.VirtualMachineConfigSpec;
import dev.provision.modules.instances.InstanceSpec.Power;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.LockKey;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Problem;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.exported.DiskAdapter;
import dev.provision.vsphere.exported.VolumeRef;
import dev.provision.vsphere.inventory.DiskUuid;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.inventory.VolumeMarks;
import dev.provision.vsphere.placement.NeedWithVolumes;
import dev.provision.vsphere.placement.VmNeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The volumes of a VM: attached as independent disks, because a disk in a snapshot cannot be
 * detached, and never its own, so that they outlive it. They are attached to a new VM by one
 * reconfigure before it is first switched on: a clone call that fails half way would leave nobody
 * knowing what became of them.
 */
final class VmVolumes {
  static final String FIELD = "volumes";
  static final String MODE = "independent_persistent";

  private VmVolumes() {}

  /** Whether a disk is a volume of the environment that the VM's marks name. */
  static boolean isVolume(Disk disk, InstanceState vm) {
    return environment(vm).filter(mine -> DiskUuid.isOf(mine, disk.uuid())).isPresent();
  }

  static Optional<EnvironmentId> environment(InstanceState vm) {
    String text = vm.mark(Marks.ENVIRONMENT);
    int slash = text.indexOf('/');
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new EnvironmentId(
                slash < 0 ? "" : text.substring(0, slash), text.substring(slash + 1)));
  }

  static Optional<Disk> disk(VolumeRef volume, InstanceState vm) {
    return vm.disks().stream()
        .filter(
            disk ->
                volume.uuid().is(disk.uuid())
                    || volume.file().filter(disk.file()::equals).isPresent())
        .findFirst();
  }

  /** Disks of the VM that are volumes of the environment and that it is not to have. */
  static List<Disk> unwanted(InstanceDesired desired, InstanceState vm) {
    List<Disk> wanted =
        desired.volumes().stream().flatMap(w -> disk(w.volume(), vm).stream()).toList();
    return vm.disks().stream()
        .filter(disk -> DiskUuid.isOf(desired.environment(), disk.uuid()))
        .filter(disk -> !wanted.contains(disk))
        // one that is to boot from an image keeps what it boots from until it is made anew
        .filter(disk -> VolumeBoot.is(desired.spec()) || !isBooted(disk, vm))
        .toList();
  }

  /** The volumes of its environment that a VM has, whatever is declared of it. */
  static List<Disk> held(InstanceState vm) {
    List<VolumeMarks.Entry> marked = VolumeMarks.read(vm.mark(Marks.VOLUMES));
    return vm.disks().stream()
        .filter(
            disk ->
                isVolume(disk, vm)
                    || marked.stream().anyMatch(each -> DiskUuid.same(each.uuid(), disk.uuid())))
        .toList();
  }

  /** Whether the instance is to have this disk, or is to lose it: then it is nobody's else. */
  static boolean isOurs(Disk disk, InstanceDesired desired, InstanceState vm) {
    return DiskUuid.isOf(desired.environment(), disk.uuid())
        || desired.volumes().stream()
            .anyMatch(w -> disk(w.volume(), vm).filter(disk::equals).isPresent());
  }

  static List<Change> changes(InstanceDesired desired, InstanceState vm) {
    List<Change> changes = new ArrayList<>();
    for (VolumeWish wish : wishes(desired, vm)) {
      Optional<Disk> disk = disk(wish.volume(), vm);
      if (disk.isEmpty()) {
        boolean cold =
            wish.volume().adapter().filter(DiskAdapter.IDE::equals).isPresent() || wish.isRoot();
        changes.add(
            timed(Change.inPlace(wish.field(), Change.ABSENT, wish.volume().volume()), cold, vm));
        continue;
      }
      if (!disk.get().mode().equals(MODE)) {
        changes.add(
            timed(Change.inPlace(wish.field() + ".mode", disk.get().mode(), MODE), true, vm));
      }
      wish.unit()
          .filter(unit -> unit != disk.get().unit())
          .map(
              unit ->
                  Change.inPlace(
                          wish.field() + ".unit", "" + disk.get().unit(), String.valueOf(unit))
                      .with(Effect.REFUSED, "take the volume off it first"))
          .ifPresent(changes::add);
    }
    for (Disk disk : unwanted(desired, vm)) {
      boolean cold = disk.onIde() || isBooted(disk, vm);
      changes.add(timed(Change.inPlace(FIELD, disk.file(), Change.ABSENT), cold, vm));
    }
    return changes;
  }

  private static Change timed(Change change, boolean cold, InstanceState vm) {
    if (vm.power() == Power.SUSPENDED) {
      return change.with(Effect.NEEDS_POWER_OFF, "its disks cannot change while it is suspended");
    }
    return cold && vm.power() == Power.ON
        ? change.with(Effect.NEEDS_POWER_OFF, "this cannot change while it runs")
        : change;
  }

  static boolean touches(List<Change> changes) {
    return changes.stream()
        .anyMatch(c -> c.field().equals(FIELD) || c.field().startsWith(FIELD + "."));
  }

  /** What the plan says of volumes that cannot be attached. */
  static List<Problem> problems(InstanceDesired desired, Inventory inventory) {
    List<Problem> problems = new ArrayList<>();
    Optional<Item> vm =
        inventory.byInstanceUuid(desired.uuid()).stream()
            .filter(each -> inventory.isFull(each.ref()))
            .findFirst();
    for (VolumeWish wish : desired.volumes()) {
      VolumeHolders.of(wish.volume(), inventory)
          .filter(disk -> vm.filter(mine -> mine.ref().equals(disk.vm())).isEmpty())
          .filter(disk -> !VolumeHolders.isOf(desired.environment(), disk, inventory))
          .ifPresent(
              disk ->
                  problems.add(
                      new Problem(
                          wish.field(),
                          "volume `"
                              + wish.volume().volume()
                              + "` is attached to `"
                              + disk.vmPath()
                              + "`, which is not of this environment")));
    }
    vm.map(mine -> StateReading.read(mine, inventory))
        .ifPresent(
            mine -> {
              try {
                attachments(wishes(desired, mine), mine, desired, List.of(), inventory);
              } catch (ModuleException e) {
                problems.add(new Problem(FIELD, e.getMessage()));
              }
            });
    return problems;
  }

  private static boolean isBooted(Disk disk, InstanceState vm) {
    return VolumeBoot.disk(vm).filter(disk::equals).isPresent();
  }

  /** Those that it can be given: one that boots from its own disk boots from no volume. */
  private static List<VolumeWish> wishes(InstanceDesired desired, InstanceState vm) {
    boolean own = VolumeBoot.is(desired.spec()) && VmDisks.root(vm).isPresent();
    return desired.volumes().stream().filter(wish -> !own || !wish.isRoot()).toList();
  }

  /**
   * @param others the edits of devices of the same call
   */
  private static List<VirtualDeviceConfigSpec> attachments(
      List<VolumeWish> wishes,
      InstanceState vm,
      InstanceDesired desired,
      List<VirtualDeviceConfigSpec> others,
      Inventory inventory)
      throws ModuleException {
    List<VolumeWish> missing = wishes.stream().filter(w -> disk(w.volume(), vm).isEmpty()).toList();
    VirtualHardware hardware =
        inventory
            .get(vm.vm())
            .flatMap(item -> item.get(StateReading.HARDWARE, VirtualHardware.class))
            .orElseThrow(() -> ModuleException.refused("its devices cannot be read"));
    List<VirtualDevice> devices = new ArrayList<>(StateReading.devices(hardware));
    // the slot that it boots from is free again for another, for it is off meanwhile
    List<Disk> unwanted = unwanted(desired, vm);
    VolumeBoot.disk(vm)
        .filter(unwanted::contains)
        .ifPresent(disk -> devices.removeIf(each -> each.getKey() == disk.key()));
    for (VirtualDeviceConfigSpec each : others) {
      if (each.getOperation() == VirtualDeviceConfigSpecOperation.add) {
        devices.add(each.getDevice());
      }
    }
    VolumeSlots slots = new VolumeSlots(devices, vm.mark(Marks.DISKS));
    for (VolumeWish wish : missing) {
      slots.attach(wish);
    }
    return slots.edits();
  }

  /**
   * The one reconfigure of an update, with what it does to volumes. Those that another VM has are
   * left out, as {@link VolumeHolders#allowed} says.
   *
   * @param spec what it does besides; empty for nothing
   * @param guarded as in {@link Reconfigure#of}
   */
  static Optional<VirtualMachineConfigSpec> added(
      Optional<VirtualMachineConfigSpec> spec,
      InstanceDesired desired,
      InstanceState vm,
      List<Change> changes,
      boolean guarded,
      Inventory inventory)
      throws ModuleException {
    if (!touches(changes)) {
      return spec;
    }
    List<Disk> unwanted = unwanted(desired, vm);
    List<VirtualDeviceConfigSpec> edits = new ArrayList<>();
    unwanted.forEach(disk -> edits.add(disk.detached()));
    for (VolumeWish wish : desired.volumes()) {
      disk(wish.volume(), vm)
          .filter(disk -> !disk.mode().equals(MODE))
          .ifPresent(disk -> edits.add(VolumeSlots.independent(disk, wish.volume())));
    }
    VirtualMachineConfigSpec whole = spec.orElseGet(VirtualMachineConfigSpec::new);
    List<VirtualDeviceConfigSpec> others =
        whole.getDeviceChange() == null ? List.of() : List.of(whole.getDeviceChange());
    List<VolumeWish> free = new ArrayList<>(VolumeHolders.free(desired, vm, inventory));
    free.retainAll(wishes(desired, vm));
    edits.addAll(attachments(free, vm, desired, others, inventory));
    edits.addAll(0, others);
    whole.setDeviceChange(edits.toArray(VirtualDeviceConfigSpec[]::new));
    VolumeReturns.mark(whole, free, unwanted, vm, inventory);
    if (guarded && !vm.changeVersion().isEmpty()) {
      whole.setChangeVersion(vm.changeVersion());
    }
    return Optional.of(whole);
  }

  /** What it needs of a host besides: the datastores of its volumes. */
  static Object need(InstanceDesired desired, VmNeed vm) {
    if (desired.volumes().isEmpty()) {
      return vm;
    }
    List<Address> absent =
        desired.volumes().stream()
            .filter(w -> w.volume().datastore().isEmpty())
            .map(w -> w.volume().address())
            .toList();
    VmNeed need =
        vm.mounting(
            desired.volumes().stream().flatMap(w -> w.volume().datastore().stream()).toList());
    return new NeedWithVolumes(need, absent);
  }

  /** No step copies or grows a volume while another attaches it. */
  static Set<LockKey> locks(InstanceDesired desired) {
    return desired.volumes().stream()
        .map(w -> new LockKey("volume " + w.volume().volume()))
        .collect(Collectors.toSet());
  }
}
