package dev.provision.modules.hosts.settings;

/** The settings of a host as a playbook declares them; the spec of a host has them as fields. */
public interface DeclaredSettings {}
