package dev.provision.vsphere.kind;

import java.util.Set;

/**
 * A kind that looks for an environment's volumes on datastores. They are listed when one of its
 * resources is declared, when a VM of the environment has some, and when what is not declared is to
 * be deleted or shown: a search on every datastore is too dear for the other plans.
 */
public interface SurveysDatastores<S extends Record, D, O> extends VsphereKind<S, D, O> {
  /**
   * Names or paths of datastores on which a declaration wants volumes to be looked for, whatever
   * the connection allows.
   */
  Set<String> volumeDatastores(S spec);

  /** Paths of disks, {@code [nas1] old/data.vmdk}, that a declaration wants looked for. */
  Set<String> volumeDisks(S spec);
}
