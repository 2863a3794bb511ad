package dev.provision.modules.permissions;

import dev.provision.spi.schema.Default;
import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Refers;
import java.util.Optional;

/** {@code apps: {on: /DC1/vm/apps, principal: 'EXAMPLE\app-team', group: true, role: operator}}. */
@Doc(
    "A role that an account has on an object. Permissions of other accounts on the object stay as"
        + " they are, unless `exclusive` is true.")
public record PermissionSpec(
    @Doc("The object, by name or path; `/` for the root folder. It may be one that the play makes.")
        String on,
    @Doc("The account or group: DOMAIN\\name or name@domain; upper and lower case are the same.")
        String principal,
    @Doc("Whether it is a group.") @Default("false") boolean group,
    @Doc("The role, by name.") @Refers("roles") Ref role,
    @Doc("Whether it counts for what is in the object too; a new one does when left out.")
        Optional<Boolean> propagate,
    @Doc(
            "Whether only the permissions of this playbook stand on the object; those of others on"
                + " it are removed, inherited ones stay.")
        @Default("false")
        boolean exclusive) {}
