package dev.provision.modules.instances.disks;

import dev.provision.modules.instances.vm.CreateDraft;
import dev.provision.modules.instances.vm.Devices;
import dev.provision.modules.instances.vm.DiskMarks;
import dev.provision.modules.instances.vm.Disks;
import dev.provision.modules.instances.vm.InstanceSpec.Power;
import dev.provision.modules.instances.vm.MadeOf;
import dev.provision.modules.instances.vm.Part;
import dev.provision.modules.instances.vm.ReconfigureDraft;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.modules.instances.vm.VmField;
import dev.provision.modules.instances.vm.VmOthers;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.exported.Sizing;
import dev.provision.vsphere.inventory.Marks;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The root disk of a VM. The VM's mark lists the slots (controller:unit) of its own disks; every
 * other disk belongs to somebody else, wherever its file lies. A disk is matched by slot, never by
 * order.
 */
public final class VmDisks implements Part<VmDisks.Wanted, VmDisks.Has> {

  /** Says that the VM has no disk of its own. An empty mark would make every disk its own. */
  private static final String NONE = "-";

  /**
   * @param size of the root disk as the flavor gives it; empty to keep the image's size
   * @param ofImage the size of the image's disk; empty if it has none or the size is unknown
   * @param ofHost whether the VM is on a single ESXi host, without a vCenter
   */
  public record Wanted(
      Optional<DataSize> size,
      Optional<DataSize> ofImage,
      boolean imageHasDisk,
      boolean bootsFromVolume,
      boolean ofHost) {
    /** If the flavor gives no size or 0, the image's disk keeps its size. */
    public static Wanted of(MadeOf madeOf, Sizing sizing, boolean ofHost) {
      boolean hasDisk = madeOf.image().traits().hasDisk();
      return new Wanted(
          sizing.disk().filter(size -> size.bytes() > 0 && !madeOf.bootsFromVolume()),
          hasDisk ? madeOf.image().diskSize() : Optional.empty(),
          hasDisk,
          madeOf.bootsFromVolume(),
          ofHost);
    }
  }

  public record Has(Disks disks, VmOthers others) {}

  @Override
  public Set<String> properties() {
    return Stream.concat(Stream.of(Devices.HARDWARE, "snapshot"), VmOthers.PROPERTIES.stream())
        .collect(Collectors.toSet());
  }

  @Override
  public boolean has(String field) {
    return field.equals(VmField.DISK.field());
  }

  @Override
  public boolean isOfFlavor() {
    return true;
  }

  /**
   * The size of a clone's disks besides its root disk, in bytes; 0 while the template does not
   * exist.
   */
  public static long bytesBesideRoot(MadeOf madeOf) {
    return madeOf
        .image()
        .vm()
        .filter(template -> !madeOf.bootsFromVolume())
        .map(Disk::of)
        .orElse(List.of())
        .stream()
        .skip(1)
        .mapToLong(disk -> disk.size().bytes())
        .sum();
  }

  /** The {@code provision.disks} mark that says that these disks are the VM's own. */
  public static String mark(List<Disk> disks) {
    if (disks.isEmpty()) {
      return NONE;
    }
    return disks.stream().map(Disk::slot).collect(Collectors.joining(","));
  }

  @Override
  public List<Change> changes(Wanted wanted, Has seen, Vm vm) {
    Optional<Disk> root = seen.disks().root();
    if (wanted.bootsFromVolume()) {
      return root.map(
              disk ->
                  VmField.DISK
                      .changes(disk.size().toString(), Change.ABSENT)
                      .with(Effect.REPLACES, "it boots from a disk of its own"))
          .map(List::of)
          .orElse(List.of());
    }
    boolean bare = isWithoutOwn(vm);
    Optional<DataSize> size = wanted.size().or(() -> bare ? wanted.ofImage() : Optional.empty());
    if (size.isEmpty()) {
      return List.of();
    }
    DataSize to = size.get();
    if (root.isEmpty()) {
      return List.of(
          new Change(
              VmField.DISK.field(),
              Change.ABSENT,
              to.toString(),
              Effect.REPLACES,
              false,
              bare ? "it was made without a disk of its own" : "its disk is gone"));
    }
    int order = to.compareTo(root.get().size());
    if (order == 0) {
      return List.of();
    }
    Change change = VmField.DISK.changes(root.get().size().toString(), to.toString());
    if (order < 0) {
      return List.of(change.with(Effect.REFUSED, "a disk cannot shrink"));
    }
    return List.of(growth(change, root.get(), seen.others(), wanted.ofHost(), vm));
  }

  /** Whether the VM was made without a root disk, because it booted from a volume. */
  private static boolean isWithoutOwn(Vm vm) {
    String mark = vm.mark(Marks.DISKS);
    return mark.equals(NONE) || (!mark.isEmpty() && DiskMarks.parse(mark).ofImage().isEmpty());
  }

  /**
   * What a larger disk costs. A disk with a parent can grow only after {@code VmPromotion} made it
   * whole.
   */
  static Change growth(Change change, Disk disk, VmOthers others, boolean ofHost, Vm vm) {
    if (others.isBackedUp()) {
      return change; // the step waits until the backup has removed its snapshot
    }
    if (others.unconsolidated() && disk.hasParent()) {
      return change.with(Effect.REFUSED, "its disks need to be consolidated first");
    }
    if (vm.hasSnapshot()) {
      return change.with(Effect.REFUSED, "a disk with a snapshot cannot grow");
    }
    if (disk.hasParent() && ofHost) {
      return change.with(
          Effect.REFUSED,
          "it shares another's file, which only a vCenter copies, and this is a single ESXi host");
    }
    if (disk.onIde() && vm.power() == Power.ON) {
      return change.with(Effect.NEEDS_POWER_OFF, "an IDE disk cannot grow while it runs");
    }
    return vm.power() == Power.SUSPENDED
        ? change.with(Effect.NEEDS_POWER_OFF, "it is suspended")
        : change;
  }

  @Override
  public void create(Wanted wanted, Has template, CreateDraft draft) {
    if (draft.isClone()) {
      draft.mark(Marks.DISKS, mark(draft.disks()));
      draft.disks().stream().findFirst().ifPresent(root -> create(root, wanted, draft));
    }
  }

  private static void create(Disk root, Wanted wanted, CreateDraft draft) {
    if (root.key() < 0) {
      draft.put(root.created());
    } else if (wanted.size().filter(size -> size.compareTo(root.size()) > 0).isPresent()) {
      draft.put(root.grown(wanted.size().get()));
    }
  }

  @Override
  public void update(Wanted wanted, Has seen, Vm vm, List<Change> what, ReconfigureDraft draft) {
    seen.disks().root().ifPresent(root -> draft.put(root.grown(wanted.size().orElse(root.size()))));
  }
}
