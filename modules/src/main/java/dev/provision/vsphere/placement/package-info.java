/**
 * Decides where VMs and volumes go, for a whole plan at once, before anything is created. Input:
 * needs. Output: hosts and datastores, or the reasons of a refusal.
 */
package dev.provision.vsphere.placement;
