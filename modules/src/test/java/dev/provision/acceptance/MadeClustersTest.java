package dev.provision.acceptance;

import static dev.provision.acceptance.Suite.converged;
import static dev.provision.acceptance.Suite.play;
import static dev.provision.acceptance.Target.Ability.BREAKS;
import static dev.provision.acceptance.Target.Ability.OUTLIVES_US;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clusters that a playbook makes: in a folder, with settings, and pools in them. */
class MadeClustersTest extends Acceptance {
  private static final String SITE =
      """
      folders:
        esx: {path: /DC0/host/racks}
      clusters:
        edge:
          folder: esx
          drs: {enabled: true, automation: partially-automated, migration_threshold: 5}
          ha: {enabled: false, admission_control: {percent: {cpu: 25, memory: 30}}}
      """;

  private static final String POOL =
      "resource_pools: {gold: {parent: edge, cpu: {shares: high}}}\n";

  @Test
  void areMadeWithPoolsInOneApplyAndGoWithThem() {
    Provisioning provision = provision(play(SITE + POOL));

    Provisioning.Ended plan = provision.plan();
    target.resetCalls();
    converged(provision.plan());
    assertThat(target.mutating()).isEmpty();
    converged(provision.apply());

    assertThat(plan.steps())
        .contains("+  cluster.edge  /DC0/host/racks/edge")
        .contains("+  resource_pool.gold  /DC0/host/racks/edge/Resources/gold");
    target.resetCalls();
    assertThat(provision.apply().all()).contains("No changes.");
    assertThat(target.mutating()).isEmpty();
    Provisioning.Ended rehearsed = provision.run("rehearse");
    assertThat(rehearsed.exit()).as(rehearsed.all()).isZero();
    assertThat(rehearsed.out()).doesNotContain("An apply would");

    Provisioning.Ended refused = provision.run("destroy", "--yes");
    assertThat(refused.err()).contains("--allow delete");
    assertThat(target.otherClient().in("/DC0/host/racks")).containsExactly("edge");
    converged(provision.run("destroy", "--yes", "--allow", "delete"));
    assertThat(target.otherClient().in("/DC0/host")).doesNotContain("racks");
  }

  @Test
  void oneThatIsThereIsOnlyTakenWhenItIsAdoptedAndThenGivenBack() {
    String settings = "drs: {automation: manual}";
    Provisioning provision = provision(play("clusters: {DC0_C0: {" + settings + "}}\n"));

    Provisioning.Ended refused = provision.apply();
    provision.rewrite(play("clusters: {DC0_C0: {adopt: true, " + settings + "}}\n"));
    Provisioning.Ended plan = provision.plan();
    converged(provision.apply());

    assertThat(refused.exit()).isEqualTo(65);
    assertThat(refused.err()).contains("`/DC0/host/DC0_C0` is there already and is not ours");
    assertThat(plan.out().lines().map(String::strip).toList())
        .anyMatch(line -> line.matches("drs.automation +.* -> manual .*"))
        .noneMatch(line -> line.startsWith("drs.enabled"));
    assertThat(provision.plan().all()).contains("No changes.");
    provision.rewrite(play(""));
    converged(provision.apply("--prune", "--yes"));
    assertThat(target.otherClient().in("/DC0/host")).contains("DC0_C0");
    assertThat(provision.plan().all()).contains("No changes.");
  }

  @Test
  void drsAndHaAreOnlySwitchedOffWhenTheUserNamesWhatThatDoes() {
    String on = "clusters: {edge: {drs: {enabled: true}, ha: {enabled: true}}}\n";
    Provisioning provision = provision(play(on + POOL));
    converged(provision.apply());
    provision.rewrite(
        play("clusters: {edge: {drs: {enabled: false}, ha: {enabled: false}}}\n" + POOL));

    Provisioning.Ended plan = provision.plan();
    Provisioning.Ended refused = provision.apply("--yes");

    assertThat(plan.out())
        .contains("`/DC0/host/edge/Resources/gold` go")
        .contains("machines are not restarted when their host fails");
    assertThat(refused.err()).contains("--allow drop-pools,unprotect");
    String pool = "resource_pool.gold  orphan: /DC0/host/edge/Resources/gold";
    provision.rewrite(play("clusters: {edge: {drs: {enabled: false}, ha: {enabled: false}}}\n"));
    assertThat(provision.plan().steps()).contains(pool);
    converged(provision.apply("--yes", "--allow", "drop-pools,unprotect"));
    assertThat(provision.plan().all()).contains("No changes.");
  }

