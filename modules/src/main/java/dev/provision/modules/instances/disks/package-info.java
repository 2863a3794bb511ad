/** The disks of a VM: its own and the attached volumes, their storage policies, and encryption. */
package dev.provision.modules.instances.disks;
