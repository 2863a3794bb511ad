package dev.provision.modules.instances;

import com.vmware.vim25.ParaVirtualSCSIController;
import com.vmware.vim25.VirtualBusLogicController;
import com.vmware.vim25.VirtualController;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDeviceConfigSpecOperation;
import com.vmware.vim25.VirtualIDEController;
import com.vmware.vim25.VirtualLsiLogicController;
import com.vmware.vim25.VirtualLsiLogicSASController;
import com.vmware.vim25.VirtualSATAController;
import com.vmware.vim25.VirtualSCSIController;
import com.vmware.vim25.VirtualSCSISharing;
import dev.provision.vsphere.exported.DiskAdapter;
import dev.provision.vsphere.newer.VirtualNVMEController;
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
final class DiskSlots {
  /** The unit of a SCSI bus that is the controller's own. */
  private static final int SCSI_CONTROLLER_UNIT = 7;

  /** vSphere's limit of SCSI controllers, and of NVMe ones, {@code configmax}. */
  static final int MOST_CONTROLLERS = 4;

  /** A controller's key and a unit. */
  private static final Pattern PLACE = Pattern.compile("[0-9]{1,9}:[0-9]{1,9}");

  /** What a controller is. */
  enum Sort {
    PARAVIRTUAL(16),
    LSI_LOGIC(16),
    LSI_LOGIC_SAS(16),
    BUS_LOGIC(16),
    IDE(2),
    SATA(30),
    /** 15 until hardware version 21, which has 64: the smaller is kept to everywhere. */
    NVME(15);

    private final int units;

    Sort(int units) {
      this.units = units;
    }

    boolean isScsi() {
      return this != IDE && this != SATA && this != NVME;
    }

    /** Whether a VM can get another controller of the sort, of which it may have four. */
    boolean isMade() {
      return isScsi() || this == NVME;
    }

    static Sort of(DiskAdapter adapter) {
      return switch (adapter) {
        case LSI_LOGIC -> LSI_LOGIC;
        case LSI_LOGIC_SAS -> LSI_LOGIC_SAS;
        case BUS_LOGIC -> BUS_LOGIC;
        case PARA_VIRTUAL -> PARAVIRTUAL;
        case IDE -> IDE;
        case NVME -> NVME;
      };
    }
  }

  /**
   * A controller that disks hang on.
   *
   * @param taken its units that are not free
   */
  record Controller(int key, int bus, Sort sort, Set<Integer> taken) {
    Controller {
      taken = Set.copyOf(taken);
    }
  }

  /**
   * A place for a disk.
   *
   * @param made what makes its controller first; empty for one that is there
   */
  record Slot(int controllerKey, int unit, Sort sort, Optional<VirtualDeviceConfigSpec> made) {
    /** As marks name it; empty while the server has not given its controller a key. */
    String text() {
      return controllerKey < 0 ? "" : controllerKey + ":" + unit;
    }
  }

  private final List<Controller> controllers;
  private final IntSupplier newKey;
  private final Map<Integer, Set<Integer>> given = new HashMap<>();

  /**
   * @param newKey gives the key of a controller that is made
   */
  DiskSlots(List<Controller> controllers, IntSupplier newKey) {
    this.controllers = new ArrayList<>(controllers);
    this.newKey = newKey;
  }

  /** Leaves out the places of disks that the same spec makes. */
  DiskSlots without(List<InstanceState.Disk> disks) {
    for (InstanceState.Disk disk : disks) {
      given.computeIfAbsent(disk.controllerKey(), key -> new HashSet<>()).add(disk.unit());
    }
    return this;
  }

