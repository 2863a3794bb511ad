package dev.provision.modules.instances.size;

import dev.provision.modules.instances.vm.FlavorExtras;
import dev.provision.modules.instances.vm.MadeOf;
import dev.provision.modules.instances.vm.Protection;
import dev.provision.vsphere.exported.TemplateRef;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.NewerFeature;
import java.util.Optional;

/**
 * Checks what secure boot and a virtual TPM need: EFI firmware, and a version that supports them.
 */
final class VmFirmware {
  private VmFirmware() {}

  /** Whether a new VM will boot with EFI, as far as that is known before it is made. */
  static boolean isEfi(MadeOf madeOf) {
    return ofImage(madeOf).filter(Protection.EFI::equals).isPresent();
  }

  private static Optional<String> ofImage(MadeOf madeOf) {
    return madeOf
        .image()
        .vm()
        .flatMap(vm -> vm.get(Protection.FIRMWARE, String.class))
        .or(() -> madeOf.image().traits().hardware().firmware());
  }

  /**
   * Why a VM cannot have something that needs EFI.
   *
   * @param what {@code secure boot}, for messages
   */
  static Optional<String> refusal(
      String what,
      NewerFeature feature,
      Hardware wanted,
      Optional<FlavorExtras> seen,
      Inventory read) {
    TemplateRef image = wanted.madeOf().image();
    Optional<String> firmware =
        seen.isPresent()
            ? Optional.of(seen.get().protection().firmware())
            : ofImage(wanted.madeOf());
    String version =
        seen.map(has -> wanted.declaredVersion().orElse(has.version()))
            .orElseGet(wanted::versionWhenMade);
    if (firmware.filter(Protection.EFI::equals).isPresent()) {
      return feature.refusal(read, version);
    }
    return Optional.of(
        what
            + " needs firmware efi, and "
            + (seen.isPresent() ? "it" : "image `" + image.image() + "`")
            + firmware.map(word -> " has " + word).orElse(" does not say which it has")
            + (seen.isEmpty() && image.isImported() ? "; give the image `firmware: efi`" : ""));
  }
}
