package dev.provision.vsphere.kind;

import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.places.HardwareOffers;
import java.util.Optional;

/**
 * Features of a VM that came after vSphere 6.0, with the version of the virtual hardware that they
 * need. The versions of the API are from its own type information, those of the hardware from
 * VMware's "Hardware Features Available with Virtual Machine Compatibility Settings".
 */
public enum NewerFeature {
  NVME("an NVMe controller", 13, "6.5"),
  PVRDMA("a NIC of model pvrdma", 13, "6.5"),
  SECURE_BOOT("secure boot", 13, "6.5"),
  TPM("a virtual TPM", 14, "6.7"),
  ENCRYPTION("encryption", 0, "6.5");

  private final String what;
  private final int hardware;
  private final String since;

  NewerFeature(String what, int hardware, String since) {
    this.what = what;
    this.hardware = hardware;
    this.since = since;
  }

  /**
   * Why a VM on this server cannot have the feature; empty when it can.
   *
   * @param version of the VM's virtual hardware, {@code vmx-19}; empty while it is unknown, and
   *     then not checked
   */
  public Optional<String> refusal(Inventory read, String version) {
    if (!read.version().isAtLeast(since)) {
      return Optional.of(
          what + " needs vSphere " + since + ", and this server speaks API " + read.version());
    }
    int has = HardwareOffers.number(version);
    return has == 0 || has >= hardware
        ? Optional.empty()
        : Optional.of(what + " needs hardware version vmx-" + hardware + ", and it has " + version);
  }
}
