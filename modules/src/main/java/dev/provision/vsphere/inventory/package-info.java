/**
 * What was read from a vCenter: items, their paths and marks, and the search by name. Input:
 * answers of the property collector. Output: a snapshot for the kinds. It writes nothing.
 */
package dev.provision.vsphere.inventory;
