package dev.provision.modules.datastoreclusters;

import dev.provision.spi.schema.Default;
import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Reference;
import dev.provision.spi.schema.Refers;
import java.util.List;

/** {@code web-apart: {apart: [web-1, web-2]}}. */
@Doc("A rule of a datastore cluster. Others are left alone.")
public record PodRuleSpec(
    @Doc(
            "Instances whose disks are on different datastores, two or more; a name with `count`"
                + " means all its instances. VMs of others in the rule stay. An empty list takes the"
                + " rule away.")
        @Refers(value = "instances", order = Reference.Order.USES_EACH)
        List<Ref> apart,
    @Doc("Whether Storage DRS applies it.") @Default("true") boolean enabled) {}
