/**
 * The network that a host itself uses: its VMkernel adapters, what they are used for, the way that
 * vCenter manages the host, and how that is changed without losing the host.
 */
package dev.provision.vsphere.kind.hostnet;
