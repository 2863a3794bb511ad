package dev.provision.modules.instances.size;

import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualMachineCloneSpec;
import dev.provision.modules.instances.vm.CreateDraft;
import dev.provision.modules.instances.vm.FlavorExtras;
import dev.provision.modules.instances.vm.Part;
import dev.provision.modules.instances.vm.Protection;
import dev.provision.modules.instances.vm.ReconfigureDraft;
import dev.provision.modules.instances.vm.Seen;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.spi.Change;
import dev.provision.spi.Problem;
import dev.provision.vsphere.exported.DeviceEdit;
import dev.provision.vsphere.exported.ExtraSpec;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.KeyProviders;
import dev.provision.vsphere.kind.NewerFeature;
import dev.provision.vsphere.newer.TpmCloneSpec;
import dev.provision.vsphere.newer.VirtualTPM;
import dev.provision.vsphere.wire.ApiVersion;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A virtual TPM 2.0, from the flavor's {@code hw:tpm_version} and the image's {@code
 * hw_tpm_version}. It is never removed, since its content would be lost.
 */
public final class VmTpm implements Part<Hardware, FlavorExtras> {
  static final String FIELD = "tpm";

  /** The only version that vSphere supports. */
  private static final String VERSION = "2.0";

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

  private static boolean isOfFlavor(Hardware wanted) {
    return wanted.sizing().extraSpecs().has(ExtraSpec.TPM_VERSION);
  }

  private static boolean isWanted(Hardware wanted) {
    return isOfFlavor(wanted) || wanted.madeOf().image().traits().hardware().tpm();
  }

  @Override
  public List<Problem> problems(Hardware wanted, Seen<FlavorExtras> seen, Inventory read) {
    return problem(wanted, seen, read).stream().toList();
  }

  private static Optional<Problem> problem(
      Hardware wanted, Seen<FlavorExtras> seen, Inventory read) {
    if (!isWanted(wanted)) {
      return Optional.empty();
    }
    return VmFirmware.refusal("a virtual TPM", NewerFeature.TPM, wanted, seen.part(), read)
        .or(
            () ->
                KeyProviders.refusal(read)
                    .map(why -> "a virtual TPM needs a key provider, and " + why))
        .map(why -> new Problem(isOfFlavor(wanted) ? "flavor" : "image", why));
  }

  @Override
  public List<Change> changes(Hardware wanted, FlavorExtras seen, Vm vm) {
    return isWanted(wanted) && !seen.protection().tpm()
        ? List.of(
            vm.cold(
                Change.inPlace(FIELD, Change.ABSENT, VERSION),
                "a virtual TPM is added while it is off"))
        : List.of();
  }

  @Override
  public void create(Hardware wanted, FlavorExtras template, CreateDraft draft) {
    if (draft.isClone()) {
      edit(wanted, template.protection(), draft.newKey()).ifPresent(draft::put);
    }
  }

  @Override
  public void update(
      Hardware wanted, FlavorExtras seen, Vm vm, List<Change> what, ReconfigureDraft draft) {
    edit(wanted, seen.protection(), draft.newKey()).ifPresent(draft::put);
  }

  /**
   * Adds the TPM if it is wanted and missing.
   *
   * @param has what the VM or its template has
   */
  private static Optional<VirtualDeviceConfigSpec> edit(
      Hardware wanted, Protection has, int newKey) {
    if (!isWanted(wanted) || has.tpm()) {
      return Optional.empty();
    }
    VirtualTPM device = new VirtualTPM();
    device.setKey(newKey);
    return Optional.of(DeviceEdit.add(device));
  }

  /**
   * An empty clone spec that gives the clone a new, empty TPM if the template has one. Servers
   * before 8.0 can only copy the TPM with its secrets.
   */
  public static VirtualMachineCloneSpec cloneSpec(Protection template, ApiVersion spoken) {
    if (!template.tpm() || !spoken.isAtLeast("8.0.0.1")) {
      return new VirtualMachineCloneSpec();
    }
    TpmCloneSpec spec = new TpmCloneSpec();
    spec.tpmProvisionPolicy = "replace";
    return spec;
  }
}
