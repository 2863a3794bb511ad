/**
 * What a flavor asks of the hardware of a VM besides disks: CPUs, memory, version, quotas, video
 * memory, secure boot, TPM.
 */
package dev.provision.modules.instances.size;
