/** How an ESXi host is reached that a vCenter does not have yet. */
package dev.provision.vsphere.kind.joining;
