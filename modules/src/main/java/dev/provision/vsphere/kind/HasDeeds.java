package dev.provision.vsphere.kind;

import dev.provision.vsphere.connection.VcenterSpec;
import java.util.Set;

/** A declaration that says what is done to a vCenter for it, now or when it is changed later. */
public interface HasDeeds {
  /**
   * @param connection what of it is declared too may change the way in which something is done
   */
  Set<Deed> deeds(VcenterSpec connection);
}
