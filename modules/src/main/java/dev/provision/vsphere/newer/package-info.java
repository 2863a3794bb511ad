/**
 * Data objects of vSphere that are newer than yavijava's schema (6.0), each with the version that
 * brought it. An older server never sends them and refuses them, so check the version before you
 * send one. Their fields have the order of the API's own type information.
 */
package dev.provision.vsphere.newer;
