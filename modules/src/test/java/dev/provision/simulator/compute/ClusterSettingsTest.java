package dev.provision.simulator.compute;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.ClusterConfigInfoEx;
import com.vmware.vim25.ClusterConfigSpecEx;
import com.vmware.vim25.ClusterDasAdmissionControlPolicy;
import com.vmware.vim25.ClusterDasConfigInfo;
import com.vmware.vim25.ClusterDpmConfigInfo;
import com.vmware.vim25.ClusterDrsConfigInfo;
import com.vmware.vim25.ClusterFailoverLevelAdmissionControlPolicy;
import com.vmware.vim25.ClusterFixedSizeSlotPolicy;
import com.vmware.vim25.EVCConfigFault;
import com.vmware.vim25.InsufficientFailoverResourcesFault;
import com.vmware.vim25.InvalidArgument;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.simulator.Bench;
import dev.provision.vsphere.newer.PercentPolicy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Settings of a simulated cluster, and what follows from them. */
class ClusterSettingsTest {
  private Bench bench;
  private ManagedObjectReference cluster;
  private ManagedObjectReference web;

  @BeforeEach
  void start() throws Exception {
    bench = Bench.of(Bench.LAB);
    cluster = bench.find("DC0/host/C0");
    web = bench.done(bench.clone("plain", "web", bench.cloneSpec("esx-1", "ds1")));
  }

  private ManagedObjectReference change(ClusterConfigSpecEx spec) throws Exception {
    return bench.api.reconfigureComputeResource_Task(cluster, spec, true);
  }

  private ManagedObjectReference admit(ClusterDasAdmissionControlPolicy policy) throws Exception {
    ClusterConfigSpecEx spec = new ClusterConfigSpecEx();
    spec.setDasConfig(new ClusterDasConfigInfo());
    spec.getDasConfig().setEnabled(true);
    spec.getDasConfig().setAdmissionControlEnabled(true);
    spec.getDasConfig().setAdmissionControlPolicy(policy);
    return change(spec);
  }

  private ClusterConfigInfoEx config() throws Exception {
    return (ClusterConfigInfoEx) bench.read(cluster, "configurationEx");
  }

  private static ClusterConfigSpecEx drs(boolean on) {
    ClusterConfigSpecEx spec = new ClusterConfigSpecEx();
    spec.setDrsConfig(new ClusterDrsConfigInfo());
    spec.getDrsConfig().setEnabled(on);
    return spec;
  }

  @Test
  void allPoolsGoWithDrsAndTheirVmsGoToTheRootPool() throws Exception {
    ManagedObjectReference root = bench.find("DC0/host/C0/Resources");
    ManagedObjectReference pool =
        bench.api.createResourcePool(root, "gold", ResourcePool.unlimited());
    bench.api.moveIntoResourcePool(pool, new ManagedObjectReference[] {web});

    bench.done(change(drs(false)));

    assertThat(bench.find("DC0/host/C0/Resources/gold")).isNull();
    assertThat(bench.read(web, "resourcePool")).isEqualTo(root);
  }

  @Test
  void powerManagementNeedsDrs() throws Exception {
    bench.done(change(drs(false)));
    ClusterConfigSpecEx spec = new ClusterConfigSpecEx();
    spec.setDpmConfig(new ClusterDpmConfigInfo());
    spec.getDpmConfig().setEnabled(true);

    assertThat(bench.fault(change(spec))).isInstanceOf(InvalidArgument.class);
  }

  @Test
  void percentagesAreTheServersOwnUnlessTheSpecSaysThatTheyAreGiven() throws Exception {
    PercentPolicy policy = new PercentPolicy();
    policy.setCpuFailoverResourcesPercent(25);
    policy.setMemoryFailoverResourcesPercent(30);
    bench.done(admit(policy));
    PercentPolicy computed = (PercentPolicy) config().getDasConfig().getAdmissionControlPolicy();
    policy.autoComputePercentages = false;
    bench.done(admit(policy));
    PercentPolicy given = (PercentPolicy) config().getDasConfig().getAdmissionControlPolicy();

    assertThat(computed.getCpuFailoverResourcesPercent()).isEqualTo(50);
    assertThat(given.getMemoryFailoverResourcesPercent()).isEqualTo(30);
  }

  @Test
  void aVmThatCouldNotBeRestartedElsewhereIsNotSwitchedOn() throws Exception {
    ClusterFailoverLevelAdmissionControlPolicy level =
        new ClusterFailoverLevelAdmissionControlPolicy();
    level.setFailoverLevel(1);
    ClusterFixedSizeSlotPolicy slot = new ClusterFixedSizeSlotPolicy();
    slot.setCpu(100);
    slot.setMemory(1 << 20);
    level.setSlotPolicy(slot);
    bench.done(admit(level));

    assertThat(bench.fault(bench.api.powerOnVM_Task(web, null)))
        .isInstanceOf(InsufficientFailoverResourcesFault.class);
    slot.setMemory(1024);
    bench.done(admit(level));
    bench.done(bench.api.powerOnVM_Task(web, null));
  }

  @Test
  void anEvcModeIsRefusedThatHostsLackOrThatARunningVmExceeds() throws Exception {
    ManagedObjectReference manager = bench.api.evcManager(cluster);

    assertThat(bench.fault(bench.api.configureEvcMode_Task(manager, "intel-sapphirerapids")))
        .isInstanceOf(EVCConfigFault.class);
    assertThat(bench.fault(bench.api.configureEvcMode_Task(manager, "intel-none")))
        .isInstanceOf(InvalidArgument.class);
    bench.done(bench.api.powerOnVM_Task(web, null));
    assertThat(bench.fault(bench.api.configureEvcMode_Task(manager, "intel-skylake")))
        .isInstanceOf(EVCConfigFault.class);
    bench.done(bench.api.powerOffVM_Task(web));
    bench.done(bench.api.configureEvcMode_Task(manager, "intel-skylake"));
  }
}
