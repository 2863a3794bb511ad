/**
 * The disks of a VM: its own, the volumes that it is lent, and the storage policies and keys of
 * both.
 */
package dev.provision.modules.instances.disks;
