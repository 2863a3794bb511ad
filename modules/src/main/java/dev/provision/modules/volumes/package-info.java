/**
 * Volumes: disks that outlive their instances. Input: datastore folders and the disks of VMs.
 * Output: a {@code VolumeRef}.
 */
package dev.provision.modules.volumes;
