package dev.provision.modules.instances.vm;

import com.vmware.vim25.VirtualController;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.exported.DiskAdapter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Chooses where disks of one VM go. Its own: on the root disk's controller at the next free unit,
 * else on another of its sort, else on a new SCSI controller, or NVMe one beside NVMe. Volumes: on
 * a controller of the sort that they want. For one spec, used by one thread.
 */
public final class DiskSlots {
  /** The unit of a SCSI bus that is the controller's own. */
  private static final int SCSI_CONTROLLER_UNIT = 7;

  /** vSphere's limit of SCSI controllers, and of NVMe ones, {@code configmax}. */
  public static final int MOST_CONTROLLERS = 4;

  /** A controller's key and a unit. */
  private static final Pattern PLACE = Pattern.compile("[0-9]{1,9}:[0-9]{1,9}");

  /**
   * A controller that disks hang on.
   *
   * @param taken its units that are not free
   */
  public record Controller(int key, int bus, DiskAdapter adapter, Set<Integer> taken) {
    public Controller {
      taken = Set.copyOf(taken);
    }
  }

  /**
   * A place for a disk.
   *
   * @param made what makes its controller first; empty for one that is there
   */
  public record Slot(
      int controllerKey, int unit, DiskAdapter adapter, Optional<VirtualDeviceConfigSpec> made) {
    /** A disk here that is not there yet. */
    public Disk disk(int key, DataSize size) {
      return Disk.of(key, controllerKey, unit, size).on(adapter);
    }

    /** As marks name it; empty while the server has not given its controller a key. */
    public String text() {
      return controllerKey < 0 ? "" : controllerKey + ":" + unit;
    }
  }

  private final List<Controller> controllers;
  private final IntSupplier newKey;
  private final Map<Integer, Set<Integer>> given = new HashMap<>();

  /**
   * @param newKey gives the key of a controller that is made
   */
  public DiskSlots(List<Controller> controllers, IntSupplier newKey) {
    this.controllers = new ArrayList<>(controllers);
    this.newKey = newKey;
  }

  /** Leaves out the places of disks that the same spec makes. */
  public DiskSlots without(List<Disk> disks) {
    for (Disk disk : disks) {
      given.computeIfAbsent(disk.controllerKey(), key -> new HashSet<>()).add(disk.unit());
    }
    return this;
  }

  /**
   * Leaves out places as marks name them. One without a controller's key, as of a VM that was made
   * on a single host ({@link DiskMarks#NEW}), is taken by the disk that is there.
   */
  public DiskSlots without(Set<String> slots) {
    for (String slot : slots) {
      if (!PLACE.matcher(slot).matches()) {
        continue;
      }
      String[] parts = slot.split(":");
      given
          .computeIfAbsent(Integer.valueOf(parts[0]), key -> new HashSet<>())
          .add(Integer.valueOf(parts[1]));
    }
    return this;
  }

  /** The controllers of disks among the devices of a VM. */
  public static List<Controller> controllers(List<VirtualDevice> devices) {
    List<Controller> controllers = new ArrayList<>();
    for (VirtualDevice device : devices) {
      Optional<DiskAdapter> adapter = DiskAdapter.of(device);
      if (adapter.isPresent()) {
        Set<Integer> taken = new HashSet<>();
        for (VirtualDevice each : devices) {
          if (each.getControllerKey() != null
              && each.getControllerKey() == device.getKey()
              && each.getUnitNumber() != null) {
            taken.add(each.getUnitNumber());
          }
        }
        controllers.add(
            new Controller(
                device.getKey(),
                ((VirtualController) device).getBusNumber(),
                adapter.get(),
                taken));
      }
    }
    controllers.sort(Comparator.comparingInt(Controller::key));
    return controllers;
  }

  /**
   * The next free place.
   *
   * @param beside the controller of the root disk; another one's key where it has none
   * @return empty when no controller has a unit left and no other can be made
   */
  public Optional<Slot> next(int beside) {
    Optional<Controller> own = controllers.stream().filter(c -> c.key() == beside).findFirst();
    DiskAdapter adapter = own.map(Controller::adapter).orElse(usual());
    List<Controller> inOrder = new ArrayList<>();
    own.ifPresent(inOrder::add);
    controllers.stream().filter(c -> c.adapter() == adapter).forEach(inOrder::add);
    controllers.stream().filter(c -> c.adapter().isScsi()).forEach(inOrder::add);
    return first(inOrder).or(() -> made(adapter.isAdded() ? adapter : DiskAdapter.LSI_LOGIC, 0));
  }

  /** What a disk goes on of which nobody says it: SCSI, and NVMe in a VM that has that alone. */
  public DiskAdapter usual() {
    return !has(DiskAdapter::isScsi) && has(DiskAdapter.NVME::equals)
        ? DiskAdapter.NVME
        : DiskAdapter.LSI_LOGIC;
  }

  /**
   * The next free place on a controller of some sorts, the lowest bus first.
   *
   * @param made what another one would be
   * @return empty when none has a unit left and no other can be made
   */
  public Optional<Slot> next(Predicate<DiskAdapter> fitting, DiskAdapter made) {
    return first(of(fitting)).or(() -> made(made, 0));
  }

  /**
   * One unit on the first controller of some sorts.
   *
   * @param made what one is where there is none
   * @return empty when the unit is taken, or there is none and none can be made
   */
  public Optional<Slot> at(int unit, Predicate<DiskAdapter> fitting, DiskAdapter made) {
    List<Controller> all = of(fitting);
    if (all.isEmpty()) {
      return made(made, unit);
    }
    Controller first = all.get(0);
    return take(first, unit)
        ? Optional.of(new Slot(first.key(), unit, first.adapter(), Optional.empty()))
        : Optional.empty();
  }

  public boolean has(Predicate<DiskAdapter> fitting) {
    return !of(fitting).isEmpty();
  }

  private List<Controller> of(Predicate<DiskAdapter> fitting) {
    return controllers.stream()
        .filter(each -> fitting.test(each.adapter()))
        .sorted(Comparator.comparingInt(Controller::bus))
        .toList();
  }

  private Optional<Slot> first(List<Controller> inOrder) {
    for (Controller controller : inOrder) {
      for (int unit = 0; unit < controller.adapter().units(); unit++) {
        if (take(controller, unit)) {
          return Optional.of(
              new Slot(controller.key(), unit, controller.adapter(), Optional.empty()));
        }
      }
    }
    return Optional.empty();
  }

  private boolean take(Controller controller, int unit) {
    boolean reserved = controller.adapter().isScsi() && unit == SCSI_CONTROLLER_UNIT;
    return !reserved
        && !controller.taken().contains(unit)
        && given.computeIfAbsent(controller.key(), key -> new HashSet<>()).add(unit);
  }

  private Optional<Slot> made(DiskAdapter adapter, int unit) {
    if (!adapter.isAdded()) {
      return Optional.empty();
    }
    Set<Integer> buses = new HashSet<>();
    for (Controller controller : controllers) {
      if (controller.adapter().isScsi() == adapter.isScsi() && controller.adapter().isAdded()) {
        buses.add(controller.bus());
      }
    }
    for (int bus = 0; bus < MOST_CONTROLLERS; bus++) {
      if (!buses.contains(bus)) {
        int key = newKey.getAsInt();
        Controller made = new Controller(key, bus, adapter, Set.of());
        controllers.add(made);
        return take(made, unit)
            ? Optional.of(new Slot(key, unit, adapter, Optional.of(adapter.added(key, bus))))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }
}
