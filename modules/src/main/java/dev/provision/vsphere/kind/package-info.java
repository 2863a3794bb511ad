/**
 * The face towards kinds: what a kind of a vCenter implements, and the writer with which it changes
 * one.
 */
package dev.provision.vsphere.kind;
