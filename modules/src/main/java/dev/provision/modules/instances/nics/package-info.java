/** The NICs of a VM: what is wrong with their declaration, what differs, and what is written. */
package dev.provision.modules.instances.nics;
