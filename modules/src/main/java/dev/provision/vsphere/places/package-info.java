/**
 * The places of a connection: datacenters, clusters, hosts, datastores and pools, and what they
 * offer. Input: an inventory and a connection. Output: facts.
 */
package dev.provision.vsphere.places;
