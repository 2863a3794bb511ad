package dev.provision.vsphere.exported;

import com.vmware.vim25.ParaVirtualSCSIController;
import com.vmware.vim25.VirtualAHCIController;
import com.vmware.vim25.VirtualBusLogicController;
import com.vmware.vim25.VirtualController;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualIDEController;
import com.vmware.vim25.VirtualLsiLogicController;
import com.vmware.vim25.VirtualLsiLogicSASController;
import com.vmware.vim25.VirtualSATAController;
import com.vmware.vim25.VirtualSCSIController;
import com.vmware.vim25.VirtualSCSISharing;
import dev.provision.vsphere.newer.VirtualNVMEController;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The type of a disk's controller, in the words of Glance ({@code vmware_adaptertype}) and Cinder
 * ({@code vmware_adapter_type}).
 *
 * <p>A disk's file can name only three of them ({@code VirtualDiskAdapterType}): for the newer ones
 * it says lsiLogic, as Nova writes it.
 */
public enum DiskAdapter {
  IDE("ide", "ide", Set.of("ide"), 2, VirtualIDEController::new),
  LSI_LOGIC(
      "lsiLogic", "lsiLogic", Set.of("lsilogic", "legacyesx"), 16, VirtualLsiLogicController::new),
  LSI_LOGIC_SAS(
      "lsiLogicsas",
      "lsiLogic",
      Set.of("lsilogic", "legacyesx"),
      16,
      VirtualLsiLogicSASController::new),
  BUS_LOGIC(
      "busLogic", "busLogic", Set.of("buslogic", "legacyesx"), 16, VirtualBusLogicController::new),
  PARA_VIRTUAL(
      "paraVirtual",
      "lsiLogic",
      Set.of("lsilogic", "legacyesx", "pvscsi"),
      16,
      ParaVirtualSCSIController::new),
  /**
   * Since vSphere 6.5, with hardware version 13; the word is ours, since OpenStack's drivers have
   * none. It has 15 units, from hardware version 21 on 64; we use 15 with every version.
   */
  NVME("nvme", "lsiLogic", Set.of("lsilogic", "legacyesx"), 15, VirtualNVMEController::new),
  /** Only for images and VMs that have it; a playbook cannot ask for it. */
  SATA("SATA", "lsiLogic", Set.of(), 30, VirtualAHCIController::new);

  private final String word;
  private final String ofNewFiles;
  private final Set<String> inFiles;
  private final int units;
  private final Supplier<VirtualController> maker;

  DiskAdapter(
      String word,
      String ofNewFiles,
      Set<String> inFiles,
      int units,
      Supplier<VirtualController> maker) {
    this.word = word;
    this.ofNewFiles = ofNewFiles;
    this.inFiles = inFiles;
    this.units = units;
    this.maker = maker;
  }

  /** The type that a playbook's word names, upper and lower case alike. */
  public static Optional<DiskAdapter> ofWord(String word) {
    return Arrays.stream(values())
        .filter(a -> a.isAskedFor() && a.word.equalsIgnoreCase(word))
        .findFirst();
  }

  /** All words of playbooks, for messages. */
  public static String words() {
    return Arrays.stream(values())
        .filter(DiskAdapter::isAskedFor)
        .map(a -> a.word)
        .collect(Collectors.joining(", "));
  }

  /**
   * The type that a disk's file was made for; LSI Logic, Glance's default, when the file does not
   * say.
   */
  public static DiskAdapter ofFile(String ddbAdapterType) {
    return Arrays.stream(values())
        .filter(a -> a.inFiles.contains(ddbAdapterType))
        .findFirst()
        .orElse(LSI_LOGIC);
  }

  /** The type of a device of a VM; empty when it is not a controller of disks. */
  public static Optional<DiskAdapter> of(VirtualDevice device) {
    Optional<DiskAdapter> exact =
        Arrays.stream(values())
            .filter(a -> a.maker.get().getClass().equals(device.getClass()))
            .findFirst();
    if (exact.isPresent()) {
      return exact;
    }
    return device instanceof VirtualSATAController
        ? Optional.of(SATA)
        : device instanceof VirtualSCSIController ? Optional.of(LSI_LOGIC) : Optional.empty();
  }

  /** The word in playbooks; for {@link #SATA}, which has none, what people call it. */
  public String word() {
    return word;
  }

  private boolean isAskedFor() {
    return this != SATA;
  }

  /** The word for {@code VirtualDiskSpec.adapterType}. */
  public String ofNewFiles() {
    return ofNewFiles;
  }

  /**
   * Whether a guest that was installed on the adapter of a disk's file can boot from this one; true
   * when that adapter is unknown.
   *
   * @param ddbAdapterType {@code ddb.adapterType}, which knows fewer adapters, in lower case
   */
  public boolean fits(String ddbAdapterType) {
    return inFiles.contains(ddbAdapterType)
        || Arrays.stream(values()).noneMatch(a -> a.inFiles.contains(ddbAdapterType));
  }

  /** Whether a guest that was installed on the other one can boot from this one. */
  public boolean replaces(DiskAdapter installedOn) {
    return this == installedOn
        || (installedOn == LSI_LOGIC && (this == LSI_LOGIC_SAS || this == PARA_VIRTUAL));
  }

  /** Whether it is a SCSI controller, which takes unit 7 itself. */
  public boolean isScsi() {
    return maker.get() instanceof VirtualSCSIController;
  }

  /** Whether an existing VM gets another controller of this type when all that it has are full. */
  public boolean isAdded() {
    return isScsi() || this == NVME;
  }

  /** The number of units, including the one that a SCSI controller takes itself. */
  public int units() {
    return units;
  }

  /**
   * The API's name of the type, as in the device keys of an import: {@code
   * VirtualLsiLogicController}.
   */
  public String className() {
    return maker.get().getClass().getSimpleName();
  }

  /**
   * A new controller that no other VM shares.
   *
   * @param key negative, chosen by the caller
   */
  public VirtualController controller(int key, int bus) {
    VirtualController controller = maker.get();
    controller.setKey(key);
    controller.setBusNumber(bus);
    if (controller instanceof VirtualSCSIController scsi) {
      scsi.setSharedBus(VirtualSCSISharing.noSharing);
    }
    return controller;
  }

  /** Adds a {@link #controller} to a VM. */
  public VirtualDeviceConfigSpec added(int key, int bus) {
    return DeviceEdit.add(controller(key, bus));
  }
}
