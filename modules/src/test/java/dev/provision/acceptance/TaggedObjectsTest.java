package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tags and values of custom attributes on everything of the infrastructure that can have them. */
class TaggedObjectsTest {
  private static final String LAB =
      """
      speed: 1000
      rack:
        esx1.lab: {cpus: 8, memory: 32 GiB}
      """;

  private static final String PLAY =
      """
      name: ci
      vcenter: VCENTER
      custom_attributes:
        owner: {}
      vsphere_tags:
        tier: {cardinality: multiple, tags: {gold: "", old: ""}}
      datacenters:
        DC1: {SAID}
      folders:
        racks: {path: /DC1/host/racks, SAID}
      clusters:
        prod: {folder: racks, drs: {enabled: true}, SAID}
      hosts:
        HOST
      resource_pools:
        web: {parent: prod, SAID}
      vapps:
        shop: {parent: web, SAID}
      datastore_clusters:
        shared: {enabled: true, SAID}
      switches:
        dvs1: {uplinks: 2, needs: [datacenter.DC1], SAID}
      networks:
        apps: {switch: dvs1, vlan: 10, SAID}
      """;

  private static final List<String> PATHS =
      List.of(
          "/DC1",
          "/DC1/host/racks",
          "/DC1/host/racks/prod",
          "/DC1/host/racks/prod/esx1.lab",
          "/DC1/host/racks/prod/Resources/web",
          "/DC1/host/racks/prod/Resources/web/shop",
          "/DC1/datastore/shared",
          "/DC1/network/dvs1",
          "/DC1/network/apps");

  @TempDir Path folder;

  private static String saying(String tag, String owner) {
    String host = HostsTest.host("esx1.lab", ", cluster: prod, SAID").strip();
    return PLAY.replace("HOST", host)
        .replace(
            "SAID", "vsphere_tags: [tier/" + tag + "], custom_attributes: {owner: " + owner + "}");
  }

  private static SimulatorTarget on(String lab) {
    return new SimulatorTarget(lab) {
      @Override
      public String vcenter() {
        return "{simulator: lab.yml, datacenter: DC1}";
      }
    };
  }

  private static void changesNothing(SimulatorTarget target, Provisioning provision) {
    target.resetCalls();
    assertThat(provision.apply().all()).contains("No changes.");
    assertThat(target.mutating()).isEmpty();
  }

  @Test
  void eachIsTaggedAndHasValuesWhenItIsMadeAndWhenTheyChange() {
    SimulatorTarget target = on(LAB);
    Provisioning provision = new Provisioning(target, folder, saying("old", "ann"));

    Suite.converged(provision.apply());
    for (String path : PATHS) {
      assertThat(target.otherClient().tags().on(path)).as(path).containsExactly("old");
    }
    changesNothing(target, provision);
    provision.rewrite(saying("gold", "bob"));
    Provisioning.Ended plan = provision.plan();
    Suite.converged(provision.apply());

    assertThat(plan.out().split("vsphere_tags.tier/gold", -1)).hasSize(PATHS.size() + 1);
    assertThat(plan.out().split("custom_attributes.owner +ann -> bob", -1))
        .hasSize(PATHS.size() + 1);
    for (String path : PATHS) {
      assertThat(target.otherClient().tags().on(path)).as(path).contains("gold");
    }
    changesNothing(target, provision);
    Suite.converged(provision.run("destroy", "--yes", "--allow", "delete"));
    assertThat(target.otherClient().tags().categories()).isEmpty();
  }

  @Test
  void aNetworkOfStandardSwitchesAndOneThatIsLookedUpHaveNone() {
    SimulatorTarget target = new SimulatorTarget(0);
    String said = "vsphere_tags: [tier/gold]}\n";
    Provisioning provision =
        new Provisioning(
            target,
            folder,
            "name: ci\nvcenter: VCENTER\nvsphere_tags: {tier: {tags: {gold: x}}}\nnetworks:\n"
                + "  a: {switch: vSwitch0, vlan: 10, "
                + said);

    assertThat(provision.plan().err())
        .contains("`vsphere_tags` is for a port group of a distributed switch");
    provision.rewrite(
        "name: ci\nvcenter: VCENTER\nnetworks:\n  a: {port_group: VM Network, " + said);
    assertThat(provision.plan().err())
        .contains("`vsphere_tags` is for a port group that is made: add the `switch`");
  }

  @Test
  void theRightToTagIsAskedForOnTheObject() {
    SimulatorTarget target =
        on(
            LAB
                + """
                users:
                  somebody: {privileges: ['*']}
                  ops: {privileges: ['*'], denied: [InventoryService.Tagging.AttachTag]}
                """);
    Provisioning provision = new Provisioning(target, folder, saying("old", "ann"));
    provision.connection("username: somebody, password: x");
    Suite.converged(provision.apply());
    provision.rewrite(saying("gold", "ann"));
    provision.connection("username: ops, password: x");

    Provisioning.Ended refused = provision.plan();

    assertThat(refused.exit()).as(refused.all()).isNotZero();
    assertThat(PATHS)
        .allMatch(
            path ->
                refused
                    .all()
                    .contains("lacks InventoryService.Tagging.AttachTag on `" + path + "`"));
  }
}
