package dev.provision.acceptance;

import static dev.provision.acceptance.Suite.converged;
import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.simulator.world.World;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code playbooks/site.yml}: from an empty root folder to machines, and back. */
class SiteTest {
  @TempDir Path folder;
  private SimulatorTarget target;
  private Provisioning provision;

  @BeforeEach
  void start() {
    target = new SimulatorTarget(Site.lab());
    provision = new Provisioning(target, folder, Site.playbook(folder));
  }

  private List<String> all(String type) {
    World world = target.simulator().world();
    return world.all(type).stream().map(world::path).sorted().toList();
  }

  @Test
  void oneApplyGoesFromAnEmptyRootFolderToThirtyMachines() {
    Provisioning.Ended plan = provision.plan("--exit-code");
    assertThat(plan.exit()).as(plan.all()).isEqualTo(2);
    assertThat(plan.out()).contains("72 to create, 3 to change, 0 to replace, 0 to delete");
    assertThat(target.mutating()).isEmpty();

    converged(provision.apply("--yes"));

    assertThat(all("ClusterComputeResource"))
        .containsExactly("/DC1/host/esx/edge", "/DC1/host/esx/prod");
    assertThat(all("HostSystem")).hasSize(6).allMatch(path -> path.endsWith(".lab.example.com"));
    assertThat(all("VirtualMachine"))
        .filteredOn(path -> path.startsWith("/DC1/vm/apps/web/"))
        .hasSize(30);
    assertThat(target.otherClient().stores().mounts("/DC1/datastore/shared/shared/nfs1"))
        .hasSize(6);
    nothingIsLeft();
    Provisioning.Ended rehearsed = provision.run("rehearse");
    Rehearsed.afterApply("site.yml", rehearsed.all() + "exit " + rehearsed.exit());
  }

  /** Another process with a snapshot of its own plans nothing, and an apply makes no write. */
  private void nothingIsLeft() {
    target.resetCalls();
    Provisioning.Ended plan = provision.plan("--exit-code");
    assertThat(plan.exit()).as(plan.all()).isZero();
    assertThat(provision.apply().all()).contains("No changes.");
    assertThat(target.mutating()).isEmpty();
  }
}
