package dev.provision.vsphere.connection;

import dev.provision.vsphere.files.FileWires;
import dev.provision.vsphere.wire.SoapTransport;
import dev.provision.vsphere.wire.Vim25;

/**
 * The far end of a connection: a vCenter that lives in this process.
 *
 * @param name what messages call it
 * @param wire as {@link SoapTransport} is one
 * @param dropSession forgets the session on our side
 * @param files where uploads go
 * @param close after the logout
 */
public record FarEnd(
    String name, Vim25 wire, Runnable dropSession, FileWires files, Runnable close) {}
