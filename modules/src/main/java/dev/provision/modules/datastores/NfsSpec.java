package dev.provision.modules.datastores;

import dev.provision.spi.schema.Doc;
import java.util.Optional;

/** {@code nfs: {server: nas.example.com, path: /vol/one}}. */
@Doc("An export of an NFS server, mounted with NFS 3.")
public record NfsSpec(
    @Doc(
            "The server, by the same name or address for all hosts: another spelling is another"
                + " datastore to them.")
        String server,
    @Doc("The path that the server exports.") String path,
    @Doc("What hosts may do; read-write for a new datastore when left out.")
        Optional<Access> access) {}
