package dev.provision.modules.datastores;

import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Secret;

/** {@code kerberos: {user: nfs@EXAMPLE.COM, password: ...}}. */
@Doc("The account with which hosts prove who they are to servers of NFS 4.1.")
public record KerberosSpec(
    @Doc(
            "Its name. A host has one for all its exports; one that has another refuses to mount"
                + " this export.")
        String user,
    @Doc("Its password. It is given to a host that has no account yet, and never compared.")
        Secret password) {}
