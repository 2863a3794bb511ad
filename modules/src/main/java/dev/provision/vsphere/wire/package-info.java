/**
 * How calls reach a vCenter: the seam {@link dev.provision.vsphere.wire.Vim25}, SOAP over TLS at
 * its end, and what stands between: read-only, recording, login anew. Calls go in; results, typed
 * faults and transport failures come out.
 */
package dev.provision.vsphere.wire;
