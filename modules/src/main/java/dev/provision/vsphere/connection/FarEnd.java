package dev.provision.vsphere.connection;

import dev.provision.vsphere.files.FileWires;
import dev.provision.vsphere.rest.Rest;
import dev.provision.vsphere.wire.SoapTransport;
import dev.provision.vsphere.wire.Vim25;

/**
 * The server's end of a connection to a vCenter in this process.
 *
 * @param name what messages call it
 * @param wire carries the calls, as {@link SoapTransport} does for a real server
 * @param dropSession makes our side forget the session
 * @param files where uploads go
 * @param rest carries requests to its REST API
 * @param close runs after the logout
 * @param hosts the hosts that it could add
 */
public record FarEnd(
    String name,
    Vim25 wire,
    Runnable dropSession,
    FileWires files,
    Rest rest,
    Runnable close,
    NearHosts hosts) {}
