package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Standard port groups are made on hosts, changed there, and owned by the journal. */
class PortGroupsTest extends Acceptance {
  private static final String H0 = "/DC0/host/DC0_C0/DC0_C0_H0";
  private static final String H1 = "/DC0/host/DC0_C0/DC0_C0_H1";
  private static final String H2 = "/DC0/host/DC0_C0/DC0_C0_H2";
  private static final String HOME = "/provision/ci";

  private static String app(String fields) {
    return alone(fields)
        + """
        flavors:
          small: {vcpus: 1, ram: 64 MiB}
        instances:
          web: {count: 2, image: base, flavor: small, networks: {eth0: app}}
        """;
  }

  private static String alone(String fields) {
    return play("")
        .replace("networks:\n", "networks:\n  app: {switch: vSwitch0, " + fields + "}\n");
  }

  private Map<String, Integer> on(String host) {
    return target.otherClient().portGroups(host);
  }

  @Test
  void isMadeOnTwoHostsAndInstancesStandOnThemInTheSameApply() {
    Provisioning provision = provision(app("vlan: 42, hosts: [DC0_C0_H0, DC0_C0_H2]"));

    Provisioning.Ended plan = provision.plan();
    converged(provision.apply());

    assertThat(plan.steps())
        .contains("  +  network.app  port group app on vSwitch0, vlan 42, DC0_C0_H0, DC0_C0_H2\n");
    assertThat(plan.steps()).doesNotContain("-> DC0_C0_H1");
    assertThat(on(H0)).containsEntry("app", 42);
    assertThat(on(H1)).doesNotContainKey("app");
    assertThat(on(H2)).containsEntry("app", 42);
    assertThat(target.otherClient().vm("/DC0/vm/ci/web-1").nics().get(0).backing())
        .isEqualTo("app");
    assertThat(target.otherClient().in(HOME)).hasSize(2);
    nothingIsLeft(provision);
  }

  @Test
  void followsItsFieldsAndItsHosts() {
    Provisioning provision = provision(alone("vlan: 42, hosts: [DC0_C0_H0, DC0_C0_H1]"));
    converged(provision.apply());

    provision.rewrite(
        alone("vlan: 43, security: {promiscuous: true}, hosts: [DC0_C0_H1, DC0_C0_H2]"));
    Provisioning.Ended plan = provision.plan();
    converged(provision.apply());

    assertThat(plan.steps())
        .contains("vlan  42 -> 43")
        .contains("security.promiscuous  inherit -> true")
        .contains("hosts.DC0_C0_H0  port group -> (absent)")
        .contains("hosts.DC0_C0_H2  (absent) -> port group");
    assertThat(on(H0)).doesNotContainKey("app");
    assertThat(on(H1)).containsEntry("app", 43);
    assertThat(on(H2)).containsEntry("app", 43);
    nothingIsLeft(provision);
    provision.rewrite(alone("vlan: 44, hosts: [DC0_C0_H1, DC0_C0_H2]"));
    converged(provision.apply());
    provision.rewrite(alone("security: {promiscuous: true}, hosts: [DC0_C0_H1, DC0_C0_H2]"));
    nothingIsLeft(provision);
  }

  @Test
  void oneWithoutALineIsAnOrphanAndPruned() {
    Provisioning provision = provision(alone("vlan: 42, cluster: DC0_C0"));
    converged(provision.apply());
    assertThat(on(H1)).containsEntry("app", 42);

    provision.rewrite(play(""));
    Provisioning.Ended plan = provision.plan();
    converged(provision.apply("--prune", "--yes", "--allow", "delete"));

    assertThat(plan.steps())
        .contains("network.app  orphan: " + H0 + " port group app, " + H1 + " port group app, ");
    assertThat(on(H1)).doesNotContainKey("app");
    assertThat(target.otherClient().in(HOME)).isEmpty();
    nothingIsLeft(provision);
  }

  @Test
  void destroyTakesTheHomeLast() {
    Provisioning provision = provision(app("hosts: [DC0_C0_H0]"));
    converged(provision.apply());

    Provisioning.Ended destroyed = provision.run("destroy", "--yes", "--allow", "delete");

    assertThat(destroyed.exit()).as(destroyed.all()).isZero();
    assertThat(on(H0)).doesNotContainKey("app");
    assertThat(target.otherClient().in("/provision")).isEmpty();
  }

  @Test
  void anotherOnesIsLeftAloneUntilItIsAdoptedAndThenGivenBack() {
    target.otherClient().portGroup(H0, "app", 7);
    Provisioning provision = provision(alone("vlan: 42, hosts: [DC0_C0_H0, DC0_C0_H1]"));

    Provisioning.Ended refused = provision.apply();
    assertThat(refused.exit()).isEqualTo(65);
    assertThat(refused.err())
        .contains("`" + H0 + " port group app` is there already and is not ours");
    provision.rewrite(alone("vlan: 42, adopt: true, hosts: [DC0_C0_H0]"));
    converged(provision.apply());

    assertThat(on(H0)).containsEntry("app", 42);
    nothingIsLeft(provision);
    provision.rewrite(play(""));
    converged(provision.apply("--prune", "--yes", "--allow", "delete"));
    assertThat(on(H0)).containsEntry("app", 42);
    assertThat(target.otherClient().in(HOME)).isEmpty();
  }

  @Test
  void oneThatIsToBeAbsentGoesWhenItsMachinesHaveLeftIt() {
    Provisioning provision = provision(app("hosts: [DC0_C0_H0]"));
    converged(provision.apply());
    provision.rewrite(
        app("hosts: [DC0_C0_H0], state: absent")
            .replace("networks: {eth0: app}", "networks: {eth0: private}"));

    converged(provision.apply("--yes", "--allow", "delete"));

    assertThat(on(H0)).doesNotContainKey("app");
    nothingIsLeft(provision);
  }

  @Test
  void aRehearsalAfterTheApplyAnnouncesNothing() {
    Provisioning provision =
        provision(app("vlan: 42, security: {mac_changes: false}, hosts: [DC0_C0_H0]"));
    converged(provision.apply());

    Provisioning.Ended rehearsed = provision.run("rehearse");

    assertThat(rehearsed.exit()).as(rehearsed.all()).isZero();
    assertThat(rehearsed.out()).contains("0 to create, 0 to change");
  }
}
