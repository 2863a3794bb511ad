package dev.provision.modules.instances.disks;

import com.vmware.vim25.VirtualDeviceConfigSpec;
import dev.provision.modules.instances.vm.CreateDraft;
import dev.provision.modules.instances.vm.Devices;
import dev.provision.modules.instances.vm.DiskMarks;
import dev.provision.modules.instances.vm.DiskSlots;
import dev.provision.modules.instances.vm.DiskSlots.Slot;
import dev.provision.modules.instances.vm.Disks;
import dev.provision.modules.instances.vm.Draft;
import dev.provision.modules.instances.vm.InstanceSpec.Power;
import dev.provision.modules.instances.vm.NewKeys;
import dev.provision.modules.instances.vm.Part;
import dev.provision.modules.instances.vm.ReconfigureDraft;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.modules.instances.vm.WantedVolume;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.ModuleException;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.exported.DiskAdapter;
import dev.provision.vsphere.exported.DiskType;
import dev.provision.vsphere.exported.Sizing;
import dev.provision.vsphere.inventory.Marks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The empty, thin disks that a flavor gives besides the root disk. They belong to the VM and are
 * deleted with it. The VM's mark names their slots; file names say nothing. When the flavor no
 * longer has such a disk its data is lost, which the user has to allow.
 */
public final class ExtraDisks implements Part<ExtraDisks.Wanted, VmDisks.Has> {

  /**
   * @param ofHost whether the VM is on a single ESXi host, without a vCenter
   * @param volumes its declared volumes, which are not taken for extra disks
   */
  public record Wanted(
      Sizing sizing,
      Power power,
      boolean ofHost,
      EnvironmentId environment,
      List<WantedVolume> volumes) {}

  @Override
  public Set<String> properties() {
    return Set.of(Devices.HARDWARE, "snapshot");
  }

  @Override
  public boolean has(String field) {
    return Stream.of(ExtraDisk.values()).anyMatch(role -> role.field().equals(field));
  }

  @Override
  public boolean isOfFlavor() {
    return true;
  }

  /** Whether a change is about one of these disks. */
  public static boolean isOf(Change change) {
    return Stream.of(ExtraDisk.values()).anyMatch(change::isOf);
  }

  @Override
  public List<Change> changes(Wanted wanted, VmDisks.Has seen, Vm vm) {
    if (!wanted.sizing().isSaid()) {
      return List.of();
    }
    Disks disks = seen.disks();
    Map<ExtraDisk, Disk> present = ExtraDisksFound.present(wanted, disks, vm);
    DiskSlots slots = new DiskSlots(disks.controllers(), new NewKeys());
    List<Change> changes = new ArrayList<>();
    for (ExtraDisk role : ExtraDisk.values()) {
      Optional<DataSize> size = role.size(wanted.sizing());
      Optional<Disk> disk = Optional.ofNullable(present.get(role));
      if (size.isPresent() && disk.isEmpty()) {
        changes.add(
            added(
                role.changes(Change.ABSENT, size.get().toString()), slots.next(beside(disks)), vm));
      } else if (size.isEmpty() && disk.isPresent()) {
        changes.add(
            removed(
                role.changes(disk.get().size().toString(), Change.ABSENT),
                disk.get(),
                wanted.power(),
                vm));
      } else if (size.isPresent() && !size.get().equals(disk.get().size())) {
        Change change = role.changes(disk.get().size().toString(), size.get().toString());
        changes.add(
            size.get().compareTo(disk.get().size()) < 0
                ? change.with(Effect.REFUSED, "a disk cannot shrink")
                : VmDisks.growth(change, disk.get(), seen.others(), wanted.ofHost(), vm));
      }
    }
    return changes;
  }

  private static Change added(Change change, Optional<Slot> slot, Vm vm) {
    if (slot.isEmpty()) {
      return change.with(Effect.REFUSED, "it has no place left for a disk");
    }
    if (vm.power() == Power.SUSPENDED) {
      return change.with(Effect.NEEDS_POWER_OFF, "it is suspended");
    }
    return vm.power() == Power.ON && slot.get().adapter() == DiskAdapter.IDE
        ? change.with(Effect.NEEDS_POWER_OFF, "an IDE disk cannot be added while it runs")
        : change;
  }

