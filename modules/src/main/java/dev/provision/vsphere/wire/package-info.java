/**
 * How calls reach a vCenter: the interface {@link dev.provision.vsphere.wire.Vim25}, SOAP over TLS
 * at its end, and what stands between: read-only, recording, logging in again. Calls go in;
 * results, typed faults and transport failures come out.
 */
package dev.provision.vsphere.wire;
