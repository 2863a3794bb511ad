/**
 * The provider for vCenters and ESXi hosts, and its sessions: to read, to write, and to rehearse on
 * a copy. Input: a connection. Output: an {@code Inventory} to read and a {@code VsphereWriter} to
 * write.
 */
package dev.provision.vsphere;
