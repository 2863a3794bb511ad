package dev.provision.modules.licenses;

import dev.provision.spi.schema.Default;
import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Refers;
import java.util.List;

/** {@code {clusters: [prod], hosts: [esx1], vcenter: true}}. */
@Doc("What a license is assigned to.")
public record AssignSpec(
    @Doc("Clusters, by name or path, with all their hosts.") @Refers("clusters") List<Ref> clusters,
    @Doc("Hosts.") @Refers("hosts") List<Ref> hosts,
    @Doc("Whether the vCenter itself has it.") @Default("false") boolean vcenter) {
  static final AssignSpec NOTHING = new AssignSpec(List.of(), List.of(), false);

  public AssignSpec {
    clusters = List.copyOf(clusters);
    hosts = List.copyOf(hosts);
  }
}
