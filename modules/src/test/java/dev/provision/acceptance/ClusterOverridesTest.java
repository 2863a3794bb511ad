package dev.provision.acceptance;

import static dev.provision.acceptance.Suite.converged;
import static dev.provision.acceptance.Suite.play;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.provision.contract.VcsimLacks;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What single machines and hosts of a cluster have in place of what the cluster says. */
class ClusterOverridesTest extends Acceptance {
  private static final String CLUSTER = "/DC0/host/DC0_C0";

  private static String site(String lists) {
    return play(
        """
        flavors:
          small: {vcpus: 1, ram: 64 MiB}
        clusters:
          prod:
            path: DC0_C0
        %sinstances:
          web: {count: 2, image: base, flavor: small, networks: {eth0: private}}
        """
            .formatted(lists.indent(4)));
  }

  private static List<String> lines(Provisioning.Ended plan) {
    return plan.out().lines().map(line -> line.strip().replaceAll(" +", " ")).toList();
  }

  @Test
  void machinesOfTheSameApplyHaveTheirOwnAndOthersStay() {
    Provisioning provision =
        provision(
            site(
                """
                drs: {vm_overrides: {web: manual, web-2: disabled}}
                ha:
                  vm_overrides:
                    web-1: {restart_priority: highest, restart_wait: {condition: guest-heartbeat}}
                """));

    Provisioning.Ended plan = provision.plan();
    converged(provision.apply());

    assertThat(plan.steps()).contains("~  cluster.prod.overrides  changed in place");
    assertThat(lines(plan))
        .anyMatch(line -> line.startsWith("drs.vm_overrides.web-1 cluster-default -> manual "))
        .anyMatch(line -> line.startsWith("drs.vm_overrides.web-2 cluster-default -> disabled "))
        .anyMatch(
            line ->
                line.startsWith(
                    "ha.vm_overrides.web-1 (absent) -> restart_priority highest, restart_wait "));
    assertThat(target.otherClient().overrides(CLUSTER))
        .isEqualTo(Map.of("web-1", "manual, highest", "web-2", "disabled, -"));
    target.resetCalls();
    assertThat(provision.apply().all()).contains("No changes.");
    assertThat(target.mutating()).isEmpty();

    provision.rewrite(
        site(
            """
            drs: {vm_overrides: {web-2: fully-automated}}
            ha: {vm_overrides: {web-1: {restart_priority: low}}}
            """));
    Provisioning.Ended changed = provision.plan();
    converged(provision.apply());

    assertThat(lines(changed))
        .anyMatch(line -> line.startsWith("drs.vm_overrides.web-2 disabled -> fully-automated "))
        .anyMatch(
            line -> line.startsWith("ha.vm_overrides.web-1.restart_priority highest -> low "));
    assertThat(target.otherClient().overrides(CLUSTER))
        .isEqualTo(Map.of("web-1", "manual, low", "web-2", "fullyAutomated, -"));
    Provisioning.Ended rehearsed = provision.run("rehearse");
    assertThat(rehearsed.out()).as(rehearsed.all()).contains("0 to create, 0 to change");
  }

  @Test
  void whatAMachineDoesWithoutItsStorageIsSetReadBackAndChanged() {
    Provisioning provision =
        provision(
            site(
                """
                ha:
                  vm_overrides:
                    web: {apd: restart-conservative, apd_delay: 5 min, apd_cleared: reset, pdl: warning}
                """));
    converged(provision.apply());
    assertThat(provision.plan().all()).contains("No changes.");
    boolean vcsim = target.toString().startsWith("vcsim");
    assumeThat(vcsim && VcsimLacks.keeps("clusters", "ha.vm_overrides")).isFalse();

    provision.rewrite(
        site(
            """
            ha:
              vm_overrides:
                web-1: {apd: disabled, apd_delay: 60, apd_cleared: cluster-default, pdl: cluster-default}
                web-2: {pdl: restart-aggressive}
            """));
    Provisioning.Ended changed = provision.plan();
    converged(provision.apply());

    assertThat(lines(changed).stream().filter(line -> line.startsWith("ha.vm_overrides.")).toList())
        .extracting(line -> line.replaceAll(" +at .*| +site.yml.*", ""))
        .containsExactlyInAnyOrder(
            "ha.vm_overrides.web-1.apd restart-conservative -> disabled",
            "ha.vm_overrides.web-1.apd_delay 300 -> 60",
            "ha.vm_overrides.web-1.apd_cleared reset -> cluster-default",
            "ha.vm_overrides.web-1.pdl warning -> cluster-default",
            "ha.vm_overrides.web-2.pdl warning -> restart-aggressive");
    assertThat(provision.plan().all()).contains("No changes.");
    provision.rewrite(site("ha: {vm_overrides: {web: {pdl: restart-conservative}}}\n"));
    assertThat(provision.run("check").err()).contains("storage that is gone does not come back");
  }

  @Test
  void anExclusiveListTakesThoseOfOthersAway() {
    Provisioning provision =
        provision(
            site(
                """
                drs: {vm_overrides: {web: manual}}
                ha: {vm_overrides: {web: {restart_priority: high}}}
                """));
    converged(provision.apply());

    provision.rewrite(
        site(
            """
            exclusive: true
            drs: {vm_overrides: {web-1: manual}}
            """));
    converged(provision.apply());
    assertThat(target.otherClient().overrides(CLUSTER))
        .isEqualTo(Map.of("web-1", "manual, high", "web-2", "-, high"));
    provision.rewrite(
        site(
            """
            drs: {vm_overrides: {web: cluster-default}}
            ha: {vm_overrides: {web-2: cluster-default}}
            """));
    converged(provision.apply());
    assertThat(target.otherClient().overrides(CLUSTER)).isEqualTo(Map.of("web-1", "-, high"));
    provision.rewrite(site("exclusive: true\nha: {vm_overrides: {}}\n"));
    converged(provision.apply());

    assertThat(target.otherClient().overrides(CLUSTER)).isEmpty();
    assertThat(provision.plan().all()).contains("No changes.");
  }

  @Test
  void hostsHaveTheirPowerManagementAndSystemMachinesTheirDatastores() {
    assumeThat(target).asString().doesNotStartWith("vcsim"); // VcsimLacks has why
    String site =
        """
        clusters:
          DC0_C0:
            adopt: true
            dpm: {host_overrides: {DC0_C0_H0: %s, DC0_C0_H1: manual}}
            vcls_datastores: [%s]
        """;
    Provisioning provision = provision(play(site.formatted("disabled", "LocalDS_0")));

    Provisioning.Ended plan = provision.plan();
    converged(provision.apply());

    assertThat(lines(plan))
        .anyMatch(line -> line.startsWith("vcls_datastores nobody -> LocalDS_0 "))
        .anyMatch(
            line -> line.startsWith("dpm.host_overrides.DC0_C0_H0 cluster-default -> disabled "));
    assertThat(provision.plan().all()).contains("No changes.");
    provision.rewrite(play(site.formatted("automated", "")));
    Provisioning.Ended changed = provision.plan();
    converged(provision.apply());
    assertThat(lines(changed))
        .anyMatch(line -> line.startsWith("vcls_datastores LocalDS_0 -> nobody "))
        .anyMatch(line -> line.startsWith("dpm.host_overrides.DC0_C0_H0 disabled -> automated "));
    assertThat(provision.plan().all()).contains("No changes.");
  }
}
