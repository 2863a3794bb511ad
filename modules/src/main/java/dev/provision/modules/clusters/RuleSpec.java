package dev.provision.modules.clusters;

import dev.provision.spi.schema.Default;
import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.OneOf;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Reference;
import dev.provision.spi.schema.Refers;
import java.util.List;
import java.util.Optional;

/** {@code web-apart: {apart: [web-1, web-2]}}, {@code db-left: {vms: databases, on: left}}. */
@Doc("A DRS rule of a cluster.")
@OneOf({"apart", "together", "vms"})
public record RuleSpec(
    @Doc("Instances that run on a host each; a name with `count` stands for all of them.")
        @Refers(value = "instances", order = Reference.Order.USES_EACH)
        Optional<List<Ref>> apart,
    @Doc("Instances that run on one host.")
        @Refers(value = "instances", order = Reference.Order.USES_EACH)
        Optional<List<Ref>> together,
    @Doc("A group of `vm_groups` that is kept `on` or `off` a group of hosts.")
        Optional<String> vms,
    @Doc("The group of `host_groups` that they run on.") Optional<String> on,
    @Doc("The group of `host_groups` that they do not run on.") Optional<String> off,
    @Doc("Whether it is kept at any price; false when it is made without.") Optional<Boolean> must,
    @Doc("Whether DRS keeps it.") @Default("true") boolean enabled) {}
