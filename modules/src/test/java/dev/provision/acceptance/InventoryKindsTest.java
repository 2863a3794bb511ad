package dev.provision.acceptance;

import static dev.provision.acceptance.Target.Ability.BREAKS;
import static dev.provision.acceptance.Target.Ability.OUTLIVES_US;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders, resource pools and datacenters that a playbook makes, and machines in them. */
class InventoryKindsTest extends Acceptance {
  private static final String PLACES =
      """
      folders:
        web: {path: /DC0/vm/apps/shop/web}
        esx: {path: /DC0/host/racks/a}
        disks: {path: /DC0/datastore/slow}
        fabric: {path: /DC0/network/fabric}
        eu: {path: /eu}
      datacenters:
        DC9: {folder: eu}
      resource_pools:
        team:
          parent: DC0_C0
          cpu: {shares: high, reservation: 500, limit: unlimited}
          memory: {limit: 4 GiB, expandable: false}
        night: {parent: team, cpu: {shares: 1500}}
      """;

  private static final String MACHINES =
      """
      flavors:
        small: {vcpus: 1, ram: 64 MiB}
      instances:
        web: {image: base, flavor: small, networks: {}, folder: web, resource_pool: night}
      """;

  private static final String PLAN =
      """
        +  datacenter.DC9  /eu/DC9
        +  folder./DC0/host/racks/  /DC0/host/racks
        +  folder./DC0/vm/apps/  /DC0/vm/apps
        +  folder./DC0/vm/apps/shop/  /DC0/vm/apps/shop
        +  folder.disks  /DC0/datastore/slow
        +  folder.esx  /DC0/host/racks/a
        +  folder.eu  /eu
        +  folder.fabric  /DC0/network/fabric
        +  folder.web  /DC0/vm/apps/shop/web
      """;

  @Test
  void oneApplyMakesThePlacesAndPutsMachinesIntoThem() {
    Provisioning provision = provision(play(PLACES + MACHINES));

    Provisioning.Ended plan = provision.plan();
    target.resetCalls();
    converged(provision.plan());
    assertThat(target.mutating()).isEmpty();
    converged(provision.apply());

    assertThat(plan.steps().lines().filter(line -> !line.contains("instance")).sorted().toList())
        .containsAll(PLAN.lines().toList());
    assertThat(plan.steps())
        .contains("+  resource_pool.night  /DC0/host/DC0_C0/Resources/team/night")
        .contains("+  instance.web");
    assertThat(target.otherClient().in("/DC0/vm/apps/shop/web")).containsExactly("web");
    target.resetCalls();
    Provisioning.Ended again = provision.apply();
    assertThat(again.all()).contains("No changes.");
    assertThat(target.mutating()).isEmpty();
    Provisioning.Ended rehearsed = provision.run("rehearse");
    assertThat(rehearsed.exit()).as(rehearsed.all()).isZero();
    assertThat(rehearsed.out()).doesNotContain("An apply would");

    converged(provision.run("destroy", "--yes", "--allow", "delete"));
    assertThat(target.otherClient().in("/DC0/vm")).doesNotContain("apps");
    target.resetCalls();
    converged(provision.run("destroy", "--yes", "--allow", "delete"));
    assertThat(target.mutating()).isEmpty();
  }

  @Test
  void fieldsOfAPoolAreChangedOneByOneAndWhatIsNotDeclaredStays() {
    Provisioning provision =
        provision(play("resource_pools: {team: {cpu: {limit: 4 GHz, shares: low}}}\n"));
    converged(provision.apply());
    provision.rewrite(play("resource_pools: {team: {cpu: {limit: unlimited, shares: 700}}}\n"));

    Provisioning.Ended plan = provision.plan();
    converged(provision.apply());
    provision.rewrite(play("resource_pools: {team: {memory: {reservation: 8 MiB}}}\n"));
    Provisioning.Ended other = provision.plan();

    assertThat(plan.out().lines().map(String::strip).toList())
        .anyMatch(line -> line.matches("cpu.shares +low -> 700 .*"))
        .anyMatch(line -> line.matches("cpu.limit +4000 MHz -> unlimited .*"));
    assertThat(other.out()).contains("memory.reservation").doesNotContain("cpu.");
  }

