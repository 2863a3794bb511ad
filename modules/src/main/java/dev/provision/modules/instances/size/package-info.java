/**
 * The hardware that a flavor asks for, without disks: CPUs, memory, version, quotas, video memory,
 * secure boot, TPM.
 */
package dev.provision.modules.instances.size;
