package dev.provision.acceptance;

import static dev.provision.acceptance.Suite.converged;
import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.simulator.world.World;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code playbooks/site.yml}: from an empty root folder to machines, and back. */
class SiteTest {
  private static final Pattern ALLOW =
      Pattern.compile("--yes is not enough, allow it with --allow (\\S+)\n");

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

    target.resetCalls();
    Provisioning.Ended refused = provision.run("destroy", "--yes");
    assertThat(refused.exit()).isNotZero();
    assertThat(target.mutating()).isEmpty();
    Matcher allow = ALLOW.matcher(refused.err());
    assertThat(allow.find()).as(refused.err()).isTrue();
    assertThat(allow.group(1)).isEqualTo("cut-network,delete=39,revoke,unmount");
    Provisioning.Ended destroyed =
        converged(provision.run("destroy", "--yes", "--allow", allow.group(1)));

    assertThat(destroyed.out()).contains("78 deleted, 3 given back");
    comeInTurn(
        destroyed.out(),
        "instance.web-1",
        "image.ubuntu-45b304105134",
        "datastore.nfs1",
        "vmkernel.nfs-p-1",
        "network.nfs",
        "switch.dvs1",
        "host.esx-p-1",
        "cluster.prod",
        "folder.esx",
        "datacenter.DC1",
        "home.site-lab");
    assertThat(all("Folder")).as(destroyed.out()).containsExactly("/", "/provision");
    assertThat(all("HostSystem")).isEmpty();
  }

  private static void comeInTurn(String out, String... deleted) {
    List<Integer> at =
        Stream.of(deleted).map(each -> out.indexOf("\n" + each + ": deleted (")).toList();
    assertThat(at).doesNotContain(-1).isSorted();
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
