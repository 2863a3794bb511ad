/**
 * Data objects of a host's time that are newer than yavijava. Their fields come from the vSphere
 * API reference; {@code NewerTypes} names each.
 */
package dev.provision.vsphere.newer.time;