  @Test
  void poolsThatAreNoLongerDeclaredAreOrphansUntilTheyArePruned() {
    Provisioning provision = provision(play("resource_pools: {a: {}, b: {parent: a}}\n"));
    converged(provision.apply());
    provision.rewrite(play(""));

    Provisioning.Ended plan = provision.plan();
    converged(provision.apply("--prune", "--yes", "--allow", "delete"));

    assertThat(plan.steps().lines().toList())
        .containsExactly(
            "  !  resource_pool.a  orphan: /DC0/host/DC0_C0/Resources/a is owned by ci and no"
                + " longer declared; --prune deletes it",
            "  !  resource_pool.b  orphan: /DC0/host/DC0_C0/Resources/a/b is owned by ci and no"
                + " longer declared; --prune deletes it");
    assertThat(provision.plan().all()).contains("No changes.");
  }

  @Test
  void aReplyThatIsLostMakesNoPoolTwice() {
    Provisioning provision = provision(play("resource_pools: {a: {cpu: {limit: 1 GHz}}}\n"));
    for (String call : List.of("CreateResourcePool", "SetField", "UpdateConfig")) {
      target.replyIsLost(call, 1);
      provision.apply();
      target.allIsWell();
      converged(provision.apply());
      assertThat(provision.plan().all()).as(call).contains("No changes.");
      converged(provision.run("destroy", "--yes", "--allow", "delete"));
    }
  }

  @Test
  void theConnectionsPoolMayBeOneThatThePlayMakes() {
    String machines =
        """
        resource_pools: {team: {parent: DC0_C0}}
        images: {base: {template: /DC0/vm/DC0_C0_RP0_VM0}}
        flavors: {small: {vcpus: 1, ram: 64 MiB}}
        instances: {web: {image: base, flavor: small, networks: {}}}
        """;
    Provisioning provision =
        provision(
            "name: ci\nvcenter: "
                + target.vcenter().replaceFirst("}$", ", resource_pool: team}")
                + "\n"
                + machines);

    Provisioning.Ended plan = provision.plan();
    converged(provision.apply());
    Provisioning.Ended show = provision.run("show", "instance.web");

    assertThat(plan.steps()).contains("+  resource_pool.team").contains("+  instance.web");
    assertThat(show.exit()).as(show.all()).isZero();
    target.resetCalls();
    assertThat(provision.apply().all()).contains("No changes.");
    assertThat(target.mutating()).isEmpty();
    converged(provision.run("destroy", "--yes", "--allow", "delete"));
  }

  /** The effect of the call has happened and its reply is still to come. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "CreateFolder",
        "CreateDatacenter",
        "CreateResourcePool",
        "SetField",
        "UpdateConfig",
        "Rename_Task"
      })
  void theNextApplyFinishesAfterAKillBetweenEffectAndReply(String method) throws Exception {
    target.needs(BREAKS, OUTLIVES_US);
    Provisioning provision = provision(play(PLACES + MACHINES));
    target.replyIsLate(method, Duration.ofSeconds(1));
    try (Child child = Child.run(provision, folder, "apply")) {
      child.until(() -> target.calls().containsKey(method)).signal("KILL");
      assertThat(child.ended()).isEqualTo(128 + 9);
    }

    target.allIsWell();
    converged(provision.apply("--yes"));
    assertThat(target.otherClient().in("/DC0/vm/apps/shop/web")).containsExactly("web");
    assertThat(provision.plan().all()).contains("No changes.");
    converged(provision.run("destroy", "--yes", "--allow", "delete"));
    assertThat(target.otherClient().in("/DC0/vm")).doesNotContain("apps", "apps~provision");
  }
}
