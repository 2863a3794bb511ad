package dev.provision.vsphere.kind;

/** A declaration that may name an EVC mode; those of the vCenter are read only then. */
public interface NamesEvcMode {
  boolean namesEvcMode();
}
