package dev.provision.vsphere.kind.object;

/** A declaration that may say that the data of an object goes with it; its mark says so too. */
public interface DestroysData {
  boolean destroysData();
}
