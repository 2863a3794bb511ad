/** The commands for existing VMs: snapshot, revert, reboot, rescue, console. */
package dev.provision.modules.instances.operations;