  /** What is kept for failed hosts is one policy, whose details exclude each other. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {host_failures: 1}                 | {percent: {cpu: 25, memory: 30}}
          {percent: auto, host_failures: 1}  | {host_failures: 2, slot: {cpu: 500, memory: 1 GiB}}
          {percent: {cpu: 25, memory: 30}}   | {percent: auto, host_failures: 2, performance_loss: 20}
          {host_failures: 1}                 | none
          """)
  void admissionControlIsChangedAndChangedBack(String first, String second) {
    String site = "clusters: {edge: {ha: {admission_control: %s}}}\n";
    Provisioning provision = provision(play(site.formatted(first)));
    for (String each : List.of(first, second, first)) {
      provision.rewrite(play(site.formatted(each)));
      converged(provision.apply());
      assertThat(provision.plan().all()).as(each).contains("No changes.");
    }
  }

  @Test
  void oneThatSomebodyRenamedAndMovedComesBack() {
    // vcsim refuses to move a cluster (its folder.go)
    boolean moves = !target.toString().startsWith("vcsim");
    Provisioning provision = provision(play(SITE));
    converged(provision.apply());
    String identity = target.otherClient().identity("/DC0/host/racks/edge");
    target.otherClient().rename("/DC0/host/racks/edge", "other");
    if (moves) {
      target.otherClient().move("/DC0/host/racks/other", "/DC0/host");
    }

    Provisioning.Ended plan = provision.plan();
    converged(provision.apply());

    String there = moves ? "/DC0/host/other" : "/DC0/host/racks/other";
    assertThat(plan.out()).contains(there + " -> /DC0/host/racks/edge");
    assertThat(target.otherClient().identity("/DC0/host/racks/edge")).isEqualTo(identity);
    assertThat(provision.plan().all()).contains("No changes.");
  }

  @Test
  void whatHoldsAPoolOfOthersStays() {
    Provisioning provision = provision(play("clusters: {edge: {drs: {enabled: true}}}\n"));
    converged(provision.apply());
    provision.rewrite("name: other\nvcenter: VCENTER\nresource_pools: {theirs: {parent: edge}}\n");
    converged(provision.apply());
    provision.rewrite(play("clusters: {edge: {drs: {enabled: true}}}\n"));

    Provisioning.Ended refused = provision.run("destroy", "--yes", "--allow", "delete");

    assertThat(refused.all()).contains("holds what is not ours: /DC0/host/edge/Resources/theirs");
    assertThat(target.otherClient().in("/DC0/host")).contains("edge");
  }

  /** The effect of the call has happened and its reply is still to come. */
  @ParameterizedTest
  @ValueSource(strings = {"CreateClusterEx", "SetField", "Rename_Task"})
  void theNextApplyFinishesAfterAKillBetweenEffectAndReply(String method) throws Exception {
    target.needs(BREAKS, OUTLIVES_US);
    Provisioning provision = provision(play(SITE + POOL));
    target.replyIsLate(method, Duration.ofSeconds(1));
    try (Child child = Child.run(provision, folder, "apply")) {
      child.until(() -> target.calls().containsKey(method)).signal("KILL");
      assertThat(child.ended()).isEqualTo(128 + 9);
    }

    target.allIsWell();
    converged(provision.apply("--yes"));
    assertThat(target.otherClient().in("/DC0/host/racks")).containsExactly("edge");
    assertThat(provision.plan().all()).contains("No changes.");
  }

  @Test
  void whatNamesHostsAndDatastoresIsALatePart() {
    String site =
        """
        clusters:
          DC0_C0:
            adopt: true
            ha:
              enabled: true
              heartbeat_datastores: [LocalDS_0]
              admission_control: {failover_hosts: [%s]}
        """;
    Provisioning provision = provision(play(site.formatted("DC0_C0_H2")));

    Provisioning.Ended plan = provision.plan();
    converged(provision.apply());

    assertThat(plan.steps()).contains("cluster.DC0_C0.places");
    assertThat(plan.out().lines().map(line -> line.strip().replaceAll(" +", " ")).toList())
        .anyMatch(line -> line.startsWith("ha.heartbeat_datastores (absent) -> LocalDS_0 "))
        .anyMatch(
            line ->
                line.startsWith("ha.admission_control.failover_hosts (absent) -> DC0_C0_H2 ")
                    || line.startsWith("ha.admission_control.failover_hosts nobody -> DC0_C0_H2 "));
    assertThat(provision.plan().all()).contains("No changes.");
    provision.rewrite(play(site.formatted("DC0_C0_H1, DC0_C0_H2")));
    converged(provision.apply());
    assertThat(provision.plan().all()).contains("No changes.");
  }

