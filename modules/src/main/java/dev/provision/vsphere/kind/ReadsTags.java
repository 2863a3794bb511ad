package dev.provision.vsphere.kind;

/**
 * A kind that needs the tags of the vCenter. They are read where one is declared, where an object
 * is declared to have some, and where undeclared resources are deleted.
 */
public interface ReadsTags {}
