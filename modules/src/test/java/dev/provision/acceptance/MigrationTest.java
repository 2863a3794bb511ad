package dev.provision.acceptance;

import static dev.provision.acceptance.Target.Ability.BREAKS;
import static dev.provision.acceptance.Target.Ability.COUNTS_CALLS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.provision.referee.Referee;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Instances go to the cluster, host and datastore that are declared, and stay where none is. */
@ParameterizedClass(name = "{0}")
@MethodSource("targets")
class MigrationTest {
  private static final String VM = "/DC0/vm/ci/web";

  private static final String TWO_CLUSTERS =
      """
      speed: 1000
      guest_delay: 10 ms
      datacenters:
        DC0:
          clusters:
            DC0_C0:
              hosts:
                DC0_C0_H0: {cpus: 8, memory: 64 GiB}
                DC0_C0_H1: {cpus: 8, memory: 64 GiB}
            DC0_C1:
              drs: false
              hosts:
                DC0_C1_H0: {cpus: 8, memory: 64 GiB}
                DC0_C1_H1: {cpus: 8, memory: 64 GiB, maintenance: true}
          datastores:
            LocalDS_0: 100 TiB
            LocalDS_1: 10 TiB
            near: {size: 1 TiB, mounts: [DC0_C0_H0, DC0_C0_H1]}
          networks:
            VM Network: {}
            DC0_DVPG0: {distributed_switch: DVS0}
            here: {hosts: [DC0_C0_H0, DC0_C0_H1]}
          templates:
            DC0_SEED: {disk: 10 GiB, used: 16 MiB, memory: 32 MiB, network: VM Network, snapshot: base, datastore: LocalDS_0}
      """;

  @Parameter Targets.Place place;
  @TempDir Path folder;
  private Target target;

  static Stream<Named<Targets.Place>> targets() {
    List<Named<Targets.Place>> all = new ArrayList<>();
    all.add(Named.of("simulator", machines -> new SimulatorTarget(TWO_CLUSTERS)));
    if (Referee.isAvailable() && !System.getProperty("excludedGroups", "").contains("referee")) {
      all.add(Named.of("vcsim", machines -> new VcsimTarget("-cluster", "2", "-ds", "2")));
    }
    return all.stream();
  }

  @BeforeEach
  void start() {
    target = place.start(0);
  }

  @AfterEach
  void stop() {
    target.close();
  }

  private String play(String instance) {
    String image = target instanceof SimulatorTarget ? "DC0_SEED" : "DC0_C0_RP0_VM0";
    return """
        name: ci
        vcenter: %s
        images:
          base: {template: /DC0/vm/%s}
        networks:
          private: {port_group: VM Network}
        %s
        flavors:
          small: {vcpus: 1, ram: 64 MiB}
        instances:
          web: {image: base, flavor: small, networks: {eth0: private}%s}
        """
        .formatted(
            target.vcenter().replace("cluster: DC0_C0", "clusters: [DC0_C0, DC0_C1]"),
            image,
            target instanceof SimulatorTarget ? "  here: {port_group: here}" : "",
            instance.isEmpty() ? "" : ", " + instance);
  }

  private Provisioning provision(String instance) {
    return new Provisioning(target, folder, play(instance));
  }

  private static String host(Provisioning provision) {
    return provision
        .run("show", "instance.web")
        .out()
        .replaceAll("(?s).*\\n  host +(\\S+)\\n.*", "$1");
  }

  private static void converged(Provisioning.Ended ended) {
    assertThat(ended.exit()).as(ended.all()).isZero();
  }

  private void nothingIsLeft(Provisioning provision) {
    target.resetCalls();
    assertThat(provision.apply().out()).contains("No changes.");
    assertThat(target.mutating()).isEmpty();
  }

