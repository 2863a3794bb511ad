package dev.provision.acceptance;

/** Of a standard port group on two hosts. */
class PortGroupKilledTest extends JournalKilled {
  private static final String H0 = "/DC0/host/DC0_C0/DC0_C0_H0";
  private static final String H1 = "/DC0/host/DC0_C0/DC0_C0_H1";

  private Integer vlan(String host) {
    return target.otherClient().portGroups(host).get("app");
  }

  @Override
  String playbook() {
    return NOTHING.replace(
        "networks:\n",
        "networks:\n  app: {switch: vSwitch0, vlan: 42, hosts: [DC0_C0_H0, DC0_C0_H1]}\n");
  }

  @Override
  int entries() {
    return 2;
  }

  @Override
  boolean areMade() {
    return Integer.valueOf(42).equals(vlan(H0)) && Integer.valueOf(42).equals(vlan(H1));
  }

  @Override
  boolean isThere() {
    return vlan(H1) != null;
  }

  @Override
  void theirs() {
    target.otherClient().portGroup(H1, "app", 7);
  }

  @Override
  boolean isTheirs() {
    return Integer.valueOf(7).equals(vlan(H1));
  }

  @Override
  String path() {
    return H1 + " port group app";
  }
}
