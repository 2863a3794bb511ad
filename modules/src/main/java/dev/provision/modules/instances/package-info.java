/**
 * The kind {@code instances}: VMs that are cloned from images or booted from volumes. In go
 * declarations and the inventory snapshot; out come differences, and one clone or one reconfigure
 * with everything in it. A VM has one ordered list of parts ({@code parts.InstanceParts}). The
 * packages of the parts only know the values of {@code vm}; {@code parts} combines their records
 * into a whole VM, and {@code make} and {@code operations} work on whole VMs.
 */
package dev.provision.modules.instances;
