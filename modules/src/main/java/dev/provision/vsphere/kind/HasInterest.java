package dev.provision.vsphere.kind;

import dev.provision.spi.Declaration;
import dev.provision.spi.EnvironmentId;

/** A kind whose declarations need details of VMs other than their own. */
public interface HasInterest<S extends Record, D, O> extends VsphereKind<S, D, O> {
  /** The VMs this declaration needs, besides the one with its instanceUuid. */
  Interest interest(Declaration<S> declaration, EnvironmentId environment);
}
