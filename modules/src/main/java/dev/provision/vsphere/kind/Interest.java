package dev.provision.vsphere.kind;

import dev.provision.vsphere.exported.IpText;
import java.util.Set;

/**
 * Which VMs the snapshot has to read in full for a declaration, besides its own.
 *
 * @param vms names, inventory paths or instanceUuids (lower case) of VMs and templates; {@code
 *     sha256:…} for all images made from these bytes
 * @param addresses in the form of {@link IpText#canonical}: VMs that have one of these
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
