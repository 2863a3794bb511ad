package dev.provision.spi.trait;

import dev.provision.spi.ManagedKind;
import dev.provision.spi.Operation;
import java.util.List;

/** A kind with commands for existing resources, besides what is declared. */
public interface Operable<S extends Record, D, O, R, W> extends ManagedKind<S, D, O, R, W> {
  List<Operation<O, R, W>> operations();
}
