/**
 * Decides where VMs and volumes go, for all of a plan at once, before anything is made. Needs go
 * in; hosts and datastores, or the reasons of a refusal, come out.
 */
package dev.provision.vsphere.placement;