  @Test
  void oneThatIsMadeGoesToTheClusterAndHostThatAreDeclared() {
    Provisioning provision = provision("cluster: DC0_C1");
    converged(provision.apply());
    assertThat(host(provision)).startsWith("DC0_C1_H");
    nothingIsLeft(provision);
    converged(provision.run("destroy", "--yes"));

    provision.rewrite(play("host: /DC0/host/DC0_C0/DC0_C0_H1"));
    converged(provision.apply());
    assertThat(host(provision)).isEqualTo("DC0_C0_H1");
    nothingIsLeft(provision);
  }

  @Test
  void anotherHostOfItsClusterIsAMigrationWhileItRuns() {
    Provisioning provision = provision("host: DC0_C0_H0");
    converged(provision.apply());
    String identity = target.otherClient().identity(VM);
    provision.rewrite(play("host: DC0_C0_H1"));

    assertThat(provision.plan().steps())
        .contains("~  instance.web  changed in place")
        .contains("host  DC0_C0_H0 -> DC0_C0_H1  site.yml:")
        .contains("note: it is migrated while it runs (vMotion)");
    target.resetCalls();
    converged(provision.apply());

    assertThat(target.mutating().keySet()).contains("RelocateVM_Task");
    assertThat(target.mutating()).doesNotContainKeys("PowerOffVM_Task", "ReconfigVM_Task");
    assertThat(host(provision)).isEqualTo("DC0_C0_H1");
    assertThat(target.otherClient().identity(VM)).isEqualTo(identity);
    assertThat(target.otherClient().vm(VM).on()).isTrue();
    nothingIsLeft(provision);
  }

  @Test
  void anotherClusterIsAMigrationIntoItsResourcePool() {
    Provisioning provision = provision("cluster: DC0_C0");
    converged(provision.apply());
    provision.rewrite(play("cluster: DC0_C1, annotation: moved"));

    assertThat(provision.plan().steps()).contains("cluster  /DC0/host/DC0_C0 -> DC0_C1  site.yml:");
    converged(provision.apply());

    assertThat(host(provision)).startsWith("DC0_C1_H");
    assertThat(target.otherClient().vm(VM).annotation()).isEqualTo("moved");
    nothingIsLeft(provision);
  }

  @Test
  void aMigrationWhoseReplyIsLostIsNotMadeTwice() {
    target.needs(BREAKS, COUNTS_CALLS);
    Provisioning provision = provision("host: DC0_C0_H0");
    converged(provision.apply());
    target.replyIsLost("RelocateVM_Task", 1);
    provision.rewrite(play("host: DC0_C0_H1"));
    target.resetCalls();

    converged(provision.apply());

    assertThat(target.calls()).containsEntry("RelocateVM_Task", 1);
    assertThat(host(provision)).isEqualTo("DC0_C0_H1");
    nothingIsLeft(provision);
  }

  @Test
  void aMigrationThatFailsLeavesItWhereItIs() {
    target.needs(BREAKS);
    Provisioning provision = provision("host: DC0_C0_H0");
    converged(provision.apply());
    target.taskFailsOn("RelocateVM_Task", "web", "InsufficientResourcesFault");
    provision.rewrite(play("host: DC0_C0_H1"));

    Provisioning.Ended failed = provision.apply();

    assertThat(failed.exit()).isEqualTo(1);
    assertThat(failed.out()).contains("could not update instance `/DC0/vm/ci/web`");
    assertThat(host(provision)).isEqualTo("DC0_C0_H0");
    assertThat(target.otherClient().vm(VM).on()).isTrue();
    target.allIsWell();
    converged(provision.apply());
    nothingIsLeft(provision);
  }

  @Test
  void whatDrsOrSomebodyMovesIsNoDrift() {
    Provisioning provision = provision("cluster: DC0_C0");
    converged(provision.apply());
    String to = host(provision).equals("DC0_C0_H0") ? "DC0_C0_H1" : "DC0_C0_H0";

    target.otherClient().migrate(VM, "/DC0/host/DC0_C0/" + to);

    assertThat(host(provision)).isEqualTo(to);
    nothingIsLeft(provision);
  }

