package dev.provision.modules.instances.size;

import dev.provision.modules.instances.vm.FlavorExtras;
import dev.provision.modules.instances.vm.InstanceDesired;
import dev.provision.modules.instances.vm.InstanceSpec.Power;
import dev.provision.modules.instances.vm.InstanceState;
import dev.provision.modules.instances.vm.NicModel;
import dev.provision.modules.instances.vm.Part;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.modules.instances.vm.VmField;
import dev.provision.modules.instances.vm.VolumeBoot;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.spi.Observation;
import dev.provision.spi.Problem;
import dev.provision.vsphere.exported.ExtraSpec;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.NewerFeature;
import dev.provision.vsphere.places.HardwareOffers;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The version of a VM's virtual hardware, from {@code vmware:hw_version}. A clone has its source's;
 * {@code UpgradeVM_Task} raises it while the VM is off, and nothing lowers it. So a clone that must
 * rise is not switched on by the clone call: its first boot is with the version that is declared.
 */
public final class VmVersion implements Part<Optional<String>, String> {
  @Override
  public Set<String> properties() {
    return Set.of(FlavorExtras.VERSION);
  }

  @Override
  public Optional<String> wanted(InstanceDesired desired) {
    return declared(desired);
  }

  @Override
  public String seen(InstanceState vm) {
    return vm.flavorExtras().version();
  }

  @Override
  public boolean has(String field) {
    return field.equals(VmField.HW_VERSION.field());
  }

  @Override
  public boolean isOfFlavor() {
    return true;
  }

  public static Optional<String> declared(InstanceDesired desired) {
    return desired.sizing().extraSpecs().text(ExtraSpec.HW_VERSION);
  }

  private static int number(String version) {
    return Integer.parseInt(version.substring("vmx-".length()));
  }

  private static boolean isVersion(String text) {
    return ExtraSpec.HW_VERSION.wrong(text).isEmpty();
  }

  @Override
  public List<Change> changes(Optional<String> wanted, String has, Vm vm) {
    return change(wanted, has, vm).stream().toList();
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

  /** What of it no clone of the image can have, and no host can run. */
  @Override
  public List<Problem> problems(
      InstanceDesired desired, Observation<InstanceState> seen, Inventory read) {
    return Stream.of(
            refusal(desired, read)
                .filter(why -> seen instanceof Observation.Absent)
                .or(() -> unoffered(desired, seen, read))
                .map(why -> new Problem("flavor", why)),
            newerCard(desired, read))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Problem> newerCard(InstanceDesired desired, Inventory read) {
    return desired.nics().stream()
        .filter(nic -> nic.model().equals(NicModel.PVRDMA.word()))
        .findFirst()
        .flatMap(
            nic ->
                NewerFeature.PVRDMA
                    .refusal(read, made(desired))
                    .map(why -> new Problem("networks." + nic.name() + ".model", why)));
  }

  /** Whether a clone of the image has an older version than is wanted. */
  public static boolean mustRise(InstanceDesired desired) {
    Optional<String> has = VolumeBoot.is(desired.spec()) ? Optional.empty() : ofImage(desired);
    return declared(desired)
        .filter(version -> has.isPresent() && number(version) > number(has.get()))
        .isPresent();
  }

  private static Optional<String> ofImage(InstanceDesired desired) {
    return desired
        .image()
        .vm()
        .map((Item vm) -> FlavorExtras.read(vm, List.of()).version())
        .filter(VmVersion::isVersion);
  }

  /** The version that one has when it is made; empty when that is not known. */
  public static String made(InstanceDesired desired) {
    return declared(desired).or(() -> ofImage(desired)).orElse("");
  }

  /** Why no host can run what is declared; a version that it has already it may keep. */
  private static Optional<String> unoffered(
      InstanceDesired desired, Observation<InstanceState> seen, Inventory read) {
    boolean has =
        seen instanceof Observation.Present<InstanceState> there
            && change(declared(desired), there.state().flavorExtras().version(), there.state().vm())
                .isEmpty();
    return has
        ? Optional.empty()
        : declared(desired)
            .flatMap(new HardwareOffers(desired.connection(), read)::versionRefusal)
            .map(why -> "flavor `" + desired.sizing().flavor() + "`: " + why);
  }

  /** Why no clone of the image can have the version; for one that is to be made. */
  private static Optional<String> refusal(InstanceDesired desired, Inventory read) {
    if (VolumeBoot.is(desired.spec())) {
      return Optional.empty(); // it is no clone, so it is made with any
    }
    Optional<String> has = ofImage(desired);
    Optional<String> made =
        desired.image().vm().isPresent()
            ? Optional.empty()
            : desired
                .image()
                .traits()
                .hardware()
                .version()
                .or(() -> new HardwareOffers(desired.connection(), read).made());
    return declared(desired)
        .filter(
            version -> has.or(() -> made).filter(own -> number(version) < number(own)).isPresent())
        .map(
            version ->
                "flavor `"
                    + desired.sizing().flavor()
                    + "` wants hardware version "
                    + version
                    + ", image `"
                    + desired.image().image()
                    + (has.isPresent()
                        ? "` has " + has.get()
                        : "` is about to be made with " + made.get())
                    + ", and a hardware version is never lowered"
                    + (desired.image().isImported()
                        ? "; give the image `hw_version: " + version + "`"
                        : ""));
  }
}
