package dev.provision.vsphere.kind;

import dev.provision.spi.Declaration;
import dev.provision.spi.EnvironmentId;

/** A kind of which a declaration wants VMs read in full besides its own. */
public interface HasInterest<S extends Record, D, O> extends VsphereKind<S, D, O> {
  /** What this one wants, besides the VM that has its instanceUuid. */
  Interest interest(Declaration<S> declaration, EnvironmentId environment);
}
