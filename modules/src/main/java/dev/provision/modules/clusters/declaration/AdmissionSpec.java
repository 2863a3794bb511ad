package dev.provision.modules.clusters.declaration;

import dev.provision.spi.schema.Bare;
import dev.provision.spi.schema.DataSize;
import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Reference;
import dev.provision.spi.schema.Refers;
import dev.provision.spi.schema.Shorthand;
import java.util.List;
import java.util.Optional;

/**
 * {@code none}, {@code {host_failures: 1}}, {@code {percent: {cpu: 25, memory: 25}}}, {@code
 * {percent: auto, host_failures: 1}}, {@code {failover_hosts: [esx-3]}}.
 */
@Doc("What HA keeps free for the VMs of failed hosts.")
public record AdmissionSpec(
    @Doc("`none`: it keeps nothing free.") @Shorthand Optional<Nothing> keep,
    @Doc("How many hosts may fail; alone, slots are kept for their VMs.")
        Optional<Integer> hostFailures,
    @Doc("The size of such a slot; that of the largest VM when left out.") Optional<SlotSpec> slot,
    @Doc("The part of the resources to keep; `auto` computes it from `host_failures`.")
        Optional<PercentSpec> percent,
    @Doc("The hosts that are kept free; the whole list.")
        @Refers(value = "hosts", order = Reference.Order.USES_EACH)
        Optional<List<Ref>> failoverHosts,
    @Doc("How much slower VMs may be after a failure, in percent, before vCenter warns.")
        Optional<Integer> performanceLoss) {
  /** The word for no admission control. */
  public enum Nothing {
    NONE
  }

  /** The word for percentages that the server computes. */
  public enum Computed {
    AUTO
  }

  /** {@code {cpu: 500, memory: 2 GiB}}. */
  @Doc("The size of a slot.")
  public record SlotSpec(
      @Doc("CPU, in MHz.") int cpu, @Doc("Memory.") @Bare("MiB") DataSize memory) {}

  /** {@code auto}, or {@code {cpu: 25, memory: 25}}. */
  @Doc("A part of the cluster's resources.")
  public record PercentSpec(
      @Doc("`auto`: vCenter computes it.") @Shorthand Optional<Computed> computed,
      @Doc("Of the CPUs, in percent.") Optional<Integer> cpu,
      @Doc("Of the memory, in percent.") Optional<Integer> memory) {}

  /** What it is that is kept free. */
  public enum Sort {
    NONE("none"),
    SLOTS("slots"),
    PERCENT("percentages"),
    COMPUTED("computed percentages"),
    HOSTS("failover hosts");

    private final String words;

    Sort(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /** Empty when only details are declared. */
  public Optional<Sort> sort() {
    if (keep.isPresent()) {
      return Optional.of(Sort.NONE);
    }
    if (failoverHosts.isPresent()) {
      return Optional.of(Sort.HOSTS);
    }
    if (percent.isPresent()) {
      return Optional.of(percent.get().computed().isPresent() ? Sort.COMPUTED : Sort.PERCENT);
    }
    return hostFailures.map(hosts -> Sort.SLOTS);
  }
}
