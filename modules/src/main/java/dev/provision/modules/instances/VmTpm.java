package dev.provision.modules.instances;

import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualMachineCloneSpec;
import dev.provision.spi.Change;
import dev.provision.spi.Observation;
import dev.provision.spi.Problem;
import dev.provision.vsphere.exported.DeviceEdit;
import dev.provision.vsphere.exported.ExtraSpec;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.KeyProviders;
import dev.provision.vsphere.kind.NewerFeature;
import dev.provision.vsphere.newer.TpmCloneSpec;
import dev.provision.vsphere.newer.VirtualTPM;
import dev.provision.vsphere.wire.ApiVersion;
import java.util.Optional;

/**
 * A virtual TPM 2.0, from the flavor's {@code hw:tpm_version} and the image's {@code
 * hw_tpm_version}. Where neither names one, what a VM has is left alone: what a TPM holds goes with
 * it.
 */
final class VmTpm {
  static final String FIELD = "tpm";

  /** The only one that vSphere has. */
  private static final String VERSION = "2.0";

  private static final int NEW_KEY = -302;

  private VmTpm() {}

  private static boolean isOfFlavor(InstanceDesired desired) {
    return desired.sizing().extraSpecs().has(ExtraSpec.TPM_VERSION);
  }

  static boolean isWanted(InstanceDesired desired) {
    return isOfFlavor(desired) || desired.image().traits().hardware().tpm();
  }

  static Optional<Problem> problem(
      InstanceDesired desired, Observation<InstanceState> seen, Inventory read) {
    if (!isWanted(desired)) {
      return Optional.empty();
    }
    return VmFirmware.refusal("a virtual TPM", NewerFeature.TPM, desired, seen, read)
        .or(
            () ->
                KeyProviders.refusal(read)
                    .map(why -> "a virtual TPM needs a key provider, and " + why))
        .map(why -> new Problem(isOfFlavor(desired) ? "flavor" : "image", why));
  }

  static Optional<Change> change(InstanceDesired desired, InstanceState vm) {
    return isWanted(desired) && !vm.fittings().protection().tpm()
        ? Optional.of(
            VmSecureBoot.cold(
                Change.inPlace(FIELD, Change.ABSENT, VERSION),
                vm,
                "a virtual TPM is added while it is off"))
        : Optional.empty();
  }

  /**
   * What adds it where it is wanted and not there.
   *
   * @param has of the VM or its template
   */
  static Optional<VirtualDeviceConfigSpec> edit(InstanceDesired desired, Protection has) {
    if (!isWanted(desired) || has.tpm()) {
      return Optional.empty();
    }
    VirtualTPM device = new VirtualTPM();
    device.setKey(NEW_KEY);
    return Optional.of(DeviceEdit.add(device));
  }

  /**
   * An empty spec of a clone, whose own virtual TPM is new and empty where its template has one.
   * Servers before 8.0 can only copy it, secrets and all.
   */
  static VirtualMachineCloneSpec cloneSpec(Protection template, ApiVersion spoken) {
    if (!template.tpm() || !spoken.isAtLeast("8.0.0.1")) {
      return new VirtualMachineCloneSpec();
    }
    TpmCloneSpec spec = new TpmCloneSpec();
    spec.tpmProvisionPolicy = "replace";
    return spec;
  }
}
