package dev.provision.vsphere.kind;

/** A declaration that may need a key provider; they are read where one does, and only there. */
public interface NeedsKeys {
  boolean needsKeys();
}
