package dev.provision.modules.permissions;

import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.rights.Principal;
import dev.provision.vsphere.rights.RoleRef;
import java.util.Optional;

/**
 * A permission as it should be.
 *
 * @param on as the playbook has it
 * @param account the principal as the playbook writes it
 * @param exclusive whether permissions of others on the object are removed
 */
record PermissionDesired(
    Address address,
    EnvironmentId environment,
    VcenterSpec vcenter,
    String on,
    String account,
    Principal principal,
    RoleRef role,
    Optional<Boolean> propagate,
    boolean exclusive,
    boolean protect) {}
