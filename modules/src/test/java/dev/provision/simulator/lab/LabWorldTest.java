package dev.provision.simulator.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.ClusterConfigInfoEx;
import com.vmware.vim25.ClusterGroupInfo;
import com.vmware.vim25.ClusterHostGroup;
import com.vmware.vim25.ClusterVmGroup;
import com.vmware.vim25.ClusterVmHostRuleInfo;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ResourceAllocationInfo;
import com.vmware.vim25.ResourceConfigSpec;
import dev.provision.simulator.Bench;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LabWorldTest {
  private Bench bench;

  @BeforeEach
  void start() throws Exception {
    bench =
        Bench.of(
            """
            folders: [europe/north]
            datacenters:
              DC0:
                folder: europe
                folders: {vm: [prod/web], host: [racks], datastore: [fast], network: [lan]}
                clusters:
                  C0:
                    folder: racks/a
                    hosts: {esx: {count: 2}}
                    pools:
                      prod: {cpu_reservation: 1000, memory_limit: 4 GiB, shares: high}
                      prod/web: {}
                    host_groups: {left: [esx-1]}
                    vm_groups: {golden: [ubuntu]}
                    rules:
                      pinned: {vm_group: golden, host_group: left, mandatory: true}
                      away: {vm_group: golden, host_group: left, away: true}
                datastores: {ds1: {size: 100 GiB, folder: fast}}
                networks:
                  VM Network: {folder: lan}
                  dvpg: {distributed_switch: dvs, folder: lan/dvs}
                templates: {ubuntu: {folder: golden, network: VM Network}}
            """);
  }

  @Test
  void foldersAreDeclaredInAllTreesAndThingsInThem() throws Exception {
    for (String path :
        new String[] {
          "europe/north",
          "europe/DC0/vm/prod/web",
          "europe/DC0/vm/golden/ubuntu",
          "europe/DC0/host/racks/a/C0/esx-2",
          "europe/DC0/datastore/fast/ds1",
          "europe/DC0/network/lan/VM Network",
          "europe/DC0/network/lan/dvs/dvs",
          "europe/DC0/network/lan/dvs/dvpg"
        }) {
      assertThat(bench.find(path)).as(path).isNotNull();
    }
    ManagedObjectReference[] hosts =
        (ManagedObjectReference[])
            bench.read(bench.find("europe/DC0/network/lan/VM Network"), "host");
    assertThat(hosts).hasSize(2);
  }

  @Test
  void poolsAreNestedAndHaveTheirShares() throws Exception {
    String root = "europe/DC0/host/racks/a/C0/Resources";
    ResourceConfigSpec prod = (ResourceConfigSpec) bench.read(bench.find(root + "/prod"), "config");
    ResourceAllocationInfo cpu = prod.getCpuAllocation();
    assertThat(cpu.getReservation()).isEqualTo(1000L);
    assertThat(cpu.getShares().getShares()).isEqualTo(8000);
    assertThat(prod.getMemoryAllocation().getLimit()).isEqualTo(4096L);
    assertThat(bench.read(bench.find(root + "/prod/web"), "config.memoryAllocation.limit"))
        .isEqualTo(-1L);
  }

  @Test
  void clustersHaveGroupsAndRulesBetweenThem() throws Exception {
    ClusterConfigInfoEx config =
        (ClusterConfigInfoEx)
            bench.read(bench.find("europe/DC0/host/racks/a/C0"), "configurationEx");
    assertThat(config.getGroup())
        .extracting(ClusterGroupInfo::getName)
        .containsExactly("left", "golden");
    assertThat(((ClusterHostGroup) config.getGroup()[0]).getHost())
        .containsExactly(bench.find("europe/DC0/host/racks/a/C0/esx-1"));
    assertThat(((ClusterVmGroup) config.getGroup()[1]).getVm())
        .containsExactly(bench.find("europe/DC0/vm/golden/ubuntu"));
    ClusterVmHostRuleInfo pinned = (ClusterVmHostRuleInfo) config.getRule()[0];
    assertThat(pinned.getMandatory()).isTrue();
    assertThat(pinned.getAffineHostGroupName()).isEqualTo("left");
    assertThat(((ClusterVmHostRuleInfo) config.getRule()[1]).getAntiAffineHostGroupName())
        .isEqualTo("left");
  }
}
