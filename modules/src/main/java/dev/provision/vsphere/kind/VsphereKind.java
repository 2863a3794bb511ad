package dev.provision.vsphere.kind;

import dev.provision.spi.ManagedKind;
import dev.provision.vsphere.inventory.Inventory;
import java.util.Map;
import java.util.Set;

/** A managed kind of this provider. */
public interface VsphereKind<S extends Record, D, O>
    extends ManagedKind<S, D, O, Inventory, VsphereWriter> {
  /** Where it is written whose one is. */
  Carrier carrier();

  /**
   * Properties that it reads of every object of a type, by wire name of the type. Read in the light
   * pass, so these are few and small. Names and parents are always read.
   */
  default Map<String, Set<String>> lightProperties() {
    return Map.of();
  }

  /** Properties that it reads of VMs that are read in full. */
  default Set<String> fullProperties() {
    return Set.of();
  }
}
