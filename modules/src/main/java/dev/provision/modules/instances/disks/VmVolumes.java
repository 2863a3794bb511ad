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
import dev.provision.modules.instances.vm.WantedVolume;
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
 * The volumes of a VM. They are attached as independent disks, because a disk in a snapshot cannot
 * be detached, and they never become the VM's own, so they outlive it. A new VM gets them by one
 * reconfigure before it is first switched on, not by the clone call: if that failed half way,
 * nobody could tell what became of the volumes.
 */
public final class VmVolumes implements Part<VmVolumes.Wanted, Disks> {

  /**
   * @param boots whether it boots from a volume, and not from an image
   */
  public record Wanted(EnvironmentId environment, List<WantedVolume> volumes, boolean boots) {}

  @Override
  public Set<String> properties() {
    return Set.of(Devices.HARDWARE);
  }

  @Override
  public boolean has(String field) {
    return field.equals(WantedVolume.FIELD) || field.startsWith(WantedVolume.FIELD + ".");
  }

  /** Volumes of the environment that are attached to the VM but no longer declared for it. */
  public static List<Disk> unwanted(Wanted wanted, Disks disks, Vm vm) {
    List<Disk> all =
        wanted.volumes().stream()
            .flatMap(w -> VolumeDisks.disk(w.volume(), disks).stream())
            .toList();
    return disks.all().stream()
        .filter(disk -> DiskUuid.isOf(wanted.environment(), disk.uuid()))
        .filter(disk -> !all.contains(disk))
        // a VM that boots from a volume and is to boot from an image keeps it until it is replaced
        .filter(disk -> wanted.boots() || disks.bootVolume(vm).filter(disk::equals).isEmpty())
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
    for (WantedVolume want : attachable(wanted, seen)) {
      Optional<Disk> disk = VolumeDisks.disk(want.volume(), seen);
      if (disk.isEmpty()) {
        boolean cold =
            want.volume().adapter().filter(DiskAdapter.IDE::equals).isPresent() || want.isRoot();
        changes.add(
            timed(Change.inPlace(want.field(), Change.ABSENT, want.volume().volume()), cold, vm));
        continue;
      }
      if (!disk.get().mode().equals(VolumeSlots.MODE)) {
        changes.add(
            timed(
                Change.inPlace(want.field() + ".mode", disk.get().mode(), VolumeSlots.MODE),
                true,
                vm));
      }
      want.unit()
          .filter(unit -> unit != disk.get().unit())
          .map(
              unit ->
                  Change.inPlace(
                          want.field() + ".unit", "" + disk.get().unit(), String.valueOf(unit))
                      .with(Effect.REFUSED, "take the volume off it first"))
          .ifPresent(changes::add);
    }
    for (Disk disk : unwanted(wanted, seen, vm)) {
      boolean cold = disk.onIde() || seen.bootVolume(vm).filter(disk::equals).isPresent();
      Change change = Change.inPlace(WantedVolume.FIELD, disk.file(), Change.ABSENT);
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

  /** Why declared volumes cannot be attached. */
  @Override
  public List<Problem> problems(Wanted wanted, Seen<Disks> seen, Inventory read) {
    List<Problem> problems = new ArrayList<>();
    for (WantedVolume want : wanted.volumes()) {
      VolumeHolders.of(want.volume(), read)
          .filter(disk -> seen.vm().filter(mine -> mine.ref().equals(disk.vm())).isEmpty())
          .filter(disk -> !VolumeHolders.isOf(wanted.environment(), disk, read))
          .ifPresent(
              disk ->
                  problems.add(
                      new Problem(
                          want.field(),
                          "volume `"
                              + want.volume().volume()
                              + "` is attached to `"
                              + disk.vmPath()
                              + "`, which is not of this environment")));
    }
    if (seen.vm().isPresent()) {
      Disks disks = seen.part().get();
      try {
        attachments(
            attachable(wanted, disks),
            wanted,
            disks,
            seen.vm().get(),
            List.of(),
            read,
            new NewKeys());
      } catch (ModuleException e) {
        problems.add(new Problem(WantedVolume.FIELD, e.getMessage()));
      }
    }
    return problems;
  }

  /** The volumes that it can be given: a VM that boots from its own disk gets no root volume. */
  private static List<WantedVolume> attachable(Wanted wanted, Disks disks) {
    boolean own = wanted.boots() && disks.root().isPresent();
    return wanted.volumes().stream().filter(want -> !own || !want.isRoot()).toList();
  }

  /**
   * The edits that attach missing volumes.
   *
   * @param added devices that the same call adds
   */
  private static List<VirtualDeviceConfigSpec> attachments(
      List<WantedVolume> volumes,
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
    // the VM is off when it loses its root volume, so another volume can have that slot at once
    List<Disk> unwanted = unwanted(wanted, disks, vm);
    disks
        .bootVolume(vm)
        .filter(unwanted::contains)
        .ifPresent(disk -> devices.removeIf(each -> each.getKey() == disk.key()));
    devices.addAll(added);
    VolumeSlots slots = new VolumeSlots(devices, vm.mark(Marks.DISKS), newKey);
    for (WantedVolume want : volumes) {
      if (VolumeDisks.disk(want.volume(), disks).isEmpty()) {
        slots.attach(want);
      }
    }
    return slots.edits();
  }

  /**
   * In the second round, because new disks and drives choose their slots first. Volumes that
   * another VM still has are left out, see {@link VolumeHolders#allowed}.
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
    for (WantedVolume want : wanted.volumes()) {
      VolumeDisks.disk(want.volume(), seen)
          .filter(disk -> !disk.mode().equals(VolumeSlots.MODE))
          .ifPresent(disk -> draft.put(VolumeSlots.independent(disk, want.volume())));
    }
    List<WantedVolume> free =
        new ArrayList<>(VolumeHolders.free(wanted.volumes(), vm.ref(), draft.inventory()));
    free.retainAll(attachable(wanted, seen));
    attachments(free, wanted, seen, vm, added, draft.inventory(), draft::newKey)
        .forEach(draft::put);
    draft.mark(Marks.VOLUMES, VolumeReturns.mark(free, unwanted, vm, draft.inventory()));
  }

  /** The same need, and that the host mounts the datastores of the volumes. */
  public static Object need(List<WantedVolume> volumes, VmNeed vm) {
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

  /** Keeps other steps from copying or growing a volume while this one attaches it. */
  public static Set<LockKey> locks(List<WantedVolume> volumes) {
    return volumes.stream()
        .map(w -> new LockKey("volume " + w.volume().volume()))
        .collect(Collectors.toSet());
  }
}
