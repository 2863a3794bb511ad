package dev.provision.vsphere.exported;

import java.util.Optional;

/**
 * The virtual hardware that an image asks for: of its template, which may not exist yet, and of its
 * instances.
 *
 * @param version of the template's virtual hardware, {@code vmx-13}, as the playbook says; empty
 *     for the server's default
 * @param firmware bios or efi, as the playbook or the file says; empty for the server's choice
 * @param secureBoot of its instances, Glance's {@code os_secure_boot}; {@code OPTIONAL} when only
 *     an OVF turns it on; empty to leave it as it is
 * @param tpm whether its instances must have a virtual TPM, Glance's {@code hw_tpm_version}
 */
public record ImageHardware(
    Optional<String> version,
    Optional<String> firmware,
    Optional<SecureBoot> secureBoot,
    boolean tpm) {
  /** For an image that says nothing. */
  public static final ImageHardware UNSAID =
      new ImageHardware(Optional.empty(), Optional.empty(), Optional.empty(), false);
}
