package dev.provision.modules.datastores;

import dev.provision.spi.schema.Default;
import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.OneOrMore;
import dev.provision.spi.schema.Shorthand;
import dev.provision.vsphere.inventory.PlaceName;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** {@code hosts: [esx1, esx2]}, {@code hosts: all} or {@code hosts: {cluster: prod}}. */
@Doc("Hosts: names or paths, `all` for those of the datacenter, or a cluster.")
public record HostsSpec(
    @Doc("The hosts, by name or path; `all` for all hosts of the datacenter.") @Shorthand @OneOrMore
        List<PlaceName> names,
    @Doc("A cluster, whose hosts are meant too.") Optional<PlaceName> cluster,
    @Doc("Whether no other host has it; false leaves others alone.") @Default("true")
        boolean exclusive) {
  private static final String ALL = "all";

  /** The same with other names. */
  HostsSpec called(UnaryOperator<PlaceName> other) {
    return new HostsSpec(names.stream().map(other).toList(), cluster, exclusive);
  }

  /** Whether hosts are meant that it does not name. */
  boolean isOpen() {
    return isAll() || cluster.isPresent();
  }

  boolean isAll() {
    return names.stream().anyMatch(name -> name.text().equals(ALL));
  }
}
