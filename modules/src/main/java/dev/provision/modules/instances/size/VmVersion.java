package dev.provision.modules.instances.size;

import dev.provision.modules.instances.vm.FlavorExtras;
import dev.provision.modules.instances.vm.InstanceSpec.Power;
import dev.provision.modules.instances.vm.MadeOf;
import dev.provision.modules.instances.vm.NicModel;
import dev.provision.modules.instances.vm.Part;
import dev.provision.modules.instances.vm.Seen;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.modules.instances.vm.VmField;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.spi.Problem;
import dev.provision.vsphere.exported.ExtraSpec;
import dev.provision.vsphere.exported.TemplateRef;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.NewerFeature;
import dev.provision.vsphere.places.HardwareOffers;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The version of a VM's virtual hardware, from {@code vmware:hw_version}. A clone has its source's
 * version; {@code UpgradeVM_Task} raises it while the VM is off, and nothing lowers it. So if a
 * clone needs a newer version, the clone call does not switch it on, and its first boot is with the
 * declared version.
 */
public final class VmVersion implements Part<Hardware, String> {
  @Override
  public Set<String> properties() {
    return Set.of(FlavorExtras.VERSION);
  }

  @Override
  public boolean has(String field) {
    return field.equals(VmField.HW_VERSION.field());
  }

  @Override
  public boolean isOfFlavor() {
    return true;
  }

  static int number(String version) {
    return Integer.parseInt(version.substring("vmx-".length()));
  }

  private static boolean isVersion(String text) {
    return ExtraSpec.HW_VERSION.wrong(text).isEmpty();
  }

  @Override
  public List<Change> changes(Hardware wanted, String has, Vm vm) {
    return change(wanted.declaredVersion(), has, vm).stream().toList();
  }

  private static Optional<Change> change(Optional<String> wanted, String has, Vm vm) {
    return wanted
        .filter(version -> isVersion(has) && number(version) != number(has))
        .map(
            version -> {
              Change change = VmField.HW_VERSION.changes(has, version);
              if (number(version) < number(has)) {
                return change.with(Effect.REFUSED, "a hardware version is never lowered");
              }
              return vm.power() == Power.OFF
                  ? change
                  : change.with(
                      Effect.NEEDS_POWER_OFF, "the hardware version is raised while it is off");
            });
  }

  /**
   * Versions that a clone of the image cannot have or that no host can run, and a NIC that needs a
   * newer one.
   */
  @Override
  public List<Problem> problems(Hardware wanted, Seen<String> seen, Inventory read) {
    return Stream.of(
            refusal(wanted, read)
                .filter(why -> seen.isAbsent())
                .or(() -> notOffered(wanted, seen, read))
                .map(why -> new Problem("flavor", why)),
            newerCard(wanted, read))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Problem> newerCard(Hardware wanted, Inventory read) {
    return wanted.nics().stream()
        .filter(nic -> nic.model().equals(NicModel.PVRDMA.word()))
        .findFirst()
        .flatMap(
            nic ->
                NewerFeature.PVRDMA
                    .refusal(read, wanted.versionWhenMade())
                    .map(why -> new Problem("networks." + nic.name() + ".model", why)));
  }

  static Optional<String> ofImage(MadeOf madeOf) {
    return madeOf
        .image()
        .vm()
        .map(vm -> FlavorExtras.read(vm, List.of()).version())
        .filter(VmVersion::isVersion);
  }

  /** Why no host can run the declared version; a VM that already has it may keep it. */
  private static Optional<String> notOffered(Hardware wanted, Seen<String> seen, Inventory read) {
    Optional<String> declared = wanted.declaredVersion();
    boolean has =
        seen.vm().isPresent() && change(declared, seen.part().get(), seen.vm().get()).isEmpty();
    return has
        ? Optional.empty()
        : declared
            .flatMap(new HardwareOffers(wanted.connection(), read)::versionRefusal)
            .map(why -> "flavor `" + wanted.sizing().flavor() + "`: " + why);
  }

  /** Why no clone of the image can have the declared version. */
  private static Optional<String> refusal(Hardware wanted, Inventory read) {
    if (wanted.madeOf().bootsFromVolume()) {
      return Optional.empty(); // it is no clone, so it can be made with any version
    }
    TemplateRef image = wanted.madeOf().image();
    Optional<String> has = ofImage(wanted.madeOf());
    Optional<String> made =
        image.vm().isPresent()
            ? Optional.empty()
            : image
                .traits()
                .hardware()
                .version()
                .or(() -> new HardwareOffers(wanted.connection(), read).made());
    return wanted
        .declaredVersion()
        .filter(
            version -> has.or(() -> made).filter(own -> number(version) < number(own)).isPresent())
        .map(
            version ->
                "flavor `"
                    + wanted.sizing().flavor()
                    + "` wants hardware version "
                    + version
                    + ", image `"
                    + image.image()
                    + (has.isPresent()
                        ? "` has " + has.get()
                        : "` is about to be made with " + made.get())
                    + ", and a hardware version is never lowered"
                    + (image.isImported() ? "; give the image `hw_version: " + version + "`" : ""));
  }
}
