package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.provision.contract.VcsimLacks;
import org.junit.jupiter.api.Test;

/** Port groups of a distributed switch are made, changed and deleted with it. */
class DistributedPortGroupsTest extends Acceptance {
  private static String site(String app) {
    return alone(app)
        + """
        flavors:
          small: {vcpus: 1, ram: 64 MiB}
        instances:
          web: {image: base, flavor: small, networks: {eth0: app}}
        """;
  }

  private static String alone(String app) {
    return play("").replace("networks:\n", "networks:\n  app: {switch: dvs1, " + app + "}\n")
        + "switches:\n  dvs1: {uplinks: [left, right], hosts: {all: {left: none}}}\n";
  }

  private static final String DVS1 = "/DC0/network/dvs1";

  @Test
  void aSwitchItsPortGroupAndAnInstanceOnItAreMadeInOneApplyAndDestroyed() {
    Provisioning provision = provision(site("vlan: 42"));

    Provisioning.Ended plan = provision.plan();
    converged(provision.apply());

    assertThat(plan.steps()).contains("  +  network.app  port group app on dvs1, vlan 42\n");
    assertThat(target.otherClient().in("/DC0/network")).contains("app", "dvs1");
    nothingIsLeft(provision);
    Provisioning.Ended destroyed = provision.run("destroy", "--yes", "--allow", "delete");
    assertThat(destroyed.exit()).as(destroyed.all()).isZero();
    assertThat(target.otherClient().in("/DC0/network")).doesNotContain("app", "dvs1");
  }

  @Test
  void everyFieldIsSetReadBackAndChanged() {
    boolean vcsim = target.toString().startsWith("vcsim");
    assumeThat(vcsim && VcsimLacks.row("networks", "distributed")).as("vcsim-lacks.yml").isFalse();
    Provisioning provision =
        provision(
            alone(
                "vlan: \"trunk 20, 1-10\", elastic: false, ports: 16, binding: static,"
                    + " block: true, netflow: inherit, description: one,"
                    + " security: {promiscuous: true, mac_changes: inherit},"
                    + " teaming: {policy: failover_explicit, failback: false, active: [right],"
                    + " standby: [left], beacon: true},"
                    + " shaping: {enabled: true, average: 1000, peak: 2000, burst: 64},"
                    + " in_shaping: {enabled: inherit},"
                    + " mac_learning: {enabled: true, limit: 10, limit_policy: drop},"
                    + " port_overrides: {vlan: true, live_port_moving: true}"));
    converged(provision.apply());
    nothingIsLeft(provision);

    provision.rewrite(
        alone(
            "vlan: inherit, ports: 32, block: false, netflow: true, description: two,"
                + " security: {promiscuous: inherit, forged_transmits: false},"
                + " teaming: {policy: inherit, active: inherit},"
                + " shaping: {average: 1500}, in_shaping: {enabled: true, average: 1, peak: 1},"
                + " mac_learning: {limit: 20, unicast_flooding: true},"
                + " port_overrides: {vlan: false, security: true}"));
    Provisioning.Ended plan = provision.plan();
    converged(provision.apply());

    assertThat(plan.steps())
        .contains("vlan  trunk 1-10, 20 -> inherit")
        .contains("ports  16 -> 32")
        .contains("block  true -> false")
        .contains("netflow  inherit -> true")
        .contains("security.promiscuous  true -> inherit")
        .contains("teaming.active  right -> inherit")
        .contains("shaping.average  1000 -> 1500")
        .contains("in_shaping.enabled  inherit -> true")
        .contains("mac_learning.limit  10 -> 20")
        .contains("mac_learning.unicast_flooding  (absent) -> true")
        .contains("port_overrides.vlan  true -> false")
        .contains("port_overrides.security  false -> true")
        .doesNotContain("limit_policy")
        .doesNotContain("live_port_moving")
        .doesNotContain("standby")
        .doesNotContain("failback");
    nothingIsLeft(provision);
  }

  @Test
  void oneThatIsUsedStaysAndSaysByWhom() {
    Provisioning provision = provision(site("vlan: 42"));
    converged(provision.apply());
    provision.rewrite(
        site("state: absent").replace("networks: {eth0: app}", "networks: {eth0: private}"));
    converged(provision.apply("--yes", "--allow", "delete"));
    assertThat(target.otherClient().in("/DC0/network")).contains("dvs1").doesNotContain("app");
    nothingIsLeft(provision);
  }

  @Test
  void machinesThatAChangeMayCutOffAreNamedAndItNeedsItsOwnWord() {
    assumeThat(target.toString()).as("vcsim erases what is not sent").doesNotStartWith("vcsim");
    Provisioning provision = provision(site("vlan: 42"));
    converged(provision.apply());
    provision.rewrite(site("vlan: 43"));

    Provisioning.Ended plan = provision.plan();
    Provisioning.Ended refused = provision.apply("--yes");
    converged(provision.apply("--allow", "cut-network"));

    assertThat(plan.steps()).contains("vlan  42 -> 43");
    assertThat(plan.out()).contains("may cut a network: connected to it: `web`");
    assertThat(refused.all()).contains("--allow cut-network");
    nothingIsLeft(provision);
  }

  @Test
  void aRehearsalAfterTheApplyAnnouncesNothing() {
    assumeThat(target.toString()).as("one target is enough").doesNotStartWith("vcsim");
    Provisioning provision = provision(site("vlan: 42, security: {promiscuous: true}"));
    converged(provision.apply());

    Provisioning.Ended rehearsed = provision.run("rehearse");

    assertThat(rehearsed.exit()).as(rehearsed.all()).isZero();
    assertThat(rehearsed.out()).contains("0 to create, 0 to change");
  }
}
