package dev.provision.modules.servergroups;

import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Shorthand;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.exported.ServerGroup.Policy;
import dev.provision.vsphere.kind.Deed;
import dev.provision.vsphere.kind.Deeds;
import dev.provision.vsphere.kind.HasDeeds;
import java.util.Set;

/** One entry of {@code server_groups}. */
@Doc("Instances that are to share a host, or to have a host each.")
public record ServerGroupSpec(
    @Doc(
            "affinity: all on one host; anti-affinity: each on a host of its own; the soft forms as"
                + " far as there is room.")
        @Shorthand
        Policy policy)
    implements HasDeeds {

  @Override
  public Set<Deed> deeds(VcenterSpec connection) {
    return Deeds.set(Deeds.SERVER_GROUPS);
  }
}
