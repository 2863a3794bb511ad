package dev.provision.vsphere.kind;

import dev.provision.vsphere.connection.VcenterSpec;
import java.util.Set;

/**
 * A declaration that knows what the program does in a vCenter for it, now or when it changes later.
 */
public interface HasActivities {
  /**
   * @param connection the other settings of the connection can change how something is done
   */
  Set<Activity> activities(VcenterSpec connection);
}
