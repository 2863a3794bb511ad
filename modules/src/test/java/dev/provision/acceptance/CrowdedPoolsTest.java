package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pool that is to have less than what is reserved in it, or more than the one above it has. */
class CrowdedPoolsTest {
  private static final String INSIDE =
      """
        web: {parent: team, memory: {reservation: 2 GiB}, cpu: {reservation: 1 GHz}}
      flavors:
        small: {vcpus: 1, ram: 1 GiB, extra_specs: {"quota:memory_reservation": 1024}}
      images: {base: {template: /DC0/vm/DC0_SEED}}
      instances:
        app: {image: base, flavor: small, networks: {}, resource_pool: team}
      """;

  @TempDir Path folder;
  private SimulatorTarget target;

  @BeforeEach
  void start() {
    target = new SimulatorTarget(0);
  }

  @AfterEach
  void stop() {
    target.close();
  }

  private static String play(String pools) {
    return "name: ci\nvcenter: VCENTER\nresource_pools:\n" + pools;
  }

  @Test
  void isRefusedInThePlanWithWhatItsMachinesAndPoolsReserve() {
    String team = "  team: {memory: {%s}}\n";
    Provisioning provision =
        new Provisioning(target, folder, play(team.formatted("reservation: 4 GiB") + INSIDE));
    Suite.converged(provision.apply());
    target.resetCalls();

    provision.rewrite(play(team.formatted("reservation: 2 GiB, expandable: false") + INSIDE));
    Provisioning.Ended fixed = provision.plan();
    provision.rewrite(play(team.formatted("reservation: 1 GiB, limit: 2 GiB") + INSIDE));
    Provisioning.Ended limited = provision.plan();

    assertThat(fixed.exit()).as(fixed.all()).isEqualTo(65);
    assertThat(fixed.err())
        .contains(
            "its machines and pools reserve 3 GiB, more than `memory.reservation` 2 GiB, and it is"
                + " not expandable")
        .contains("site.yml:4:");
    assertThat(limited.exit()).as(limited.all()).isEqualTo(65);
    assertThat(limited.err())
        .contains("`memory.limit` 2 GiB is below the 3 GiB that its machines and pools reserve")
        .contains("site.yml:4:");
    assertThat(target.mutating()).isEmpty();
    provision.rewrite(play(team.formatted("reservation: 3 GiB, expandable: false") + INSIDE));
    Suite.converged(provision.apply());
    assertThat(provision.plan().all()).contains("No changes.");
    provision.rewrite(play(team.formatted("reservation: 2 GiB, expandable: true") + INSIDE));
    Suite.converged(provision.apply());
  }

  @Test
  void poolsThatReserveMoreThanTheOneAboveHasAreRefusedAlsoWhenAllAreNew() {
    String pools =
        """
          team: {cpu: {reservation: 3 GHz, expandable: false}}
          a: {parent: team, cpu: {reservation: 2 GHz}}
          b: {parent: team, cpu: {reservation: %s}}
        """;
    Provisioning provision = new Provisioning(target, folder, play(pools.formatted("2 GHz")));

    Provisioning.Ended plan = provision.plan();

    assertThat(plan.exit()).as(plan.all()).isEqualTo(65);
    assertThat(plan.err())
        .contains(
            "`cpu.reservation` 2000 MHz is too much: `team` has 3000 MHz, is not expandable, and"
                + " all else there reserves 2000 MHz")
        .contains("site.yml:6:");
    assertThat(target.mutating()).isEmpty();
    provision.rewrite(play(pools.formatted("1 GHz")));
    Suite.converged(provision.apply());
    assertThat(provision.plan().all()).contains("No changes.");
    provision.rewrite(play(pools.formatted("1001 MHz")));
    assertThat(provision.plan().err()).contains("`cpu.reservation` 1001 MHz is too much");
  }

  @Test
  void oneThatGrowsTakesWhatTheOneBesideItGivesBackAndComesAfterIt() {
    String pools =
        """
          team: {memory: {reservation: 4 GiB, expandable: false}}
          a: {parent: team, memory: {reservation: %s}}
          b: {parent: team, memory: {reservation: %s}}
        """;
    Provisioning provision =
        new Provisioning(target, folder, play(pools.formatted("1 GiB", "3 GiB")));
    Suite.converged(provision.apply());

    provision.rewrite(play(pools.formatted("3 GiB", "1 GiB")));
    Suite.converged(provision.apply());
    provision.rewrite(play(pools.formatted("1 GiB", "3 GiB")));
    Suite.converged(provision.apply());

    assertThat(provision.plan().all()).contains("No changes.");
    target.resetCalls();
    provision.rewrite(play(pools.formatted("2 GiB", "3 GiB")));
    Provisioning.Ended plan = provision.plan();
    assertThat(plan.exit()).as(plan.all()).isEqualTo(65);
    assertThat(plan.err())
        .contains("site.yml:5:")
        .contains("`memory.reservation` 2 GiB is too much: `team` has 4 GiB, is not expandable");
    assertThat(target.mutating()).isEmpty();
  }

  /** The hosts of DC0_C0 have 192 GiB; a pool that may borrow takes from them too. */
  @Test
  void allPoolsTogetherReserveNoMoreThanTheHostsHave() {
    String pools =
        """
          team: {parent: DC0_C0}
          a: {parent: team, memory: {reservation: %s}}
          b: {parent: DC0_C0, memory: {reservation: 40 GiB}}
        """;
    Provisioning provision = new Provisioning(target, folder, play(pools.formatted("160 GiB")));

    Provisioning.Ended plan = provision.plan();

    assertThat(plan.exit()).as(plan.all()).isEqualTo(65);
    assertThat(plan.err())
        .contains("is too much: the hosts of `DC0_C0` have 192 GiB, and all else there reserves ");
    provision.rewrite(play(pools.formatted("150 GiB")));
    Suite.converged(provision.apply());
    target.resetCalls();
    provision.rewrite(play(pools.formatted("153 GiB")));
    assertThat(provision.plan().err())
        .contains("site.yml:5:")
        .contains(
            "`memory.reservation` 153 GiB is too much: the hosts of `DC0_C0` have 192 GiB, and all else there reserves 40 GiB");
    assertThat(target.mutating()).isEmpty();
  }
}
