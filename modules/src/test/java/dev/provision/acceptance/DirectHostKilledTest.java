package dev.provision.acceptance;

import java.util.List;

/** Of a standard port group on a single ESXi host, whose journal is folders on a datastore. */
class DirectHostKilledTest extends JournalKilled {
  private static final String HOST = "/DC0/host/esx1/esx1";
  static final String LAB =
      """
      esxi: true
      speed: 1000
      datacenters:
        DC0:
          clusters:
            esx1:
              hosts:
                esx1: {cpus: 2, memory: 64 GiB}
          datastores:
            LocalDS_0: 1 TiB
            LocalDS_1: 1 TiB
          networks:
            VM Network: {}
      """;

  static final String NETWORKS =
      """
      name: ci
      vcenter: VCENTER
      networks:
        private: {port_group: VM Network}
      """;

  @Override
  SimulatorTarget simulated() {
    return new SimulatorTarget(LAB) {
      @Override
      public String vcenter() {
        return "{simulator: lab.yml, datastores: [LocalDS_1, LocalDS_0]}";
      }
    };
  }

  @Override
  String nothing() {
    return NETWORKS;
  }

  @Override
  String playbook() {
    return NETWORKS + "  app: {switch: vSwitch0, vlan: 42}\n";
  }

  @Override
  List<String> journal() {
    return target.otherClient().files("[LocalDS_0] provision/leases/ci").stream()
        .filter(name -> !name.startsWith("lease-"))
        .toList();
  }

  private Integer vlan() {
    return target.otherClient().portGroups(HOST).get("app");
  }

  @Override
  int entries() {
    return 1;
  }

  @Override
  boolean areMade() {
    return Integer.valueOf(42).equals(vlan());
  }

  @Override
  boolean isThere() {
    return vlan() != null;
  }

  @Override
  void theirs() {
    target.otherClient().portGroup(HOST, "app", 7);
  }

  @Override
  boolean isTheirs() {
    return Integer.valueOf(7).equals(vlan());
  }

  @Override
  String path() {
    return HOST + " port group app";
  }
}
