/**
 * Data objects of hosts' networks and distributed switches that vim25 got after the library was
 * made. In and out: nothing but fields, as they go over the wire.
 */
package dev.provision.vsphere.newer.network;
