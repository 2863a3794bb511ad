package dev.provision.modules.hosts.settings;

import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.OneOrMore;
import java.util.List;
import java.util.Optional;

/** {@code sshServer: {enabled: true, allowed: [10.0.0.0/24]}}. */
@Doc("A ruleset of a host's firewall.")
public record RulesetSpec(
    @Doc("Whether it lets traffic through.") Optional<Boolean> enabled,
    @Doc("Where traffic may come from: `all`, or the whole list of addresses and networks.")
        @OneOrMore
        Optional<List<String>> allowed) {}
