package dev.provision.modules.hosts.settings;

import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.OneOrMore;
import java.util.List;
import java.util.Optional;

/** {@code sshServer: {enabled: true, allowed: [10.0.0.0/24]}}. */
@Doc("A ruleset of a host's firewall.")
public record RulesetSpec(
    @Doc("Whether it lets traffic through.") Optional<Boolean> enabled,
    @Doc("From where: `all`, or all the addresses and networks that there shall be.") @OneOrMore
        Optional<List<String>> allowed) {}
