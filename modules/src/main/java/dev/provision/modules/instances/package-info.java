/**
 * The kind {@code instances}: VMs that are cloned from images or booted from volumes. In go
 * declarations and the snapshot; out come differences, and one clone or one reconfigure with
 * everything in it. A VM has one ordered list of parts ({@code make.InstanceParts}); the parts
 * stand in rooms of their own and know the values of {@code vm} alone.
 */
package dev.provision.modules.instances;
