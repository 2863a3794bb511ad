/**
 * The kind {@code instances}: VMs that are cloned from images. In go declarations and the snapshot;
 * out come differences, and one clone or one reconfigure with everything in it. Each class decides
 * about one part of a VM: its size, its disks, its NICs, its power, its guest's data, its marks,
 * its place.
 */
package dev.provision.modules.instances;