  @Test
  void aHostIsAddedToOneThatThePlanMakesAndKeptFreeThere() {
    Provisioning provision =
        provision(
            play(
                SITE.replace("{percent: {cpu: 25, memory: 30}}", "{failover_hosts: [esx9]}")
                    + POOL
                    + "hosts: {esx9: {cluster: edge, username: root, password: secret}}\n"));

    Provisioning.Ended plan = provision.plan();
    converged(provision.apply());

    assertThat(plan.steps())
        .contains("+  host.esx9  /DC0/host/racks/edge/esx9", "cluster.edge.places");
    assertThat(provision.plan().all()).contains("No changes.");
    Provisioning.Ended rehearsed = provision.run("rehearse");
    assertThat(rehearsed.out()).as(rehearsed.all()).doesNotContain("An apply would");
  }

  @Test
  void anEvcModeThatTheServerDoesNotHaveIsRefusedInThePlan() {
    assumeThat(target).asString().doesNotStartWith("vcsim"); // it has no modes
    Provisioning provision = provision(play("clusters: {edge: {evc: intel-skylakes}}\n"));

    Provisioning.Ended plan = provision.plan();
    provision.rewrite(play("clusters: {edge: {evc: intel-skylake}}\n"));
    converged(provision.apply());
    provision.rewrite(play("clusters: {edge: {evc: off}}\n"));
    Provisioning.Ended off = provision.plan();
    converged(provision.apply());

    assertThat(plan.exit()).isEqualTo(65);
    assertThat(plan.err())
        .contains(
            "this vCenter has no EVC mode `intel-skylakes`; it has intel-merom,",
            "; did you mean `intel-skylake`?");
    assertThat(off.out().lines().map(line -> line.strip().replaceAll(" +", " ")).toList())
        .anyMatch(line -> line.startsWith("evc intel-skylake -> off "));
    assertThat(provision.plan().all()).contains("No changes.");
  }

  @Test
  void anEvcModeThatHostsOrRunningMachinesDoNotFitIsRefusedInThePlanWithTheirNames() {
    assumeThat(target).asString().doesNotStartWith("vcsim"); // it has no modes
    String site = "clusters: {DC0_C0: {adopt: true, evc: %s}}\n";
    Provisioning provision = provision(play(site.formatted("intel-sapphirerapids")));
    target.resetCalls();

    Provisioning.Ended higher = provision.plan();
    provision.rewrite(play(site.formatted("intel-haswell")));
    Provisioning.Ended lower = provision.plan();

    assertThat(higher.exit()).isEqualTo(65);
    assertThat(higher.err())
        .contains(
            "`/DC0/host/DC0_C0` cannot have `intel-sapphirerapids`: The hosts of the cluster do not"
                + " support `intel-sapphirerapids`. Hosts: DC0_C0_H0, DC0_C0_H1, DC0_C0_H2.")
        .contains("site.yml:8:");
    assertThat(lower.exit()).isEqualTo(65);
    assertThat(lower.err())
        .contains("`/DC0/host/DC0_C0` cannot have `intel-haswell`: The host has machines that run")
        .contains("Machines that run there: DC0_C0_RP0_VM0, DC0_C0_RP0_VM1.");
    assertThat(target.calls()).containsEntry("CheckConfigureEvcMode_Task", 2);
    assertThat(target.mutating()).isEmpty();
  }

  @Test
  void saysAllThatIsWrongWithSettings() {
    Provisioning provision =
        provision(
            play(
                """
                clusters:
                  edge:
                    drs: {migration_threshold: 6}
                    ha:
                      admission_control: {percent: {cpu: 25}, slot: {cpu: 1, memory: 1 MiB}}
                      pdl: restart-conservative
                    proactive_ha: {moderate: maintenance, severe: quarantine}
                """));

    Provisioning.Ended check = provision.run("check");

    assertThat(check.exit()).isEqualTo(65);
    assertThat(check.err())
        .contains("goes from 1, conservative, to 5, aggressive; not 6")
        .contains("give both `cpu` and `memory`")
        .contains("slots are kept for `host_failures` without `percent`")
        .contains("storage that is gone does not come back")
        .contains("a server refuses quarantine for what is severe");
  }
}
