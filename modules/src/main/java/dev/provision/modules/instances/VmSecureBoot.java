package dev.provision.modules.instances;

import com.vmware.vim25.VirtualMachineConfigSpec;
import dev.provision.modules.instances.InstanceSpec.Power;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.spi.Observation;
import dev.provision.spi.Problem;
import dev.provision.vsphere.exported.ExtraSpec;
import dev.provision.vsphere.exported.SecureBoot;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.NewerFeature;
import dev.provision.vsphere.newer.SecureBootOptions;
import java.util.Optional;

/**
 * Secure boot ({@code bootOptions.efiSecureBootEnabled}), from the flavor's {@code os:secure_boot}
 * and the image's {@code os_secure_boot}. Where neither says anything, what a VM has is left alone.
 */
final class VmSecureBoot {
  static final String FIELD = "secure_boot";

  private VmSecureBoot() {}

  private static Optional<SecureBoot> ofFlavor(InstanceDesired desired) {
    return desired.sizing().extraSpecs().text(ExtraSpec.SECURE_BOOT).flatMap(SecureBoot::of);
  }

  private static Optional<SecureBoot> ofImage(InstanceDesired desired) {
    return desired.image().traits().hardware().secureBoot();
  }

  /** `optional` gives way to the other's word, and by itself means: where the firmware is EFI. */
  private static Optional<SecureBoot> said(InstanceDesired desired) {
    return ofFlavor(desired)
        .filter(word -> word != SecureBoot.OPTIONAL)
        .or(() -> ofImage(desired))
        .or(() -> ofFlavor(desired));
  }

  static Optional<Boolean> wanted(InstanceDesired desired) {
    return said(desired)
        .map(
            word ->
                word == SecureBoot.REQUIRED
                    || word == SecureBoot.OPTIONAL && VmFirmware.isEfi(desired));
  }

  static Optional<Problem> problem(
      InstanceDesired desired, Observation<InstanceState> seen, Inventory read) {
    Optional<SecureBoot> flavor = ofFlavor(desired).filter(word -> word != SecureBoot.OPTIONAL);
    Optional<SecureBoot> image = ofImage(desired).filter(word -> word != SecureBoot.OPTIONAL);
    if (flavor.isPresent() && image.isPresent() && flavor.get() != image.get()) {
      return Optional.of(
          new Problem(
              "flavor",
              "flavor `"
                  + desired.sizing().flavor()
                  + "` says os:secure_boot="
                  + flavor.get().word()
                  + ", image `"
                  + desired.image().image()
                  + "` says os_secure_boot="
                  + image.get().word()));
    }
    return wanted(desired)
        .filter(on -> on)
        .flatMap(
            on -> VmFirmware.refusal("secure boot", NewerFeature.SECURE_BOOT, desired, seen, read))
        .map(why -> new Problem(ofFlavor(desired).isPresent() ? "flavor" : "image", why));
  }

  static Optional<Change> change(InstanceDesired desired, InstanceState vm) {
    boolean has = vm.fittings().protection().secureBoot();
    return wanted(desired)
        .filter(on -> on != has)
        .map(on -> Change.inPlace(FIELD, String.valueOf(has), String.valueOf(on)))
        .map(change -> cold(change, vm, "secure boot is switched while it is off"));
  }

  /** A change that a VM takes only while it is off. */
  static Change cold(Change change, InstanceState vm, String why) {
    return vm.power() == Power.OFF ? change : change.with(Effect.NEEDS_POWER_OFF, why);
  }

  /**
   * Puts it into a spec where it is not as it is wanted.
   *
   * @param has of the VM or its template
   */
  static void put(InstanceDesired desired, Protection has, VirtualMachineConfigSpec spec) {
    wanted(desired)
        .filter(on -> on != has.secureBoot())
        .ifPresent(
            on -> {
              SecureBootOptions boot = new SecureBootOptions();
              boot.efiSecureBootEnabled = on;
              if (on) {
                // the image's, which a clone has already; vcsim's clones forget it
                spec.setFirmware(Protection.EFI);
              }
              spec.setBootOptions(boot);
            });
  }
}
