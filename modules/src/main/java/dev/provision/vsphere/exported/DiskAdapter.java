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
 * The controller that a disk hangs on, in the words of Glance ({@code vmware_adaptertype}) and
 * Cinder ({@code vmware_adapter_type}).
 *
 * <p>A disk's file knows three of them only ({@code VirtualDiskAdapterType}): the newer ones are
 * written as lsiLogic, as Nova writes them.
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
   * Since vSphere 6.5, with hardware version 13; the word is ours, OpenStack's drivers have none.
   * 15 units until hardware version 21, which has 64: the smaller is kept to everywhere.
   */
  NVME("nvme", "lsiLogic", Set.of("lsilogic", "legacyesx"), 15, VirtualNVMEController::new),
  /** Of images and VMs that have it; no playbook asks for it. */
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

  /** By a playbook's word, upper and lower case alike. */
  public static Optional<DiskAdapter> ofWord(String word) {
    return Arrays.stream(values())
        .filter(a -> a.isAskedFor() && a.word.equalsIgnoreCase(word))
        .findFirst();
  }

  /** For people: all words of playbooks. */
  public static String words() {
    return Arrays.stream(values())
        .filter(DiskAdapter::isAskedFor)
        .map(a -> a.word)
        .collect(Collectors.joining(", "));
  }

  /** What a file is made for; LSI Logic, Glance's default, when it does not say. */
  public static DiskAdapter ofFile(String ddbAdapterType) {
    return Arrays.stream(values())
        .filter(a -> a.inFiles.contains(ddbAdapterType))
        .findFirst()
        .orElse(LSI_LOGIC);
  }

  /** What a device of a VM is; empty for one that no disk hangs on. */
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

  /** A playbook's word; of {@link #SATA}, which has none, what people call it. */
  public String word() {
    return word;
  }

  private boolean isAskedFor() {
    return this != SATA;
  }

  /** The word of {@code VirtualDiskSpec.adapterType}. */
  public String ofNewFiles() {
    return ofNewFiles;
  }

  /**
   * Whether a guest that was installed on a file's adapter finds its disk on this one.
   *
   * @param ddbAdapterType {@code ddb.adapterType}, which knows fewer adapters, in lower case
   */
  public boolean fits(String ddbAdapterType) {
    return inFiles.contains(ddbAdapterType)
        || Arrays.stream(values()).noneMatch(a -> a.inFiles.contains(ddbAdapterType));
  }

  /** Whether a guest that was installed on the other one finds its disk on this one. */
  public boolean replaces(DiskAdapter installedOn) {
    return this == installedOn
        || (installedOn == LSI_LOGIC && (this == LSI_LOGIC_SAS || this == PARA_VIRTUAL));
  }

  /** Whether it is one of a SCSI bus, whose unit 7 is the controller's own. */
  public boolean isScsi() {
    return maker.get() instanceof VirtualSCSIController;
  }

  /** Whether a VM that is there gets another one where those that it has are full. */
  public boolean isAdded() {
    return isScsi() || this == NVME;
  }

  /** How many units one has, with a SCSI controller's own. */
  public int units() {
    return units;
  }

  /** As vSphere's keys of an import name it, {@code VirtualLsiLogicController}. */
  public String className() {
    return maker.get().getClass().getSimpleName();
  }

  /**
   * A new controller that no other VM shares.
   *
   * @param key negative: the caller's own name for it in one spec
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

  /** What adds a {@link #controller} to a VM. */
  public VirtualDeviceConfigSpec added(int key, int bus) {
    return DeviceEdit.add(controller(key, bus));
  }
}
