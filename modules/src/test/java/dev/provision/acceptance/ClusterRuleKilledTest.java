package dev.provision.acceptance;

import java.util.List;

/** Of a rule of a cluster and the groups that it names. */
class ClusterRuleKilledTest extends JournalKilled {
  private static final String CLUSTER = "/DC0/host/DC0_C0";

  @Override
  String playbook() {
    return NOTHING
        + """
        clusters:
          DC0_C0:
            vm_groups: {webs: []}
            host_groups: {left: [DC0_C0_H0]}
            rules: {webs-left: {vms: webs, on: left}}
        """;
  }

  @Override
  int entries() {
    return 3;
  }

  @Override
  boolean areMade() {
    return isThere()
        && target.otherClient().groups(CLUSTER).keySet().containsAll(List.of("webs", "left"));
  }

  @Override
  boolean isThere() {
    return target.otherClient().rules(CLUSTER).containsKey("webs-left");
  }

  @Override
  void theirs() {
    target
        .otherClient()
        .rule(CLUSTER, "webs-left", "/DC0/vm/DC0_C0_RP0_VM0", "/DC0/vm/DC0_C0_RP0_VM1");
  }

  @Override
  boolean isTheirs() {
    return target.otherClient().rules(CLUSTER).get("webs-left").vms().size() == 2;
  }

  @Override
  String path() {
    return CLUSTER + " rule webs-left";
  }
}
