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
        Optional<Access> access,
    @Doc(
            "The VMkernel adapter that hosts reach the server over, vmk1; any when left out. Since"
                + " vSphere 8.0 U1.")
        Optional<String> vmknic,
    @Doc("How many TCP connections each host has to the server. Since vSphere 8.0 U1.")
        Optional<Integer> connections) {}
