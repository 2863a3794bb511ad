package dev.provision.modules.instances;

import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDeviceConfigSpecOperation;
import com.vmware.vim25.VirtualDeviceFileBackingInfo;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VirtualDiskSeSparseBackingInfo;
import com.vmware.vim25.VirtualHardware;
import com.vmware.vim25.VirtualIDEController;
import dev.provision.modules.instances.InstanceSpec.CloneMode;
import dev.provision.modules.instances.InstanceSpec.Power;
import dev.provision.modules.instances.InstanceState.Disk;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The disks of a VM. Its own are the slots (controller:unit) in its mark; every other disk is
 * somebody else's, wherever its file lies. A disk is matched by slot, never by order.
 */
final class VmDisks implements Part<VmDisks.Wanted, VmDisks.Has> {
  static final String FIELD = "disk";

  /** The mark of a VM that has no disk of its own; without a mark every disk would be. */
  private static final String NONE = "-";

  /**
   * @param size that its root disk must have; empty for the image's
   * @param ofImage what the image's disk has; empty where the image has none or does not say
   * @param ofHost whether it is made on a single ESXi host
   */
  record Wanted(
      Optional<DataSize> size,
      Optional<DataSize> ofImage,
      boolean bootsFromVolume,
      boolean ofHost) {}

  record Has(Disks disks, VmOthers others) {}

  @Override
  public Set<String> properties() {
    return Stream.concat(Stream.of(StateReading.HARDWARE, "snapshot"), VmOthers.PROPERTIES.stream())
        .collect(Collectors.toSet());
  }

  @Override
  public Wanted wanted(InstanceDesired desired) {
    return new Wanted(
        desired.disk(),
        desired.image().traits().hasDisk() ? desired.image().diskSize() : Optional.empty(),
        VolumeBoot.is(desired.spec()),
        desired.folder().ofHost());
  }

  @Override
  public Has seen(InstanceState vm) {
    return new Has(vm.disks(), vm.condition().others());
  }

  @Override
  public boolean has(String field) {
    return field.equals(FIELD);
  }

  @Override
  public boolean isOfFlavor() {
    return true;
  }

  static List<Disk> read(List<VirtualDevice> devices) {
    Set<Integer> ide = new HashSet<>();
    for (VirtualDevice device : devices) {
      if (device instanceof VirtualIDEController) {
        ide.add(device.getKey());
      }
    }
    List<Disk> disks = new ArrayList<>();
    for (VirtualDevice device : devices) {
      if (device instanceof VirtualDisk disk) {
        disks.add(read(disk, ide));
      }
    }
    disks.sort(Comparator.comparingInt(Disk::controllerKey).thenComparingInt(Disk::unit));
    return disks;
  }

  private static Disk read(VirtualDisk disk, Set<Integer> ideControllers) {
    int controller = disk.getControllerKey() == null ? 0 : disk.getControllerKey();
    int unit = disk.getUnitNumber() == null ? 0 : disk.getUnitNumber();
    String file =
        disk.getBacking() instanceof VirtualDeviceFileBackingInfo backing
                && backing.getFileName() != null
            ? backing.getFileName()
            : "";
    String mode = "persistent";
    boolean parent = false;
    String uuid = null;
    if (disk.getBacking() instanceof VirtualDiskFlatVer2BackingInfo flat) {
      mode = flat.getDiskMode() == null ? mode : flat.getDiskMode();
      parent = flat.getParent() != null;
      uuid = flat.getUuid();
    } else if (disk.getBacking() instanceof VirtualDiskSeSparseBackingInfo sparse) {
      mode = sparse.getDiskMode() == null ? mode : sparse.getDiskMode();
      parent = sparse.getParent() != null;
      uuid = sparse.getUuid();
    }
    return new Disk(
        disk.getKey(),
        controller,
        unit,
        controller + ":" + unit,
        StateReading.capacity(disk),
        file,
        mode,
        parent,
        ideControllers.contains(controller),
        uuid == null ? "" : uuid);
  }

