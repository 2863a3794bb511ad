package dev.provision.vsphere.kind;

import dev.provision.spi.Fitted;
import dev.provision.spi.trait.Versioned;
import dev.provision.vsphere.exported.Meaning;
import dev.provision.vsphere.inventory.Inventory;
import java.util.List;
import java.util.Set;

/** A kind with fields that mean something in some versions of the API only. */
public interface HasMeanings<S extends Record, D, O>
    extends VsphereKind<S, D, O>, Versioned<S, D, O, Inventory, VsphereWriter> {
  /**
   * What is declared here and means something in some versions only; {@link #without} leaves it out
   * where it does not. Pure.
   */
  List<Meaning> meanings(D desired);

  /**
   * The same without these fields, as if they were not declared; what a server holds of them is
   * left alone. Pure.
   *
   * @param fields of {@link #meanings}
   */
  D without(D desired, Set<String> fields);

  @Override
  default Fitted<D> fitted(D desired, Inventory read) {
    return Meaning.fit(desired, meanings(desired), this::without, read.version());
  }
}
