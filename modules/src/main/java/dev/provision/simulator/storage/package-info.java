/**
 * Datastores, their files and disks, uploads to them, and storage policies. Which files a VM holds
 * is read from the VM's stored properties.
 */
package dev.provision.simulator.storage;
