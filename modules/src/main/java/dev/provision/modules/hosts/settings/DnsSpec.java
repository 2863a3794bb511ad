package dev.provision.modules.hosts.settings;

import dev.provision.spi.schema.Doc;
import java.util.List;
import java.util.Optional;

/** {@code dns: {servers: [10.0.0.53], domain: example.com}}. */
@Doc("The names of a host, and where it looks up others: of its default TCP/IP stack.")
public record DnsSpec(
    @Doc("Its own name, without the domain.") Optional<String> hostname,
    @Doc("Its domain.") Optional<String> domain,
    @Doc("All its DNS servers, in order.") Optional<List<String>> servers,
    @Doc("All domains in which it looks for short names, in order.") Optional<List<String>> search,
    @Doc("Whether DHCP sets all of these; it needs `nic` then.") Optional<Boolean> dhcp,
    @Doc("The VMkernel adapter whose DHCP server is asked, vmk0.") Optional<String> nic) {
  /** What DHCP gives and nobody can set beside it. */
  boolean isStatic() {
    return hostname.isPresent() || domain.isPresent() || servers.isPresent() || search.isPresent();
  }
}
