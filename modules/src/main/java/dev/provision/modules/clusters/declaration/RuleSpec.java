package dev.provision.modules.clusters.declaration;

import dev.provision.spi.schema.Default;
import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.OneOf;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Reference;
import dev.provision.spi.schema.Refers;
import java.util.List;
import java.util.Optional;

/**
 * {@code web-apart: {apart: [web-1, web-2]}}, {@code db-left: {vms: databases, on: left}}, {@code
 * web-late: {start: webs, after: databases}}.
 */
@Doc("A DRS rule of a cluster.")
@OneOf({"apart", "together", "vms", "start"})
public record RuleSpec(
    @Doc(
            "Instances that must run on different hosts; a name with `count` means all"
                + " its instances.")
        @Refers(value = "instances", order = Reference.Order.USES_EACH)
        Optional<List<Ref>> apart,
    @Doc("Instances that must run on the same host.")
        @Refers(value = "instances", order = Reference.Order.USES_EACH)
        Optional<List<Ref>> together,
    @Doc("A group from `vm_groups` that must run `on` or `off` a group of hosts.")
        Optional<String> vms,
    @Doc("The group from `host_groups` to run on.") Optional<String> on,
    @Doc("The group from `host_groups` not to run on.") Optional<String> off,
    @Doc("A group from `vm_groups` that HA starts only `after` another.") Optional<String> start,
    @Doc("The group from `vm_groups` that starts first.") Optional<String> after,
    @Doc("Whether the rule is mandatory; a new rule is not when this is left out.")
        Optional<Boolean> must,
    @Doc("Whether DRS applies it.") @Default("true") boolean enabled) {
  /** Whether DRS keeps it; HA keeps the order in which groups start. */
  public boolean needsDrs() {
    return start.isEmpty();
  }
}
