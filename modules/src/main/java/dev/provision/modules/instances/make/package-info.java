/** The calls that make, change, move and remove it. */
package dev.provision.modules.instances.make;