  @Test
  void whatCannotBeIsRefusedAtItsPlaceInThePlaybook() {
    Provisioning provision = provision("cluster: DC0_C0");
    converged(provision.apply());

    provision.rewrite(play("cluster: DC0_C7"));
    assertThat(provision.plan().err()).contains("there is no cluster `DC0_C7` in `/DC0`");
    provision.rewrite(play("cluster: DC0_C0, host: DC0_C1_H0"));
    assertThat(provision.plan().err())
        .contains("there is no host `DC0_C1_H0` in `/DC0/host/DC0_C0`");
    provision.rewrite(
        play("cluster: DC0_C1").replace("clusters: [DC0_C0, DC0_C1]", "cluster: DC0_C0"));
    Provisioning.Ended other = provision.plan();
    assertThat(other.exit()).isEqualTo(65);
    assertThat(other.err())
        .contains(
            "cluster `DC0_C1` is not one that the connection names: it has `DC0_C0`; add it to"
                + " `clusters`");
  }

  @Test
  void aClusterThatLacksItsNetworkOrDatastoreIsRefusedBeforeAnythingIsDone() {
    assumeTrue(target instanceof SimulatorTarget, "vcsim's hosts have every network");
    Provisioning provision = provision("cluster: DC0_C0");
    provision.rewrite(play("cluster: DC0_C0").replace("eth0: private", "eth0: here"));
    converged(provision.apply());
    provision.rewrite(play("cluster: DC0_C1").replace("eth0: private", "eth0: here"));
    target.resetCalls();

    Provisioning.Ended refused = provision.apply();

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err())
        .contains("no place for `instance.web`: ")
        .contains("has no network `here`")
        .contains("is in maintenance mode");
    assertThat(target.mutating()).isEmpty();
    // with a network that is there, the NIC changes it on the way
    provision.rewrite(play("cluster: DC0_C1"));
    converged(provision.apply());
    assertThat(host(provision)).isEqualTo("DC0_C1_H0");
    assertThat(target.mutating())
        .as("the reconfigure is of the mark that names the network")
        .isEqualTo(Map.of("CheckRelocate_Task", 1, "RelocateVM_Task", 1, "ReconfigVM_Task", 1));
    nothingIsLeft(provision);
  }

  @Test
  void aPoolOfAnotherClusterIsAMigrationIntoIt() {
    Provisioning provision = provision("cluster: DC0_C0");
    converged(provision.apply());

    provision.rewrite(play("resource_pool: DC0_C1/Resources"));
    Provisioning.Ended unclear = provision.plan();
    assertThat(unclear.exit()).isEqualTo(65);
    assertThat(unclear.err())
        .contains(
            "resource pool `DC0_C1/Resources` is in `/DC0/host/DC0_C1`, and it is in"
                + " `/DC0/host/DC0_C0`; declare `cluster: DC0_C1` too to migrate it");
    provision.rewrite(play("resource_pool: DC0_C1/Resources, cluster: DC0_C0"));
    assertThat(provision.plan().err()).contains("and not in the declared cluster `DC0_C0`");

    provision.rewrite(play("resource_pool: /DC0/host/DC0_C1/Resources"));
    assertThat(provision.plan().steps())
        .contains("cluster  /DC0/host/DC0_C0 -> /DC0/host/DC0_C1")
        .contains("resource_pool  /DC0/host/DC0_C0/Resources -> /DC0/host/DC0_C1/Resources")
        .contains("note: it is migrated while it runs (vMotion)");
    converged(provision.apply());
    assertThat(host(provision)).startsWith("DC0_C1_H");
    nothingIsLeft(provision);
    converged(provision.run("destroy", "--yes"));

    // one that is made goes where its pool is too
    converged(provision.apply());
    assertThat(host(provision)).startsWith("DC0_C1_H");
    nothingIsLeft(provision);
    provision.rewrite(play("resource_pool: DC0_C1/Resources").replace("name: ci", "name: other"));
    assertThat(provision.plan().steps()).containsPattern("instance\\.web .* -> DC0_C1_H");
  }

  /** Two of 40 GiB, on hosts of 64 GiB. */
  private String large(String web, String more) {
    return play("").replace("64 MiB", "40 GiB").replaceFirst("  web: .*\n", "")
        + line("web", web)
        + (more.isEmpty() ? "" : line("more", more));
  }

  private static String line(String name, String where) {
    return "  "
        + name
        + ": {image: base, flavor: small, networks: {eth0: private}, "
        + where
        + "}\n";
  }

  private void refused(Provisioning provision, String what) {
    target.resetCalls();
    Provisioning.Ended refused = provision.apply();
    assertThat(refused.exit()).as(refused.all()).isEqualTo(1);
    assertThat(refused.err()).contains("no place for " + what).contains("24 GiB of memory free");
    assertThat(target.mutating()).isEmpty();
  }

  @Test
  void thoseThatMoveAndThoseThatAreMadeAreJudgedTogether() {
    assumeTrue(target instanceof SimulatorTarget, "vcsim's hosts have room without end");
    Provisioning provision = provision("");
    provision.rewrite(large("cluster: DC0_C0", "cluster: DC0_C0"));
    converged(provision.apply());

    // one of the two fits, and not both
    provision.rewrite(large("cluster: DC0_C1", "cluster: DC0_C1"));
    refused(provision, "`instance.web`");
    provision.rewrite(large("cluster: DC0_C1", "cluster: DC0_C0") + line("new", "cluster: DC0_C1"));
    refused(provision, "`instance.");
    provision.rewrite(large("cluster: DC0_C1", "cluster: DC0_C0"));
    assertThat(provision.plan().steps())
        .contains("~  instance.web  changed in place  -> DC0_C1_H0, LocalDS_0");
    assertThat(provision.run("why", "instance.web").out())
        .contains("goes to DC0_C1_H0, LocalDS_0: the only host that fits");
    converged(provision.apply());
    nothingIsLeft(provision);
  }

  @Test
  void nobodyCountsOnTheRoomThatOneLeavesBeforeItIsGone() {
    assumeTrue(target instanceof SimulatorTarget, "vcsim's hosts have room without end");
    Provisioning provision = provision("");
    provision.rewrite(large("host: DC0_C0_H0", ""));
    converged(provision.apply());

    provision.rewrite(large("host: DC0_C0_H1", "host: DC0_C0_H0"));
    refused(provision, "`instance.more`");
    provision.rewrite(large("host: DC0_C0_H1", ""));
    converged(provision.apply());
    provision.rewrite(large("host: DC0_C0_H1", "host: DC0_C0_H0"));
    converged(provision.apply());
    nothingIsLeft(provision);
    // it keeps its host while its disk moves, full as that is
    provision.rewrite(
        large("host: DC0_C0_H1, clone: full, datastore: LocalDS_1", "host: DC0_C0_H0"));
    converged(provision.apply());
    nothingIsLeft(provision);
  }

  @Test
  void anotherDatastoreMovesItsDiskAndMakesALinkedOneWhole() {
    assumeTrue(
        target instanceof SimulatorTarget,
        "simulator/virtual_machine.go:2910 of govmomi: vcsim's relocation leaves the files");
    Provisioning provision = provision("");
    converged(provision.apply());
    provision.rewrite(play("clone: full, datastore: LocalDS_1"));

    assertThat(provision.plan().steps())
        .contains("datastore  LocalDS_0 -> LocalDS_1")
        .contains("note: its disk, which shares the image's now, becomes a full copy");
    converged(provision.apply());

    nothingIsLeft(provision);
    provision.rewrite(play("clone: full, datastore: near, cluster: DC0_C1"));
    assertThat(provision.plan().err()).contains("does not mount datastore `near`");
    provision.rewrite(play("clone: full, datastore: LocalDS_0, cluster: DC0_C1"));
    converged(provision.apply());
    assertThat(host(provision)).isEqualTo("DC0_C1_H0");
    nothingIsLeft(provision);
  }
}
