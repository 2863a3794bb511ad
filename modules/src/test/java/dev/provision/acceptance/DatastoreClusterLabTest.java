package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.ClusterAntiAffinityRuleSpec;
import com.vmware.vim25.ClusterRuleInfo;
import com.vmware.vim25.StorageDrsConfigInfo;
import com.vmware.vim25.StorageDrsVmConfigInfo;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a datastore cluster says of single machines, and runs that die; only a lab has these. */
class DatastoreClusterLabTest {
  private static final String POD = "/DC0/datastore/shared";

  @TempDir Path folder;
  private final SimulatorTarget target = new SimulatorTarget(SimulatorTarget.LAB);

  private static String site(String members) {
    return """
        name: ci
        vcenter: {simulator: lab.yml, datacenter: DC0, cluster: DC0_C0, datastores: [nfs1]}
        datastore_clusters:
          shared: {enabled: true, automation: manual, options: {IgnoreAffinityRulesForMaintenance: "1"}%s}
        datastores:
          nfs1: {nfs: {server: nas.lab, path: /vol/one}, hosts: {cluster: DC0_C0}, datastore_cluster: shared}
        volumes: {more: {size: 1 GiB}}
        images: {base: {template: /DC0/vm/DC0_SEED}}
        flavors: {small: {vcpus: 1, ram: 32 MiB, disk: 10 GiB}}
        instances:
          web: {count: 2, image: base, flavor: small, networks: {}}
          db: {image: base, flavor: small, networks: {}, volumes: {more: more}}
        """
        .formatted(members);
  }

  private StorageDrsConfigInfo config() {
    return target
        .vim()
        .property(
            target.stub().at(POD),
            "podStorageDrsEntry.storageDrsConfig",
            StorageDrsConfigInfo.class);
  }

  private ClusterAntiAffinityRuleSpec rule(String name) {
    ClusterRuleInfo[] rules = config().getPodConfig().getRule();
    return (ClusterAntiAffinityRuleSpec)
        Arrays.stream(rules).filter(each -> each.getName().equals(name)).findFirst().orElseThrow();
  }

  private StorageDrsVmConfigInfo override(String vm) {
    return Arrays.stream(config().getVmConfig())
        .filter(each -> each.getVm().equals(target.stub().at("/DC0/vm/ci/" + vm)))
        .findFirst()
        .orElseThrow();
  }

  private void nothingIsLeft(Provisioning provision) {
    assertThat(provision.plan().all()).contains("No changes.");
    target.resetCalls();
    Suite.converged(provision.apply());
    assertThat(target.mutating()).isEmpty();
  }

  @Test
  void itsRulesAndOverridesComeWithTheMachinesOfTheSameApply() {
    Provisioning provision =
        new Provisioning(
            target,
            folder,
            site(
                ", vm_overrides: {db: {automation: automated, disks_apart: true, keep_together:"
                    + " false}}, rules: {web-apart: {apart: [web]}}"));

    Provisioning.Ended plan = provision.plan();
    Suite.converged(provision.apply());

    assertThat(plan.steps()).contains("datastore_cluster.shared.members");
    assertThat(rule("web-apart").getVm()).hasSize(2);
    assertThat(override("db").getBehavior()).isEqualTo("automated");
    assertThat(override("db").getIntraVmAntiAffinity().getDiskId()).hasSize(2);
    assertThat(config().getPodConfig().getOption()).hasSize(1);
    nothingIsLeft(provision);
    Provisioning.Ended rehearsed = provision.run("rehearse");
    assertThat(rehearsed.out()).as(rehearsed.all()).contains("0 to create, 0 to change");

    provision.rewrite(
        site(
            ", vm_overrides: {db: {automation: cluster-default, disks_apart: false}}, rules:"
                + " {web-apart: {apart: [web, db], enabled: false}}"));
    assertThat(provision.plan().steps())
        .contains("vm_overrides.db.automation  automated -> cluster-default")
        .contains("vm_overrides.db.disks_apart  true -> false")
        .contains("rules.web-apart  web-1, web-2 -> db, web-1, web-2")
        .contains("rules.web-apart.enabled  true -> false");
    Suite.converged(provision.apply());
    assertThat(override("db").getBehavior()).isNull();
    assertThat(override("db").getIntraVmAffinity()).isFalse();
    nothingIsLeft(provision);
    provision.rewrite(site(", rules: {web-apart: {apart: []}}"));
    assertThat(provision.plan().steps()).contains("rules.web-apart  db, web-1, web-2 -> (absent)");
    Suite.converged(provision.apply());
    assertThat(config().getPodConfig().getRule()).isNullOrEmpty();
    nothingIsLeft(provision);
  }

  /** Every call may be the last one of a run; its effect has happened. */
  @Test
  void theNextRunFinishesWhereverOneDied() {
    String pod =
        """
        name: ci
        vcenter: {simulator: lab.yml, datacenter: DC0, cluster: DC0_C0}
        datastore_clusters:
          shared: {enabled: true, space: {threshold: 70}, options: {a: "1"}}
        datastores:
          nfs1: {nfs: {server: nas.lab, path: /vol/one}, hosts: [DC0_C0_H0], datastore_cluster: shared}
        """;
    Provisioning provision = new Provisioning(target, folder, pod);
    boolean died = true;
    for (int write = 0; died; write++) {
      target.resetCalls();
      target.diesAt(write, true);
      Provisioning.Ended first = provision.apply();
      died = first.exit() != 0;
      target.diesAt(Integer.MAX_VALUE, true);
      Provisioning.Ended second = provision.apply();
      assertThat(second.exit()).as("write %d: %s\n%s", write, first.all(), second.all()).isZero();
      assertThat(provision.plan().all()).as("write %d", write).contains("No changes.");
      assertThat(config().getPodConfig().isEnabled()).isTrue();
      assertThat(target.otherClient().in(POD)).containsExactly("nfs1");
      Suite.converged(provision.run("destroy", "--yes", "--allow", "delete=2,unmount"));
      assertThat(target.otherClient().in("/DC0/datastore")).containsExactly("LocalDS_0");
    }
  }
}
