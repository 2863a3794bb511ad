package dev.provision.vsphere.exported;

import com.vmware.vim25.ParaVirtualSCSIController;
import com.vmware.vim25.VirtualBusLogicController;
import com.vmware.vim25.VirtualController;
import com.vmware.vim25.VirtualIDEController;
import com.vmware.vim25.VirtualLsiLogicController;
import com.vmware.vim25.VirtualLsiLogicSASController;
import com.vmware.vim25.VirtualSCSIController;
import com.vmware.vim25.VirtualSCSISharing;
import dev.provision.vsphere.newer.VirtualNVMEController;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The controller that a volume is attached to, in Cinder's words ({@code vmware_adapter_type}).
 *
 * <p>A disk's file knows three of them only ({@code VirtualDiskAdapterType}): the newer ones are
 * written as lsiLogic, as Nova writes them.
 */
public enum DiskAdapter {
  LSI_LOGIC("lsiLogic", "lsiLogic", VirtualLsiLogicController::new),
  LSI_LOGIC_SAS("lsiLogicsas", "lsiLogic", VirtualLsiLogicSASController::new),
  BUS_LOGIC("busLogic", "busLogic", VirtualBusLogicController::new),
  PARA_VIRTUAL("paraVirtual", "lsiLogic", ParaVirtualSCSIController::new),
  IDE("ide", "ide", VirtualIDEController::new),
  /** Since vSphere 6.5, with hardware version 13; the word is ours, Cinder has none. */
  NVME("nvme", "lsiLogic", VirtualNVMEController::new);

  private final String word;
  private final String inFiles;
  private final Supplier<VirtualController> maker;

  DiskAdapter(String word, String inFiles, Supplier<VirtualController> maker) {
    this.word = word;
    this.inFiles = inFiles;
    this.maker = maker;
  }

  /** By Cinder's word, upper and lower case alike. */
  public static Optional<DiskAdapter> ofWord(String word) {
    return Arrays.stream(values()).filter(a -> a.word.equalsIgnoreCase(word)).findFirst();
  }

  /** For people: all words. */
  public static String words() {
    return Arrays.stream(values()).map(a -> a.word).collect(Collectors.joining(", "));
  }

  public String word() {
    return word;
  }

  /** The word of {@code VirtualDiskSpec.adapterType}. */
  public String inFiles() {
    return inFiles;
  }

  /** Whether a VM's controller is one of these; of none it is neither. */
  public boolean is(Object controller) {
    return maker.get().getClass().equals(controller.getClass());
  }

  /** A new controller that no other VM shares. */
  public VirtualController controller() {
    VirtualController controller = maker.get();
    if (controller instanceof VirtualSCSIController scsi) {
      scsi.setSharedBus(VirtualSCSISharing.noSharing);
    }
    return controller;
  }
}
