/**
 * The interface between this provider and its kinds: what a kind of vCenter objects implements, and
 * the writer with which it changes them.
 */
package dev.provision.vsphere.kind;
