/**
 * What all entities share: renaming, destroying, folders, datacenters, searching, custom
 * attributes. What is special about a type is given by its {@link
 * dev.provision.simulator.server.EntityKind}.
 */
package dev.provision.simulator.inventory;
