package dev.provision.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import java.util.Objects;

/**
 * A network that a NIC can be backed by.
 *
 * @param network its name in the playbook
 * @param ref the {@code Network} or {@code DistributedVirtualPortgroup}
 * @param name its name in vCenter
 * @param switchUuid of a distributed port group's switch; empty for a standard one
 * @param portgroupKey of a distributed port group; empty for a standard one
 */
public record PortGroupRef(
    String network,
    ManagedObjectReference ref,
    String name,
    String switchUuid,
    String portgroupKey) {
  public PortGroupRef {
    Objects.requireNonNull(ref);
  }

  public boolean isDistributed() {
    return !portgroupKey.isEmpty();
  }
}