  private static Change removed(Change change, Disk disk, Power wanted, Vm vm) {
    if (vm.hasSnapshot()) {
      return change.with(Effect.REFUSED, "a disk that a snapshot holds cannot be taken off");
    }
    boolean stays = vm.power() == Power.ON && !disk.onIde() || vm.power() == Power.OFF;
    if (!stays && wanted != Power.OFF) {
      return change.with(
          Effect.REFUSED,
          vm.power() == Power.SUSPENDED
              ? "it is suspended; switch it on or off first"
              : "an IDE disk cannot be taken off while it runs; declare `power: off` first");
    }
    return change.with(Effect.LOSES_DATA, "the disk goes with all that is on it");
  }

  private static int beside(Disks disks) {
    return disks.root().map(Disk::controllerKey).orElse(0);
  }

  @Override
  public void create(Wanted wanted, VmDisks.Has template, CreateDraft draft)
      throws ModuleException {
    if (!draft.isClone()) {
      return; // HostSpecs adds them, together with their controller
    }
    DiskSlots slots = draft.slots();
    Map<String, String> named =
        new LinkedHashMap<>(DiskMarks.parse(VmDisks.mark(draft.disks())).slots());
    Set<String> pending = new LinkedHashSet<>();
    int beside = draft.disks().isEmpty() ? 0 : draft.disks().get(0).controllerKey();
    for (ExtraDisk role : ExtraDisk.values()) {
      Optional<DataSize> size = role.size(wanted.sizing());
      if (size.isPresent()) {
        add(role, size.get(), slots.next(beside), draft, named, pending);
      }
    }
    draft.mark(Marks.DISKS, new DiskMarks(named, pending).toString());
  }

  /**
   * Adds the extra disks of a VM that is created without a template to clone.
   *
   * @return the slot and the mark's word of each
   */
  public static Map<Slot, String> addTo(Sizing sizing, DiskSlots slots, int beside, Draft draft)
      throws ModuleException {
    Map<Slot, String> places = new LinkedHashMap<>();
    for (ExtraDisk role : ExtraDisk.values()) {
      Optional<DataSize> size = role.size(sizing);
      if (size.isPresent()) {
        Slot slot =
            slots
                .next(beside)
                .filter(place -> place.made().isEmpty())
                .orElseThrow(() -> full(role));
        draft.put(disk(size.get(), slot, draft.newKey()));
        places.put(slot, role.word);
      }
    }
    return places;
  }

  private static ModuleException full(ExtraDisk role) {
    return ModuleException.refused(
        "there is no place left for the " + role.field() + " disk on its controllers");
  }

  private static void add(
      ExtraDisk role,
      DataSize size,
      Optional<Slot> place,
      Draft draft,
      Map<String, String> named,
      Set<String> pending)
      throws ModuleException {
    Slot slot = place.orElseThrow(() -> full(role));
    slot.made().ifPresent(draft::put);
    draft.put(disk(size, slot, draft.newKey()));
    if (slot.text().isEmpty()) {
      pending.add(role.word);
    } else {
      named.put(slot.text(), role.word);
    }
  }

  private static VirtualDeviceConfigSpec disk(DataSize size, Slot slot, int key) {
    return slot.disk(key, size).with(DiskType.THIN).created();
  }

  @Override
  public Map<String, String> marks(Wanted wanted, VmDisks.Has seen, Vm vm) {
    return Map.of(Marks.DISKS, ExtraDisksFound.mark(wanted, seen.disks(), vm));
  }

  @Override
  public void update(
      Wanted wanted, VmDisks.Has seen, Vm vm, List<Change> what, ReconfigureDraft draft)
      throws ModuleException {
    Disks disks = seen.disks();
    Map<ExtraDisk, Disk> present = ExtraDisksFound.present(wanted, disks, vm);
    DiskSlots slots = new DiskSlots(disks.controllers(), draft::newKey);
    DiskMarks now = DiskMarks.parse(ExtraDisksFound.mark(wanted, disks, vm));
    Map<String, String> named = new LinkedHashMap<>(now.slots());
    Set<String> pending = new LinkedHashSet<>(now.pending());
    for (ExtraDisk role : ExtraDisk.values()) {
      if (!role.isIn(what)) {
        continue;
      }
      Optional<DataSize> size = role.size(wanted.sizing());
      Disk disk = present.get(role);
      if (disk == null) {
        add(role, size.orElseThrow(), slots.next(beside(disks)), draft, named, pending);
      } else if (size.isPresent()) {
        draft.put(disk.grown(size.get()));
      } else {
        draft.put(disk.destroyed());
        named.remove(disk.slot());
      }
    }
    String mark = new DiskMarks(named, pending).toString();
    if (!mark.equals(vm.mark(Marks.DISKS))) {
      draft.mark(Marks.DISKS, mark);
    }
  }
}
