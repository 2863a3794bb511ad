package dev.provision.modules.servergroups;

import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Shorthand;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.exported.ServerGroup.Policy;
import dev.provision.vsphere.kind.Activities;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.HasActivities;
import java.util.Set;

/** One entry of {@code server_groups}. */
@Doc("Instances that are to share a host, or to have a host each.")
public record ServerGroupSpec(
    @Doc(
            "affinity: all on one host; anti-affinity: each on a different host; the soft"
                + " forms: as far as there is room.")
        @Shorthand
        Policy policy)
    implements HasActivities {

  @Override
  public Set<Activity> activities(VcenterSpec connection) {
    return Activities.set(Activities.SERVER_GROUPS);
  }
}
