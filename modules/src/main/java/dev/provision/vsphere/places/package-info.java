/**
 * Where a connection leads: datacenters, clusters, hosts, datastores and pools, and what these
 * offer. An inventory and a connection go in; facts come out.
 */
package dev.provision.vsphere.places;
