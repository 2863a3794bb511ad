package dev.provision.modules.instances.size;

import dev.provision.modules.instances.vm.InstanceDesired;
import dev.provision.modules.instances.vm.InstanceState;
import dev.provision.modules.instances.vm.Protection;
import dev.provision.spi.Observation;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.NewerFeature;
import java.util.Optional;

/** What secure boot and a virtual TPM need of a VM: EFI firmware, and a version that has them. */
final class VmFirmware {
  private VmFirmware() {}

  /** Whether it boots with EFI, as far as that is known before it is there. */
  static boolean isEfi(InstanceDesired desired) {
    return ofImage(desired).filter(Protection.EFI::equals).isPresent();
  }

  private static Optional<String> ofImage(InstanceDesired desired) {
    return desired
        .image()
        .vm()
        .flatMap(vm -> vm.get(Protection.FIRMWARE, String.class))
        .or(() -> desired.image().traits().hardware().firmware());
  }

  /**
   * Why a VM cannot have something that needs EFI.
   *
   * @param what {@code secure boot}, for messages
   */
  static Optional<String> refusal(
      String what,
      NewerFeature feature,
      InstanceDesired desired,
      Observation<InstanceState> seen,
      Inventory read) {
    boolean isThere = seen instanceof Observation.Present<InstanceState>;
    Optional<String> firmware =
        seen instanceof Observation.Present<InstanceState> present
            ? Optional.of(present.state().flavorExtras().protection().firmware())
            : ofImage(desired);
    String version =
        seen instanceof Observation.Present<InstanceState> present
            ? VmVersion.declared(desired).orElse(present.state().flavorExtras().version())
            : VmVersion.made(desired);
    if (firmware.filter(Protection.EFI::equals).isPresent()) {
      return feature.refusal(read, version);
    }
    return Optional.of(
        what
            + " needs firmware efi, and "
            + (isThere ? "it" : "image `" + desired.image().image() + "`")
            + firmware.map(word -> " has " + word).orElse(" does not say which it has")
            + (!isThere && desired.image().isImported() ? "; give the image `firmware: efi`" : ""));
  }
}
