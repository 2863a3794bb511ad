package dev.provision.vsphere.kind;

import dev.provision.vsphere.inventory.PlaceName;
import java.util.Set;

/**
 * A kind that searches datastores for volumes of an environment. The search runs when one of its
 * resources is declared, when a VM of the environment has a volume, and when undeclared resources
 * are deleted or shown; for other plans a search of every datastore costs too much.
 */
public interface SurveysDatastores<S extends Record, D, O> extends VsphereKind<S, D, O> {
  /**
   * Names or paths of datastores to search for a declaration, even if the connection does not allow
   * them.
   */
  Set<PlaceName> volumeDatastores(S spec);

  /** Paths of disks that a declaration looks for, {@code [nas1] old/data.vmdk}. */
  Set<String> volumeDisks(S spec);
}
