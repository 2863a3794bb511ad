package dev.provision.modules.servergroups;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.exported.ServerGroup.Policy;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The desired state of one server group.
 *
 * @param members by address; the VM is empty until it exists
 * @param absent the group should have no rules
 */
record GroupDesired(
    Address address,
    EnvironmentId environment,
    Policy policy,
    Map<Address, Optional<ManagedObjectReference>> members,
    VcenterSpec connection,
    boolean absent) {
  GroupDesired {
    members = Collections.unmodifiableMap(new TreeMap<>(members));
  }
}
