/**
 * Data objects of vSphere that are newer than yavijava's schema (6.0), each with the version that
 * brought it. A server that is older never sends them and refuses them; what uses one asks first.
 * The order of their fields is that of the API's own type information.
 */
package dev.provision.vsphere.newer;
