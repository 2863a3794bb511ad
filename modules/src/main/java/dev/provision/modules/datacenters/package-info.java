/** Datacenters, which everything else stands in. */
package dev.provision.modules.datacenters;
