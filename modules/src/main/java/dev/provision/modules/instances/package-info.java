/**
 * The kind {@code instances}: VMs that are cloned from images or booted from volumes. In go
 * declarations and the snapshot; out come differences, and one clone or one reconfigure with
 * everything in it. A VM has one ordered list of parts ({@code parts.InstanceParts}). The rooms of
 * the parts know the values of {@code vm} alone; {@code parts} puts a whole VM together of their
 * records, and {@code make} and {@code operations} work on whole VMs.
 */
package dev.provision.modules.instances;
