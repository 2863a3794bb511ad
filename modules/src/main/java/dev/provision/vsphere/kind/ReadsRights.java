package dev.provision.vsphere.kind;

/**
 * A kind that needs the roles and permissions of the server. They are read where one is declared,
 * or where the journal says that the environment owns one.
 */
public interface ReadsRights {}
