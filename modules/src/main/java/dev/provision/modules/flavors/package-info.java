/** Flavors: a value in the playbook, never an object in vCenter. Output: a {@code Sizing}. */
package dev.provision.modules.flavors;
