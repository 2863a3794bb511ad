package dev.provision.vsphere.kind;

import java.util.Optional;

/** A declaration that needs to know for whom the lockdown of a host does not hold. */
public interface ReadsLockdown {
  /**
   * The name or path of the host in vCenter; empty when it needs not to know.
   *
   * @param name of the declaration
   */
  Optional<String> lockedHost(String name);
}
