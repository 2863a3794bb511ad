package dev.provision.modules.instances.size;

import com.vmware.vim25.VirtualMachineConfigSpec;
import dev.provision.modules.instances.vm.CreateDraft;
import dev.provision.modules.instances.vm.FlavorExtras;
import dev.provision.modules.instances.vm.Part;
import dev.provision.modules.instances.vm.Protection;
import dev.provision.modules.instances.vm.ReconfigureDraft;
import dev.provision.modules.instances.vm.Seen;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.spi.Change;
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
 * and the image's {@code os_secure_boot}. If neither says anything, the VM keeps what it has.
 */
public final class VmSecureBoot implements Part<Hardware, FlavorExtras> {
  static final String FIELD = "secure_boot";

  @Override
  public Set<String> properties() {
    return Protection.PROPERTIES;
  }

  @Override
  public boolean has(String field) {
    return field.equals(FIELD);
  }

  @Override
  public boolean isOfFlavor() {
    return true;
  }

  private static Optional<SecureBoot> ofFlavor(Hardware wanted) {
    return wanted.sizing().extraSpecs().text(ExtraSpec.SECURE_BOOT).flatMap(SecureBoot::of);
  }

  private static Optional<SecureBoot> ofImage(Hardware wanted) {
    return wanted.madeOf().image().traits().hardware().secureBoot();
  }

  /**
   * What flavor and image say together: {@code optional} loses against the other's word. Alone it
   * means: if the firmware is EFI.
   */
  private static Optional<SecureBoot> said(Hardware wanted) {
    return ofFlavor(wanted)
        .filter(word -> word != SecureBoot.OPTIONAL)
        .or(() -> ofImage(wanted))
        .or(() -> ofFlavor(wanted));
  }

  private static Optional<Boolean> isOn(Hardware wanted) {
    return said(wanted)
        .map(
            word ->
                word == SecureBoot.REQUIRED
                    || word == SecureBoot.OPTIONAL && VmFirmware.isEfi(wanted.madeOf()));
  }

  @Override
  public List<Problem> problems(Hardware wanted, Seen<FlavorExtras> seen, Inventory read) {
    return problem(wanted, seen, read).stream().toList();
  }

  private static Optional<Problem> problem(
      Hardware wanted, Seen<FlavorExtras> seen, Inventory read) {
    Optional<SecureBoot> flavor = ofFlavor(wanted).filter(word -> word != SecureBoot.OPTIONAL);
    Optional<SecureBoot> image = ofImage(wanted).filter(word -> word != SecureBoot.OPTIONAL);
    if (flavor.isPresent() && image.isPresent() && flavor.get() != image.get()) {
      return Optional.of(
          new Problem(
              "flavor",
              "flavor `"
                  + wanted.sizing().flavor()
                  + "` says os:secure_boot="
                  + flavor.get().word()
                  + ", image `"
                  + wanted.madeOf().image().image()
                  + "` says os_secure_boot="
                  + image.get().word()));
    }
    return isOn(wanted)
        .filter(on -> on)
        .flatMap(
            on ->
                VmFirmware.refusal(
                    "secure boot", NewerFeature.SECURE_BOOT, wanted, seen.part(), read))
        .map(why -> new Problem(ofFlavor(wanted).isPresent() ? "flavor" : "image", why));
  }

  @Override
  public List<Change> changes(Hardware wanted, FlavorExtras seen, Vm vm) {
    boolean has = seen.protection().secureBoot();
    return isOn(wanted)
        .filter(on -> on != has)
        .map(on -> Change.inPlace(FIELD, String.valueOf(has), String.valueOf(on)))
        .map(change -> vm.cold(change, "secure boot is switched while it is off"))
        .stream()
        .toList();
  }

  @Override
  public void create(Hardware wanted, FlavorExtras template, CreateDraft draft) {
    put(wanted, template.protection(), draft.config());
  }

  @Override
  public void update(
      Hardware wanted, FlavorExtras seen, Vm vm, List<Change> what, ReconfigureDraft draft) {
    put(wanted, seen.protection(), draft.config());
  }

  /**
   * Switches secure boot if it is not as declared.
   *
   * @param has what the VM or its template has
   */
  private static void put(Hardware wanted, Protection has, VirtualMachineConfigSpec spec) {
    isOn(wanted)
        .filter(on -> on != has.secureBoot())
        .ifPresent(
            on -> {
              SecureBootOptions boot = new SecureBootOptions();
              boot.efiSecureBootEnabled = on;
              if (on) {
                // a clone inherits it from the image, but vcsim's clones do not
                spec.setFirmware(Protection.EFI);
              }
              spec.setBootOptions(boot);
            });
  }
}
