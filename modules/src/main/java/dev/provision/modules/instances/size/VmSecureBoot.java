package dev.provision.modules.instances.size;

import com.vmware.vim25.VirtualMachineConfigSpec;
import dev.provision.modules.instances.vm.CreateDraft;
import dev.provision.modules.instances.vm.InstanceDesired;
import dev.provision.modules.instances.vm.InstanceState;
import dev.provision.modules.instances.vm.Part;
import dev.provision.modules.instances.vm.Protection;
import dev.provision.modules.instances.vm.ReconfigureDraft;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.spi.Change;
import dev.provision.spi.Observation;
import dev.provision.spi.Problem;
import dev.provision.vsphere.exported.ExtraSpec;
import dev.provision.vsphere.exported.SecureBoot;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.NewerFeature;
import dev.provision.vsphere.newer.SecureBootOptions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Secure boot ({@code bootOptions.efiSecureBootEnabled}), from the flavor's {@code os:secure_boot}
 * and the image's {@code os_secure_boot}. Where neither says anything, what a VM has is left alone.
 */
public final class VmSecureBoot implements Part<Optional<Boolean>, Protection> {
  static final String FIELD = "secure_boot";

  @Override
  public Set<String> properties() {
    return Protection.PROPERTIES;
  }

  @Override
  public Optional<Boolean> wanted(InstanceDesired desired) {
    return isOn(desired);
  }

  @Override
  public Protection seen(InstanceState vm) {
    return vm.flavorExtras().protection();
  }

  @Override
  public boolean has(String field) {
    return field.equals(FIELD);
  }

  @Override
  public boolean isOfFlavor() {
    return true;
  }

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

  static Optional<Boolean> isOn(InstanceDesired desired) {
    return said(desired)
        .map(
            word ->
                word == SecureBoot.REQUIRED
                    || word == SecureBoot.OPTIONAL && VmFirmware.isEfi(desired));
  }

  @Override
  public List<Problem> problems(
      InstanceDesired desired, Observation<InstanceState> seen, Inventory read) {
    return problem(desired, seen, read).stream().toList();
  }

  private static Optional<Problem> problem(
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
    return isOn(desired)
        .filter(on -> on)
        .flatMap(
            on -> VmFirmware.refusal("secure boot", NewerFeature.SECURE_BOOT, desired, seen, read))
        .map(why -> new Problem(ofFlavor(desired).isPresent() ? "flavor" : "image", why));
  }

  @Override
  public List<Change> changes(Optional<Boolean> wanted, Protection seen, Vm vm) {
    boolean has = seen.secureBoot();
    return wanted
        .filter(on -> on != has)
        .map(on -> Change.inPlace(FIELD, String.valueOf(has), String.valueOf(on)))
        .map(change -> vm.cold(change, "secure boot is switched while it is off"))
        .stream()
        .toList();
  }

  @Override
  public void create(Optional<Boolean> wanted, Protection template, CreateDraft draft) {
    put(wanted, template, draft.config());
  }

  @Override
  public void update(
      Optional<Boolean> wanted, Protection seen, Vm vm, List<Change> what, ReconfigureDraft draft) {
    put(wanted, seen, draft.config());
  }

  /**
   * Puts it into a spec where it is not as it is wanted.
   *
   * @param has of the VM or its template
   */
  private static void put(Optional<Boolean> wanted, Protection has, VirtualMachineConfigSpec spec) {
    wanted
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
