/** The calls that make, change, move and remove VMs. */
package dev.provision.modules.instances.make;
