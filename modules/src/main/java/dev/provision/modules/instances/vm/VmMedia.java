package dev.provision.modules.instances.vm;

import com.vmware.vim25.VirtualAHCIController;
import com.vmware.vim25.VirtualCdrom;
import com.vmware.vim25.VirtualCdromIsoBackingInfo;
import com.vmware.vim25.VirtualController;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualIDEController;
import dev.provision.vsphere.inventory.Item;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where a VM's files lie, and the discs in its drives.
 *
 * @param vmx {@code [nas1] web-1/web-1.vmx}; empty if it cannot be read
 * @param drives the CD-ROM drives that hold a file
 * @param free a slot for one more drive; empty if a controller must be added for it
 */
public record VmMedia(String vmx, List<Drive> drives, Optional<Slot> free) {
  public static final String VMX = "config.files.vmPathName";

  /** Two devices on each bus. */
  private static final int IDE_UNITS = 2;

  /** Thirty devices on each controller ({@code configmax}, "SATA devices per controller"). */
  private static final int SATA_UNITS = 30;

  /** A place on a controller. */
  public record Slot(int controllerKey, int unit) {}

  /**
   * One drive.
   *
   * @param file {@code [nas1] web-1/config-2.iso}
   * @param startConnected whether it is connected when the VM starts
   */
  public record Drive(int key, Slot slot, String file, boolean startConnected) {
    public String fileName() {
      return file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf(' ')) + 1);
    }
  }

  public VmMedia {
    drives = List.copyOf(drives);
  }

  /** {@code [nas1] web-1}. */
  public String folder() {
    return vmx.substring(0, Math.max(0, vmx.lastIndexOf('/')));
  }

  public static VmMedia read(Item vm) {
    List<VirtualDevice> devices = Devices.of(vm);
    List<Drive> drives = new ArrayList<>();
    for (VirtualDevice device : devices) {
      if (device instanceof VirtualCdrom drive
          && drive.getBacking() instanceof VirtualCdromIsoBackingInfo disc
          && disc.getFileName() != null) {
        boolean start = drive.getConnectable() == null || drive.getConnectable().isStartConnected();
        drives.add(new Drive(drive.getKey(), slot(drive), disc.getFileName(), start));
      }
    }
    return new VmMedia(vm.get(VMX, String.class).orElse(""), drives, free(devices));
  }

  private static Slot slot(VirtualDevice device) {
    return new Slot(
        device.getControllerKey() == null ? 0 : device.getControllerKey(),
        device.getUnitNumber() == null ? 0 : device.getUnitNumber());
  }

  /** The first free slot, on IDE if possible because every guest supports IDE. */
  private static Optional<Slot> free(List<VirtualDevice> devices) {
    List<VirtualController> controllers = new ArrayList<>();
    for (VirtualDevice device : devices) {
      if (device instanceof VirtualIDEController || device instanceof VirtualAHCIController) {
        controllers.add((VirtualController) device);
      }
    }
    controllers.sort(
        Comparator.comparing((VirtualController each) -> each instanceof VirtualAHCIController)
            .thenComparing(VirtualController::getKey));
    for (VirtualController controller : controllers) {
      int units = controller instanceof VirtualIDEController ? IDE_UNITS : SATA_UNITS;
      for (int unit = 0; unit < units; unit++) {
        Slot slot = new Slot(controller.getKey(), unit);
        if (devices.stream().noneMatch(each -> isAt(each, slot))) {
          return Optional.of(slot);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isAt(VirtualDevice device, Slot slot) {
    return device.getControllerKey() != null
        && device.getUnitNumber() != null
        && slot(device).equals(slot);
  }
}
