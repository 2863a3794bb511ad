/** The list of the parts of a VM, and the calls that make, change, move and remove it. */
package dev.provision.modules.instances.make;
