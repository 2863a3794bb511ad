package dev.provision.vsphere.rights;

import java.util.Objects;

/**
 * An account or group that a playbook gives a permission.
 *
 * @param on the object, as the playbook has it
 */
public record AccountOn(String on, Principal principal) {
  public AccountOn {
    Objects.requireNonNull(on);
    Objects.requireNonNull(principal);
  }
}
