package dev.provision.vsphere;

import java.util.Set;

/**
 * What a declaration wants the snapshot to read in full besides what its identity says.
 *
 * @param vms names, inventory paths or instanceUuids (lower case) of VMs and templates
 */
public record Interest(Set<String> vms) {
  public static final Interest NONE = new Interest(Set.of());

  public Interest {
    vms = Set.copyOf(vms);
  }
}
