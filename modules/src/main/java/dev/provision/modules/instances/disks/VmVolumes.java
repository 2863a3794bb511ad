package dev.provision.modules.instances.disks;

import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualHardware;
import dev.provision.modules.instances.vm.Devices;
import dev.provision.modules.instances.vm.Disks;
import dev.provision.modules.instances.vm.InstanceSpec.Power;
import dev.provision.modules.instances.vm.NewKeys;
import dev.provision.modules.instances.vm.Part;
import dev.provision.modules.instances.vm.ReconfigureDraft;
import dev.provision.modules.instances.vm.Seen;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.modules.instances.vm.VolumeWish;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.LockKey;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Problem;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.exported.DiskAdapter;
import dev.provision.vsphere.inventory.DiskUuid;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.placement.NeedWithVolumes;
import dev.provision.vsphere.placement.VmNeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/**
 * The volumes of a VM: attached as independent disks, because a disk in a snapshot cannot be
 * detached, and never its own, so that they outlive it. They are attached to a new VM by one
 * reconfigure before it is first switched on: a clone call that fails half way would leave nobody
 * knowing what became of them.
 */
public final class VmVolumes implements Part<VmVolumes.Wanted, Disks> {

  /**
   * @param boots whether it boots from a volume, and not from an image
   */
  public record Wanted(EnvironmentId environment, List<VolumeWish> volumes, boolean boots) {}

  @Override
  public Set<String> properties() {
    return Set.of(Devices.HARDWARE);
  }

  @Override
  public boolean has(String field) {
    return field.equals(VolumeWish.FIELD) || field.startsWith(VolumeWish.FIELD + ".");
  }

  /** Disks of the VM that are volumes of the environment and that it is not to have. */
  public static List<Disk> unwanted(Wanted wanted, Disks disks, Vm vm) {
    List<Disk> all =
        wanted.volumes().stream()
            .flatMap(w -> VolumeDisks.disk(w.volume(), disks).stream())
            .toList();
    return disks.all().stream()
        .filter(disk -> DiskUuid.isOf(wanted.environment(), disk.uuid()))
        .filter(disk -> !all.contains(disk))
        // one that is to boot from an image keeps what it boots from until it is made anew
        .filter(disk -> wanted.boots() || disks.booted(vm).filter(disk::equals).isEmpty())
        .toList();
  }

  @Override
  public List<Change> changes(Wanted wanted, Disks seen, Vm vm) {
    return differences(wanted, seen, vm).stream()
        .map(change -> change.of(VolumeChange.ANY))
        .toList();
  }

