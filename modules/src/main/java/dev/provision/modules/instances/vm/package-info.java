/**
 * What a VM is and what is wanted of it, as values; what it means to be a part of it, and the
 * drafts that its parts write into. In goes what the snapshot holds, out come slices of it.
 */
package dev.provision.modules.instances.vm;
