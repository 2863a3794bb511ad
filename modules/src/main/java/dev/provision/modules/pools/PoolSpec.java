package dev.provision.modules.pools;

import dev.provision.spi.schema.Default;
import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Refers;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.kind.HasCustomAttributes;
import dev.provision.vsphere.kind.HasVsphereTags;
import dev.provision.vsphere.kind.TagsSpec;
import dev.provision.vsphere.kind.allocation.AllocationSpec;
import dev.provision.vsphere.kind.allocation.PoolRows;
import java.util.Map;
import java.util.Optional;

/** {@code gold: {parent: prod, cpu: {shares: high, reservation: 8 GHz}}}. */
@Doc(
    "A resource pool. A field that is left out is not compared; a new pool then has normal shares,"
        + " no reservation and no limit, and is expandable.")
public record PoolSpec(
    @Doc(
            "What contains it: a resource pool, a cluster or a host, by name or path; the"
                + " connection's cluster when left out.")
        @Refers("resource_pools")
        Optional<Ref> parent,
    @Doc("CPU for its VMs, in MHz or GHz.") Optional<AllocationSpec> cpu,
    @Doc("Memory for its VMs; a number without a unit is in MiB.") Optional<AllocationSpec> memory,
    @Doc(
            "Whether the shares of the pools in it grow with the VMs that they have, and so mean"
                + " shares for each VM.")
        Optional<Boolean> scalableShares,
    @Doc("Its inventory path, for one that is only looked up and has another name.")
        Optional<PlaceName> path,
    @Doc("Whether it is only looked up, never created or deleted.") @Default("false")
        boolean existing,
    @Doc("Values of custom attributes; others are left alone.") @Refers("custom_attributes")
        Map<Ref, String> customAttributes,
    @Doc("Tags of vCenter that it has, each with its category; others are left alone.")
        Optional<TagsSpec> vsphereTags)
    implements PoolRows.Fields, HasCustomAttributes, HasVsphereTags {}
