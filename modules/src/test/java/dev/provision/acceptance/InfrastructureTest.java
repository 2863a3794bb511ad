package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Folders, pools, port groups, rules and the machines in them, in one playbook and one apply. */
class InfrastructureTest extends Acceptance {
  private static final String CLUSTER = "/DC0/host/DC0_C0";
  private static final String H0 = CLUSTER + "/DC0_C0_H0";

  private static final String NETWORK =
      "  app: {switch: vSwitch0, vlan: 42, hosts: [DC0_C0_H0, DC0_C0_H1]}\n";
  private static final String RULE = "      webs-apart: {apart: [web]}\n";

  private static String site() {
    return play("").replace("networks:\n", "networks:\n" + NETWORK)
        + """
        folders:
          web: {path: /DC0/vm/ci/shop/web}
        resource_pools:
          shop: {cpu: {shares: high}}
          batch: {parent: shop, memory: {shares: low}}
        clusters:
          DC0_C0:
            vm_groups: {webs: [web]}
            host_groups: {left: [DC0_C0_H0, DC0_C0_H1]}
            rules:
              webs-left: {vms: webs, on: left}
        """
        + RULE
        + """
        flavors:
          small: {vcpus: 1, ram: 64 MiB}
        instances:
          web:
            count: 2
            image: base
            flavor: small
            folder: web
            resource_pool: batch
            networks: {eth0: app}
        """;
  }

  @Test
  void aPoolThatIsNamedByItsPathIsMadeFirst() {
    String path = CLUSTER + "/Resources/shop/batch";
    Provisioning provision =
        provision(site().replace("resource_pool: batch", "resource_pool: " + path));

    Provisioning.Ended graph = provision.run("graph");
    converged(provision.apply());

    assertThat(graph.out())
        .contains("resource_pool." + path + "\n  resource_pool.shop\n  resource_pool.batch\n");
    nothingIsLeft(provision);
  }

  @Test
  void isMadeInOneApplyAndOneThatIsDroppedIsPruned() {
    Provisioning provision = provision(site());
    Provisioning.Ended plan = provision.plan();
    converged(provision.apply());

    assertThat(plan.steps())
        .contains("instance.web-1  small, eth0=app  -> DC0_C0_H")
        .doesNotContain("-> DC0_C0_H2");
    assertThat(target.otherClient().in("/DC0/vm/ci/shop/web")).containsExactly("web-1", "web-2");
    assertThat(target.otherClient().vm("/DC0/vm/ci/shop/web/web-1").nics().get(0).backing())
        .isEqualTo("app");
    assertThat(target.otherClient().rules(CLUSTER)).containsOnlyKeys("webs-left", "webs-apart");
    nothingIsLeft(provision);

    provision.rewrite(
        site().replace(NETWORK, "").replace(RULE, "").replace("{eth0: app}", "{eth0: private}"));
    Provisioning.Ended orphans = provision.plan();
    converged(provision.apply("--prune", "--yes", "--allow", "delete"));

    assertThat(orphans.steps())
        .contains("network.app  orphan: " + H0 + " port group app, ")
        .contains("cluster.DC0_C0.rules.webs-apart  orphan: " + CLUSTER + " rule webs-apart");
    assertThat(target.otherClient().portGroups(H0)).doesNotContainKey("app");
    assertThat(target.otherClient().rules(CLUSTER)).containsOnlyKeys("webs-left");
    nothingIsLeft(provision);

    Provisioning.Ended destroyed = provision.run("destroy", "--yes", "--allow", "delete");
    assertThat(destroyed.exit()).as(destroyed.all()).isZero();
    assertThat(target.otherClient().in("/DC0/vm")).doesNotContain("ci");
    assertThat(target.otherClient().groups(CLUSTER)).isEmpty();
    assertThat(target.otherClient().in("/provision")).isEqualTo(List.of());
  }
}
