package dev.provision.vsphere.kind;

/** A declaration that may need a key provider, which is read only then. */
public interface NeedsKeys {
  boolean needsKeys();
}
