/** Flavors: a value in the playbook, never an object in vCenter. Out goes a {@code Sizing}. */
package dev.provision.modules.flavors;
