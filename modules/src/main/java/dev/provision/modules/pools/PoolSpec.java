package dev.provision.modules.pools;

import dev.provision.spi.schema.Default;
import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Refers;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.HasActivities;
import java.util.Optional;
import java.util.Set;

/** {@code gold: {parent: prod, cpu: {shares: high, reservation: 8 GHz}}}. */
@Doc("A resource pool. What is left out of it is not compared; a new one gets the server's own.")
public record PoolSpec(
    @Doc(
            "What contains it: a resource pool, a cluster or a host, by name or path; the"
                + " connection's cluster when left out.")
        @Refers("resource_pools")
        Optional<Ref> parent,
    @Doc("CPU for its VMs, in MHz or GHz.") Optional<AllocationSpec> cpu,
    @Doc("Memory for its VMs; a number without a unit is in MiB.") Optional<AllocationSpec> memory,
    @Doc("Its inventory path, for one that is only looked up and has another name.")
        Optional<String> path,
    @Doc("Whether it is only looked up, never created or deleted.") @Default("false")
        boolean existing)
    implements HasActivities {

  /** {@code {shares: high, reservation: 32 GiB, limit: unlimited}}. */
  @Doc("What a resource pool gives out ({@code ResourceAllocationInfo}).")
  public record AllocationSpec(
      @Doc(
              "How much it gets when there is not enough for all: low, normal, high, or a"
                  + " number.")
          Optional<String> shares,
      @Doc("How much is guaranteed.") Optional<String> reservation,
      @Doc("The most that it may use, or `unlimited`.") Optional<String> limit,
      @Doc("Whether it may borrow from its parent when its own reservation is used up.")
          Optional<Boolean> expandable) {}

  @Override
  public Set<Activity> activities(VcenterSpec connection) {
    return existing ? Set.of() : PoolKind.ACTIVITIES;
  }
}
