package dev.provision.simulator.lab;

import dev.provision.spi.schema.Default;
import dev.provision.spi.schema.Doc;

/** A role that an account has on an object. */
public record LabPermission(
    @Doc("The path of the object; / for the root folder.") String on,
    @Doc("The account or group: DOMAIN\\name or name@domain.") String principal,
    @Doc("Whether it is a group.") @Default("false") boolean group,
    @Doc("The name of the role.") String role,
    @Doc("Whether it counts for what is in the object too.") @Default("true") boolean propagate) {}
