/**
 * How we hold a vCenter or an ESXi host: the seam ({@link dev.provision.vsphere.wire.Vim25}) and
 * its transport, the session, one snapshot of the inventory, and one wait for all tasks. In goes a
 * connection, out comes an {@code Inventory} to read and a {@code VsphereWriter} to write.
 */
package dev.provision.vsphere;
