/**
 * Volumes: disks that outlive the instances that have them. In come datastore folders and the disks
 * of VMs; out goes a {@code VolumeRef}.
 */
package dev.provision.modules.volumes;
