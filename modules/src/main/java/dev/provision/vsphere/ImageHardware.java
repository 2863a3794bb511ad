package dev.provision.vsphere;

import java.util.Optional;

/**
 * What is known of the machine that an image's template is, before there is one.
 *
 * @param version of its virtual hardware, {@code vmx-13}, as the playbook says; empty for what the
 *     server makes VMs with
 * @param firmware bios or efi, as the playbook or the file says; empty for what the server chooses
 */
public record ImageHardware(Optional<String> version, Optional<String> firmware) {
  /** Of an image that says nothing. */
  public static final ImageHardware UNSAID = new ImageHardware(Optional.empty(), Optional.empty());
}
