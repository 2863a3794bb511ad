package dev.provision.vsphere.kind;

import dev.provision.spi.Fitted;
import dev.provision.spi.trait.Versioned;
import dev.provision.vsphere.exported.Meaning;
import dev.provision.vsphere.inventory.Inventory;
import java.util.List;
import java.util.Set;

/** A kind with fields that only some versions of the API support. */
public interface HasMeanings<S extends Record, D, O>
    extends VsphereKind<S, D, O>, Versioned<S, D, O, Inventory, VsphereWriter> {
  /**
   * The declared fields that only some versions support; {@link #without} removes them for other
   * versions. Pure.
   */
  List<Meaning> meanings(D desired);

  /**
   * The same desired state without these fields, as if they were not declared; their values on the
   * server stay as they are. Pure.
   *
   * @param fields names from {@link #meanings}
   */
  D without(D desired, Set<String> fields);

  @Override
  default Fitted<D> fitted(D desired, Inventory read) {
    return Meaning.fit(desired, meanings(desired), this::without, read.version());
  }
}
