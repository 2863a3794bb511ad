/**
 * What was read of a vCenter: items, their paths and marks, and the search by name. Answers of the
 * property collector go in; a snapshot that kinds look things up in comes out. It writes nothing.
 */
package dev.provision.vsphere.inventory;
