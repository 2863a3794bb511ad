package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs that die while they change what single machines have of a cluster and of a datastore
 * cluster, before the call took effect or after it: one more apply has it all.
 */
class OverridesKilledTest {
  /** Fewer would say that a run did not come to the calls that matter. */
  private static final int DEATHS = 4;

  @TempDir Path folder;
  private final SimulatorTarget target = new SimulatorTarget(SimulatorTarget.LAB);

  /** Two ways that differ in everything. */
  private static String site(boolean one) {
    return """
        name: ci
        vcenter: {simulator: lab.yml, datacenter: DC0, cluster: DC0_C0, datastores: [nfs1]}
        clusters:
          DC0_C0:
            adopt: true
            exclusive: true
            drs: {vm_overrides: {web-1: %s}}
            ha: {vm_overrides: {%s}}
            rules: {keep: {apart: [%s]}}
        datastore_clusters:
          shared: {vm_overrides: {web-1: {automation: %s}}, rules: {keep: {apart: [%s]}}}
        datastores:
          nfs1: {nfs: {server: nas.lab, path: /vol/one}, hosts: {cluster: DC0_C0}, datastore_cluster: shared}
        images: {base: {template: /DC0/vm/DC0_SEED}}
        flavors: {small: {vcpus: 1, ram: 32 MiB, disk: 10 GiB}}
        instances:
          web: {count: 3, image: base, flavor: small, networks: {}}
        """
        .formatted(
            one ? "manual" : "disabled",
            one
                ? "web-1: {restart_priority: high}"
                : "web-2: {restart_priority: low, pdl: warning}",
            one ? "web-1, web-2" : "web-1, web-3",
            one ? "automated" : "manual",
            one ? "web-1, web-2" : "web-2, web-3");
  }

  @Test
  void theNextRunFinishesWhereverOneDied() {
    Provisioning provision = new Provisioning(target, folder, site(true));
    Suite.converged(provision.apply());
    boolean one = true;
    int deaths = 0;
    for (boolean effect : new boolean[] {true, false}) {
      boolean died = true;
      for (int write = 0; died; write++) {
        one = !one;
        provision.rewrite(site(one));
        target.resetCalls();
        target.diesAt(write, effect);
        Provisioning.Ended first = provision.apply();
        died = first.exit() != 0;
        deaths += died ? 1 : 0;
        target.diesAt(Integer.MAX_VALUE, true);
        Provisioning.Ended second = provision.apply();
        assertThat(second.exit()).as("write %d: %s\n%s", write, first.all(), second.all()).isZero();
        assertThat(provision.plan().all()).as("write %d", write).contains("No changes.");
      }
    }
    assertThat(deaths).isGreaterThanOrEqualTo(DEATHS);
  }
}