  /**
   * Leaves out places as marks name them. One without a controller's key, as of a VM that was made
   * on a single host ({@link DiskMarks#NEW}), is taken by the disk that is there.
   */
  DiskSlots without(Set<String> slots) {
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
  static List<Controller> controllers(List<VirtualDevice> devices) {
    List<Controller> controllers = new ArrayList<>();
    for (VirtualDevice device : devices) {
      Optional<Sort> sort = sort(device);
      if (sort.isPresent()) {
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
                device.getKey(), ((VirtualController) device).getBusNumber(), sort.get(), taken));
      }
    }
    controllers.sort(Comparator.comparingInt(Controller::key));
    return controllers;
  }

  private static Optional<Sort> sort(VirtualDevice device) {
    if (device instanceof ParaVirtualSCSIController) {
      return Optional.of(Sort.PARAVIRTUAL);
    } else if (device instanceof VirtualLsiLogicSASController) {
      return Optional.of(Sort.LSI_LOGIC_SAS);
    } else if (device instanceof VirtualBusLogicController) {
      return Optional.of(Sort.BUS_LOGIC);
    } else if (device instanceof VirtualSCSIController) {
      return Optional.of(Sort.LSI_LOGIC);
    } else if (device instanceof VirtualIDEController) {
      return Optional.of(Sort.IDE);
    }
    if (device instanceof VirtualNVMEController) {
      return Optional.of(Sort.NVME);
    }
    return device instanceof VirtualSATAController ? Optional.of(Sort.SATA) : Optional.empty();
  }

  /**
   * The next free place.
   *
   * @param beside the controller of the root disk; another one's key where it has none
   * @return empty when no controller has a unit left and no other can be made
   */
  Optional<Slot> next(int beside) {
    Optional<Controller> own = controllers.stream().filter(c -> c.key() == beside).findFirst();
    Sort sort = own.map(Controller::sort).orElse(usual());
    List<Controller> inOrder = new ArrayList<>();
    own.ifPresent(inOrder::add);
    controllers.stream().filter(c -> c.sort() == sort).forEach(inOrder::add);
    controllers.stream().filter(c -> c.sort().isScsi()).forEach(inOrder::add);
    return first(inOrder).or(() -> made(sort.isMade() ? sort : Sort.LSI_LOGIC, 0));
  }

  /** What a disk goes on of which nobody says it: SCSI, and NVMe in a VM that has that alone. */
  Sort usual() {
    return !has(Sort::isScsi) && has(Sort.NVME::equals) ? Sort.NVME : Sort.LSI_LOGIC;
  }

  /**
   * The next free place on a controller of some sorts, the lowest bus first.
   *
   * @param made what another one would be
   * @return empty when none has a unit left and no other can be made
   */
  Optional<Slot> next(Predicate<Sort> fitting, Sort made) {
    return first(of(fitting)).or(() -> made(made, 0));
  }

  /**
   * One unit on the first controller of some sorts.
   *
   * @param made what one is where there is none
   * @return empty when the unit is taken, or there is none and none can be made
   */
  Optional<Slot> at(int unit, Predicate<Sort> fitting, Sort made) {
    List<Controller> all = of(fitting);
    if (all.isEmpty()) {
      return made(made, unit);
    }
    Controller first = all.get(0);
    return take(first, unit)
        ? Optional.of(new Slot(first.key(), unit, first.sort(), Optional.empty()))
        : Optional.empty();
  }

  boolean has(Predicate<Sort> fitting) {
    return !of(fitting).isEmpty();
  }

  private List<Controller> of(Predicate<Sort> fitting) {
    return controllers.stream()
        .filter(each -> fitting.test(each.sort()))
        .sorted(Comparator.comparingInt(Controller::bus))
        .toList();
  }

  private Optional<Slot> first(List<Controller> inOrder) {
    for (Controller controller : inOrder) {
      for (int unit = 0; unit < controller.sort().units; unit++) {
        if (take(controller, unit)) {
          return Optional.of(new Slot(controller.key(), unit, controller.sort(), Optional.empty()));
        }
      }
    }
    return Optional.empty();
  }

  private boolean take(Controller controller, int unit) {
    boolean reserved = controller.sort().isScsi() && unit == SCSI_CONTROLLER_UNIT;
    return !reserved
        && !controller.taken().contains(unit)
        && given.computeIfAbsent(controller.key(), key -> new HashSet<>()).add(unit);
  }

  private Optional<Slot> made(Sort sort, int unit) {
    if (!sort.isMade()) {
      return Optional.empty();
    }
    Set<Integer> buses = new HashSet<>();
    for (Controller controller : controllers) {
      if (controller.sort().isScsi() == sort.isScsi() && controller.sort().isMade()) {
        buses.add(controller.bus());
      }
    }
    for (int bus = 0; bus < MOST_CONTROLLERS; bus++) {
      if (!buses.contains(bus)) {
        int key = newKey.getAsInt();
        Controller made = new Controller(key, bus, sort, Set.of());
        controllers.add(made);
        return take(made, unit)
            ? Optional.of(new Slot(key, unit, sort, Optional.of(controller(sort, key, bus))))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** What makes a SCSI or NVMe controller. */
  static VirtualDeviceConfigSpec controller(Sort sort, int key, int bus) {
    VirtualController device =
        switch (sort) {
          case PARAVIRTUAL -> new ParaVirtualSCSIController();
          case LSI_LOGIC_SAS -> new VirtualLsiLogicSASController();
          case BUS_LOGIC -> new VirtualBusLogicController();
          case NVME -> new VirtualNVMEController();
          default -> new VirtualLsiLogicController();
        };
    device.setKey(key);
    device.setBusNumber(bus);
    if (device instanceof VirtualSCSIController scsi) {
      scsi.setSharedBus(VirtualSCSISharing.noSharing);
    }
    VirtualDeviceConfigSpec spec = new VirtualDeviceConfigSpec();
    spec.setOperation(VirtualDeviceConfigSpecOperation.add);
    spec.setDevice(device);
    return spec;
  }
}
