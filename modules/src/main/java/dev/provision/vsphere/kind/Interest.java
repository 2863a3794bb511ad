package dev.provision.vsphere.kind;

import dev.provision.vsphere.exported.IpText;
import java.util.Set;

/**
 * What a declaration wants the snapshot to read in full besides what its identity says.
 *
 * @param vms names, inventory paths or instanceUuids (lower case) of VMs and templates; {@code
 *     sha256:…} for all images that were made of these bytes
 * @param addresses as {@link IpText#canonical} has them: VMs that have one of these
 */
public record Interest(Set<String> vms, Set<String> addresses) {
  public static final Interest NONE = new Interest(Set.of());

  public Interest {
    vms = Set.copyOf(vms);
    addresses = Set.copyOf(addresses);
  }

  public Interest(Set<String> vms) {
    this(vms, Set.of());
  }
}