  private static List<Change> differences(Wanted wanted, Disks seen, Vm vm) {
    List<Change> changes = new ArrayList<>();
    for (VolumeWish wish : wishes(wanted, seen)) {
      Optional<Disk> disk = VolumeDisks.disk(wish.volume(), seen);
      if (disk.isEmpty()) {
        boolean cold =
            wish.volume().adapter().filter(DiskAdapter.IDE::equals).isPresent() || wish.isRoot();
        changes.add(
            timed(Change.inPlace(wish.field(), Change.ABSENT, wish.volume().volume()), cold, vm));
        continue;
      }
      if (!disk.get().mode().equals(VolumeSlots.MODE)) {
        changes.add(
            timed(
                Change.inPlace(wish.field() + ".mode", disk.get().mode(), VolumeSlots.MODE),
                true,
                vm));
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
    for (Disk disk : unwanted(wanted, seen, vm)) {
      boolean cold = disk.onIde() || seen.booted(vm).filter(disk::equals).isPresent();
      Change change = Change.inPlace(VolumeWish.FIELD, disk.file(), Change.ABSENT);
      changes.add(timed(change.of(VolumeChange.GIVEN_UP), cold, vm));
    }
    return changes;
  }

  private static Change timed(Change change, boolean cold, Vm vm) {
    if (vm.power() == Power.SUSPENDED) {
      return change.with(Effect.NEEDS_POWER_OFF, "its disks cannot change while it is suspended");
    }
    return cold && vm.power() == Power.ON
        ? change.with(Effect.NEEDS_POWER_OFF, "this cannot change while it runs")
        : change;
  }

  /** What the plan says of volumes that cannot be attached. */
  @Override
  public List<Problem> problems(Wanted wanted, Seen<Disks> seen, Inventory read) {
    List<Problem> problems = new ArrayList<>();
    for (VolumeWish wish : wanted.volumes()) {
      VolumeHolders.of(wish.volume(), read)
          .filter(disk -> seen.vm().filter(mine -> mine.ref().equals(disk.vm())).isEmpty())
          .filter(disk -> !VolumeHolders.isOf(wanted.environment(), disk, read))
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
    if (seen.vm().isPresent()) {
      Disks disks = seen.part().get();
      try {
        attachments(
            wishes(wanted, disks), wanted, disks, seen.vm().get(), List.of(), read, new NewKeys());
      } catch (ModuleException e) {
        problems.add(new Problem(VolumeWish.FIELD, e.getMessage()));
      }
    }
    return problems;
  }

  /** Those that it can be given: one that boots from its own disk boots from no volume. */
  private static List<VolumeWish> wishes(Wanted wanted, Disks disks) {
    boolean own = wanted.boots() && disks.root().isPresent();
    return wanted.volumes().stream().filter(wish -> !own || !wish.isRoot()).toList();
  }

  /**
   * The edits that attach what is missing.
   *
   * @param added devices that the same call adds
   */
  private static List<VirtualDeviceConfigSpec> attachments(
      List<VolumeWish> wishes,
      Wanted wanted,
      Disks disks,
      Vm vm,
      List<VirtualDevice> added,
      Inventory inventory,
      IntSupplier newKey)
      throws ModuleException {
    VirtualHardware hardware =
        inventory
            .get(vm.ref())
            .flatMap(Devices::hardware)
            .orElseThrow(() -> ModuleException.refused("its devices cannot be read"));
    List<VirtualDevice> devices = new ArrayList<>(Devices.of(hardware));
    // the slot that it boots from is free again for another, for it is off meanwhile
    List<Disk> unwanted = unwanted(wanted, disks, vm);
    disks
        .booted(vm)
        .filter(unwanted::contains)
        .ifPresent(disk -> devices.removeIf(each -> each.getKey() == disk.key()));
    devices.addAll(added);
    VolumeSlots slots = new VolumeSlots(devices, vm.mark(Marks.DISKS), newKey);
    for (VolumeWish wish : wishes) {
      if (VolumeDisks.disk(wish.volume(), disks).isEmpty()) {
        slots.attach(wish);
      }
    }
    return slots.edits();
  }

  /**
   * In the second round, because volumes take the slots that new disks and drives leave. Those that
   * another VM has are left out, as {@link VolumeHolders#allowed} says.
   */
  @Override
  public void complete(Wanted wanted, Disks seen, Vm vm, List<Change> what, ReconfigureDraft draft)
      throws ModuleException {
    if (what.isEmpty()) {
      return;
    }
    List<VirtualDevice> added = draft.added();
    List<Disk> unwanted = unwanted(wanted, seen, vm);
    unwanted.forEach(disk -> draft.put(disk.detached()));
    for (VolumeWish wish : wanted.volumes()) {
      VolumeDisks.disk(wish.volume(), seen)
          .filter(disk -> !disk.mode().equals(VolumeSlots.MODE))
          .ifPresent(disk -> draft.put(VolumeSlots.independent(disk, wish.volume())));
    }
    List<VolumeWish> free =
        new ArrayList<>(VolumeHolders.free(wanted.volumes(), vm.ref(), draft.inventory()));
    free.retainAll(wishes(wanted, seen));
    attachments(free, wanted, seen, vm, added, draft.inventory(), draft::newKey)
        .forEach(draft::put);
    draft.mark(Marks.VOLUMES, VolumeReturns.mark(free, unwanted, vm, draft.inventory()));
  }

  /** What it needs of a host besides: the datastores of its volumes. */
  public static Object need(List<VolumeWish> volumes, VmNeed vm) {
    if (volumes.isEmpty()) {
      return vm;
    }
    List<Address> absent =
        volumes.stream()
            .filter(w -> w.volume().datastore().isEmpty())
            .map(w -> w.volume().address())
            .toList();
    VmNeed need =
        vm.mounting(volumes.stream().flatMap(w -> w.volume().datastore().stream()).toList());
    return new NeedWithVolumes(need, absent);
  }

  /** No step copies or grows a volume while another attaches it. */
  public static Set<LockKey> locks(List<VolumeWish> volumes) {
    return volumes.stream()
        .map(w -> new LockKey("volume " + w.volume().volume()))
        .collect(Collectors.toSet());
  }
}
