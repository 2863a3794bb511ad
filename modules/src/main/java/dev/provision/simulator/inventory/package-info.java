/**
 * What all entities share: names and their end, folders, datacenters, finding, custom attributes.
 * What is special about a type comes in as {@link dev.provision.simulator.server.EntityKind}.
 */
package dev.provision.simulator.inventory;
