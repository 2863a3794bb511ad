package dev.provision.modules.pools;

import dev.provision.spi.schema.Default;
import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Refers;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.HasActivities;
import java.util.Optional;
import java.util.Set;

/** {@code gold: {parent: prod, cpu: {shares: high, reservation: 8 GHz}}}. */
@Doc("A resource pool. What is left out of it is not compared; a new one gets the server's own.")
public record PoolSpec(
    @Doc(
            "What it stands in: a resource pool, a cluster or a host, by name or path; the"
                + " connection's cluster when left out.")
        @Refers("resource_pools")
        Optional<Ref> parent,
    @Doc("What its VMs get of the processors, in MHz or GHz.") Optional<AllocationSpec> cpu,
    @Doc("What its VMs get of the memory; a bare number is of MiB.")
        Optional<AllocationSpec> memory,
    @Doc("Its inventory path, for one that is only looked up and not called so.")
        Optional<PlaceName> path,
    @Doc("Whether it is only looked up, never made or deleted.") @Default("false") boolean existing)
    implements HasActivities {

  /** {@code {shares: high, reservation: 32 GiB, limit: unlimited}}. */
  @Doc("What a resource pool gives out ({@code ResourceAllocationInfo}).")
  public record AllocationSpec(
      @Doc("How much it gets of what is short: low, normal, high, or a number.")
          Optional<String> shares,
      @Doc("What it gets in any case.") Optional<String> reservation,
      @Doc("What it gets at most; `unlimited` for all there is.") Optional<String> limit,
      @Doc("Whether a reservation may take from what is above, when its own is given out.")
          Optional<Boolean> expandable) {}

  @Override
  public Set<Activity> activities(VcenterSpec connection) {
    return existing ? Set.of() : PoolKind.ACTIVITIES;
  }
}
