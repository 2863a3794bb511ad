package dev.provision.simulator.compute;

import static dev.provision.simulator.Bench.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.ConcurrentAccess;
import com.vmware.vim25.DuplicateName;
import com.vmware.vim25.InvalidArgument;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ResourceAllocationInfo;
import com.vmware.vim25.ResourceConfigSpec;
import com.vmware.vim25.ResourcePoolCreatedEvent;
import com.vmware.vim25.SharesInfo;
import com.vmware.vim25.SharesLevel;
import dev.provision.simulator.Bench;
import dev.provision.vsphere.newer.ScalingPoolSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResourcePoolTest {
  private static final String ROOT = "DC0/host/C0/Resources";

  private Bench bench;

  @BeforeEach
  void start() throws Exception {
    bench = Bench.of(Bench.LAB);
  }

  private static ResourceAllocationInfo share(SharesLevel level, long reservation, long limit) {
    ResourceAllocationInfo info = new ResourceAllocationInfo();
    info.setReservation(reservation);
    info.setExpandableReservation(true);
    info.setLimit(limit);
    info.setShares(new SharesInfo());
    info.getShares().setLevel(level);
    return info;
  }

  private static ResourceConfigSpec spec(SharesLevel level) {
    ResourceConfigSpec spec = new ResourceConfigSpec();
    spec.setCpuAllocation(share(level, 0, -1));
    spec.setMemoryAllocation(share(level, 0, -1));
    return spec;
  }

  @Test
  void poolsAreMadeInPoolsAndAnEventTellsByWhom() throws Exception {
    ManagedObjectReference outer =
        bench.api.createResourcePool(bench.find(ROOT), "prod", spec(SharesLevel.high));
    ManagedObjectReference inner =
        bench.api.createResourcePool(outer, "web", spec(SharesLevel.low));

    assertThat(bench.find(ROOT + "/prod/web")).isEqualTo(inner);
    assertThat(bench.read(outer, "config.cpuAllocation.shares.shares")).isEqualTo(8000);
    assertThat(bench.read(inner, "config.memoryAllocation.shares.shares")).isEqualTo(81_920);
    ResourcePoolCreatedEvent event =
        (ResourcePoolCreatedEvent) bench.lastEvent(ResourcePoolCreatedEvent.class);
    assertThat(event.getUserName()).isEqualTo("root");
    assertThat(event.getResourcePool().getResourcePool()).isEqualTo(inner);
    assertThat(event.getParent().getName()).isEqualTo("prod");
  }

  @Test
  void refusesWhatTheApiRefuses() throws Exception {
    ManagedObjectReference root = bench.find(ROOT);
    ManagedObjectReference outer =
        bench.api.createResourcePool(root, "prod", spec(SharesLevel.normal));
    ManagedObjectReference inner =
        bench.api.createResourcePool(outer, "web", spec(SharesLevel.normal));
    refused(
        DuplicateName.class,
        "The name 'prod' already exists.",
        () -> bench.api.createResourcePool(root, "prod", spec(SharesLevel.normal)));
    ResourceConfigSpec bad = spec(SharesLevel.normal);
    bad.setCpuAllocation(share(SharesLevel.normal, 2000, 1000));
    refused(
        InvalidArgument.class,
        "A specified parameter was not correct: spec.cpuAllocation: the reservation is above the"
            + " limit",
        () -> bench.api.createResourcePool(root, "test", bad));
    refused(
        InvalidArgument.class,
        "A specified parameter was not correct: list: `prod` cannot go into itself",
        () -> bench.api.moveIntoResourcePool(inner, new ManagedObjectReference[] {outer}));
    ResourceConfigSpec stale = spec(SharesLevel.normal);
    stale.setChangeVersion("0");
    refused(
        ConcurrentAccess.class,
        "The configuration was changed meanwhile.",
        () -> bench.api.updateConfig(outer, "prod", stale));
  }

  @Test
  void whatIsInAPoolThatGoesIsInTheOneAbove() throws Exception {
    ManagedObjectReference outer =
        bench.api.createResourcePool(bench.find(ROOT), "prod", spec(SharesLevel.normal));
    bench.api.createResourcePool(outer, "web", spec(SharesLevel.normal));

    bench.done(bench.api.destroy_Task(outer));

    assertThat(bench.find(ROOT + "/web")).isNotNull();
  }

  @Test
  void aPoolScalesTheSharesBelowItUnlessAnAncestorDoes() throws Exception {
    ScalingPoolSpec scaling = new ScalingPoolSpec();
    scaling.setCpuAllocation(share(SharesLevel.normal, 0, -1));
    scaling.setMemoryAllocation(share(SharesLevel.normal, 0, -1));
    scaling.scaleDescendantsShares = ScalingPoolSpec.ON;
    ManagedObjectReference outer = bench.api.createResourcePool(bench.find(ROOT), "prod", scaling);
    ManagedObjectReference inner =
        bench.api.createResourcePool(outer, "web", spec(SharesLevel.normal));

    assertThat(bench.read(outer, "config.scaleDescendantsShares")).isEqualTo(ScalingPoolSpec.ON);
    assertThat(bench.read(inner, "config.scaleDescendantsShares")).isEqualTo(ScalingPoolSpec.OFF);
    refused(
        InvalidArgument.class,
        "A specified parameter was not correct: spec.scaleDescendantsShares: `prod` scales its"
            + " shares already",
        () -> bench.api.updateConfig(inner, null, scaling));
  }
}
