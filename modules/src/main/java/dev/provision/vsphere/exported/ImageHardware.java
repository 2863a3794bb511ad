package dev.provision.vsphere.exported;

import java.util.Optional;

/**
 * What an image's words say of the machine, of its template before there is one and of the
 * instances.
 *
 * @param version of the template's virtual hardware, {@code vmx-13}, as the playbook says; empty
 *     for what the server makes VMs with
 * @param firmware bios or efi, as the playbook or the file says; empty for what the server chooses
 * @param secureBoot of its instances, Glance's {@code os_secure_boot}; optional where only an OVF
 *     says that it is on; empty to leave it
 * @param tpm whether its instances must have a virtual TPM, Glance's {@code hw_tpm_version}
 */
public record ImageHardware(
    Optional<String> version,
    Optional<String> firmware,
    Optional<SecureBoot> secureBoot,
    boolean tpm) {
  /** Of an image that says nothing. */
  public static final ImageHardware UNSAID =
      new ImageHardware(Optional.empty(), Optional.empty(), Optional.empty(), false);
}