  /** The disks that a clone of this template has; empty when it was not read in full. */
  static List<Disk> of(Item template) {
    return read(
        template
            .get(StateReading.HARDWARE, VirtualHardware.class)
            .map(StateReading::devices)
            .orElse(List.of()));
  }

  /** What the disks of a clone take besides its root disk; 0 while the template is not there. */
  static long bytesBesideRoot(InstanceDesired desired) {
    return desired
        .image()
        .vm()
        .filter(template -> !VolumeBoot.is(desired.spec()))
        .map(VmDisks::of)
        .orElse(List.of())
        .stream()
        .skip(1)
        .mapToLong(disk -> disk.size().bytes())
        .sum();
  }

  /** The mark that makes these disks the VM's own. */
  static String mark(List<Disk> disks) {
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
                  Change.inPlace(FIELD, disk.size().toString(), Change.ABSENT)
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
              FIELD,
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
    Change change = Change.inPlace(FIELD, root.get().size().toString(), to.toString());
    if (order < 0) {
      return List.of(change.with(Effect.REFUSED, "a disk cannot shrink"));
    }
    return List.of(growth(change, root.get(), seen.others(), wanted.ofHost(), vm));
  }

  /** Whether it was made without a root disk, as one is that boots from a volume. */
  private static boolean isWithoutOwn(Vm vm) {
    String mark = vm.mark(Marks.DISKS);
    return mark.equals(NONE) || (!mark.isEmpty() && DiskMarks.parse(mark).ofImage().isEmpty());
  }

  /** One with a parent is made whole before it grows ({@link VmPromotion}). */
  static Change growth(Change change, Disk disk, VmOthers others, boolean ofHost, Vm vm) {
    if (others.isBackedUp()) {
      return change; // its snapshot goes, and the step waits for that
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
  public void update(Wanted wanted, Has seen, Vm vm, List<Change> what, ReconfigureDraft draft) {
    seen.disks().root().ifPresent(root -> draft.put(grow(root, wanted.size().orElse(root.size()))));
  }

  /** Whether the clone shares its image's disk; what is unknown yet is taken to allow it. */
  static boolean isLinked(InstanceDesired desired) {
    return desired.cloneMode() == CloneMode.LINKED
        && desired.image().traits().hasDisk()
        && FullClone.of(desired).isEmpty();
  }

  /**
   * An edit that grows a disk: its key, its place and the new size in both units, since a server
   * that gets bytes alone or KiB alone may take the other for 0. The backing names the file as it
   * is, because hosts refuse an edit of a disk without it.
   */
  static VirtualDeviceConfigSpec grow(Disk disk, DataSize to) {
    VirtualDisk device = new VirtualDisk();
    device.setKey(disk.key());
    device.setControllerKey(disk.controllerKey());
    device.setUnitNumber(disk.unit());
    device.setCapacityInBytes(to.bytes());
    device.setCapacityInKB(to.kibibytes());
    if (!disk.file().isEmpty()) {
      VirtualDiskFlatVer2BackingInfo backing = new VirtualDiskFlatVer2BackingInfo();
      backing.setFileName(disk.file());
      backing.setDiskMode(disk.mode());
      device.setBacking(backing);
    }
    VirtualDeviceConfigSpec edit = new VirtualDeviceConfigSpec();
    edit.setOperation(VirtualDeviceConfigSpecOperation.edit);
    edit.setDevice(device);
    return edit;
  }

  /** Takes a disk off its VM and keeps its file. */
  static VirtualDeviceConfigSpec detach(Disk disk) {
    VirtualDisk device = new VirtualDisk();
    device.setKey(disk.key());
    device.setControllerKey(disk.controllerKey());
    device.setUnitNumber(disk.unit());
    device.setCapacityInKB(disk.size().kibibytes());
    VirtualDeviceConfigSpec remove = new VirtualDeviceConfigSpec();
    remove.setOperation(VirtualDeviceConfigSpecOperation.remove);
    remove.setDevice(device);
    return remove;
  }
}
