/**
 * What people do to VMs by a command of their own: snapshots, reverting, rebooting, rescue,
 * console.
 */
package dev.provision.modules.instances.operations;
