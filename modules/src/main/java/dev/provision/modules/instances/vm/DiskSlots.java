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
 * Chooses slots for new disks of one VM. An own disk goes on the root disk's controller at the next
 * free unit, else on another controller of that type, else on any SCSI one, else on a new one,
 * which is SCSI unless the root disk is on NVMe. A volume goes on a controller of its declared
 * type. For one spec, used by one thread.
 */
public final class DiskSlots {
  /** The unit that a SCSI controller itself has on its bus. */
  private static final int SCSI_CONTROLLER_UNIT = 7;

  /** The most SCSI controllers that a VM can have, and the most NVMe ones ({@code configmax}). */
  public static final int MOST_CONTROLLERS = 4;

  /** A controller's key and a unit. */
  private static final Pattern PLACE = Pattern.compile("[0-9]{1,9}:[0-9]{1,9}");

  /**
   * A disk controller.
   *
   * @param taken the units that are in use
   */
  public record Controller(int key, int bus, DiskAdapter adapter, Set<Integer> taken) {
    public Controller {
      taken = Set.copyOf(taken);
    }
  }

  /**
   * A place for a disk.
   *
   * @param made the edit that adds its controller; empty if the VM has the controller
   */
  public record Slot(
      int controllerKey, int unit, DiskAdapter adapter, Optional<VirtualDeviceConfigSpec> made) {
    /** A new disk in this slot. */
    public Disk disk(int key, DataSize size) {
      return Disk.of(key, controllerKey, unit, size).on(adapter);
    }

    /** The slot as marks name it; empty while its controller has no key from the server. */
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

  /** Excludes the slots of disks that are not among the devices yet, but in the same spec. */
  public DiskSlots without(List<Disk> disks) {
    for (Disk disk : disks) {
      given.computeIfAbsent(disk.controllerKey(), key -> new HashSet<>()).add(disk.unit());
    }
    return this;
  }

  /**
   * Excludes slots that a mark names. A slot without a controller's key, as {@link DiskMarks#NEW}
   * begins one, is skipped: a disk of the VM is in it anyway.
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

  /** The disk controllers among the devices of a VM, by rising key. */
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
   * The next free slot for an own disk.
   *
   * @param beside the key of the root disk's controller; any other number if there is no root disk
   * @return empty if no controller has a free unit and no other can be added
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

  /** The controller type if none is declared: SCSI, but NVMe if the VM has NVMe and no SCSI. */
  public DiskAdapter usual() {
    return !has(DiskAdapter::isScsi) && has(DiskAdapter.NVME::equals)
        ? DiskAdapter.NVME
        : DiskAdapter.LSI_LOGIC;
  }

  /**
   * The next free slot on a controller of a fitting type, the lowest bus first.
   *
   * @param made the type of a controller to add if none has a free unit
   * @return empty if none has a free unit and no other can be added
   */
  public Optional<Slot> next(Predicate<DiskAdapter> fitting, DiskAdapter made) {
    return first(of(fitting)).or(() -> made(made, 0));
  }

  /**
   * The slot with this unit on the first controller of a fitting type.
   *
   * @param made the type of a controller to add if the VM has none that fits
   * @return empty if the unit is taken, or if there is no such controller and none can be added
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
