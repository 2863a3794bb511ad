package dev.provision.modules.images.declaration;

import com.vmware.vim25.ParaVirtualSCSIController;
import com.vmware.vim25.VirtualAHCIController;
import com.vmware.vim25.VirtualBusLogicController;
import com.vmware.vim25.VirtualController;
import com.vmware.vim25.VirtualIDEController;
import com.vmware.vim25.VirtualLsiLogicController;
import com.vmware.vim25.VirtualLsiLogicSASController;
import com.vmware.vim25.VirtualSCSIController;
import com.vmware.vim25.VirtualSCSISharing;
import dev.provision.modules.images.file.OvfSlot;
import dev.provision.vsphere.newer.VirtualNVMEController;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The controller of an image's disk, most by Glance's {@code vmware_adaptertype}. */
public enum Adapter {
  IDE("ide", Set.of("ide"), VirtualIDEController::new),
  LSI_LOGIC("lsiLogic", Set.of("lsilogic", "legacyesx"), VirtualLsiLogicController::new),
  LSI_LOGIC_SAS("lsiLogicsas", Set.of("lsilogic", "legacyesx"), VirtualLsiLogicSASController::new),
  BUS_LOGIC("busLogic", Set.of("buslogic", "legacyesx"), VirtualBusLogicController::new),
  PARA_VIRTUAL(
      "paraVirtual", Set.of("lsilogic", "legacyesx", "pvscsi"), ParaVirtualSCSIController::new),
  /** Since vSphere 6.5, with hardware version 13; the word is ours, Nova's driver has none. */
  NVME("nvme", Set.of("lsilogic", "legacyesx"), VirtualNVMEController::new),
  /** Only of a file that describes its machine: Nova's driver has no word for it. */
  SATA("SATA", Set.of(), VirtualAHCIController::new);

  /** Glance's word. */
  public final String word;

  /** Values of {@code ddb.adapterType}, which knows fewer, that a disk made for this one has. */
  private final Set<String> inFiles;

  private final Supplier<VirtualController> maker;

  Adapter(String word, Set<String> inFiles, Supplier<VirtualController> maker) {
    this.word = word;
    this.inFiles = inFiles;
    this.maker = maker;
  }

  /** By Glance's word, upper and lower case alike. */
  static Optional<Adapter> ofWord(String word) {
    return Arrays.stream(values())
        .filter(a -> a.isGlances() && a.word.equalsIgnoreCase(word))
        .findFirst();
  }

  /** What the machine has that a file describes. */
  static Adapter ofMachine(OvfSlot slot) {
    return Arrays.stream(values())
        .filter(a -> a.word.equals(slot.controller()))
        .findFirst()
        .orElseThrow(() -> new AssertionError(slot));
  }

  /** Whether a playbook may name it. */
  boolean isGlances() {
    return this != SATA;
  }

  /** By {@code hw_scsi_model} (OpenStack, {@code fields.SCSIModel}). */
  static Optional<Adapter> ofScsiModel(String model) {
    return Optional.ofNullable(
        switch (model.toLowerCase(Locale.ROOT)) {
          case "lsilogic" -> LSI_LOGIC;
          case "lsisas1068", "lsilogicsas" -> LSI_LOGIC_SAS;
          case "buslogic" -> BUS_LOGIC;
          case "vmpvscsi", "paravirtual" -> PARA_VIRTUAL;
          default -> null;
        });
  }

  /** What a file is made for; LSI Logic, Glance's default, when it does not say. */
  static Adapter ofFile(String adapterType) {
    return Arrays.stream(values())
        .filter(a -> a.inFiles.contains(adapterType))
        .findFirst()
        .orElse(LSI_LOGIC);
  }

  /** What a VM has; empty for a controller that images are not made with. */
  public static Optional<Adapter> ofController(Object controller) {
    return Arrays.stream(values())
        .filter(a -> a.maker.get().getClass().equals(controller.getClass()))
        .findFirst();
  }

  /** Whether a guest that was installed on the file's adapter finds its disk on this one. */
  boolean fits(String adapterType) {
    return inFiles.contains(adapterType)
        || Arrays.stream(values()).noneMatch(a -> a.inFiles.contains(adapterType));
  }

  /** Whether a guest that was installed on the other one finds its disk on this one. */
  boolean replaces(Adapter installedOn) {
    return this == installedOn
        || (installedOn == LSI_LOGIC && (this == LSI_LOGIC_SAS || this == PARA_VIRTUAL));
  }

  /** Whether it hangs on a SCSI bus, whose unit 7 is the controller's own. */
  boolean isScsi() {
    return maker.get() instanceof VirtualSCSIController;
  }

  /** As vSphere's keys of an import name it, {@code VirtualLsiLogicController}. */
  public String className() {
    return maker.get().getClass().getSimpleName();
  }

  /** A new controller, the first of its bus. */
  public VirtualController controller() {
    VirtualController controller = maker.get();
    if (controller instanceof VirtualSCSIController scsi) {
      scsi.setSharedBus(VirtualSCSISharing.noSharing);
    }
    return controller;
  }

  static String words() {
    return Arrays.stream(values())
        .filter(Adapter::isGlances)
        .map(a -> a.word)
        .collect(Collectors.joining(", "));
  }
}
