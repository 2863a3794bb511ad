package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What people write by mistake where an object of the infrastructure is to be: the plan refuses it,
 * with the line and the reason, before any write.
 */
@TestInstance(Lifecycle.PER_CLASS)
class MisplacedTest {
  private static final String LAB =
      """
      speed: 1000
      datacenters:
        DC0:
          clusters:
            A: {hosts: {a1: {cpus: 8, memory: 32 GiB}, a2: {cpus: 8, memory: 32 GiB}}}
          datastores: {shared: 1 TiB}
          networks: {VM Network: {}}
        DC1: {}
      """;

  private static final String MINE =
      """
      name: ci
      vcenter: {simulator: lab.yml, datacenter: DC0, cluster: A}
      folders: {apps: {path: /DC0/vm/apps}}
      clusters: {edge: {drs: {enabled: true}}}
      hosts: {a1: {adopt: true, cluster: A}}
      switches: {dvs1: {uplinks: 2, hosts: {a1: {uplink1: none}}}}
      networks: {app: {switch: dvs1, vlan: 42}}
      datastores: {nfs1: {nfs: {server: nas, path: /vol/one}, hosts: {cluster: A}}}
      resource_pools: {gold: {cpu: {shares: high}}}
      """;

  private SimulatorTarget target;
  private Provisioning provision;

  @BeforeAll
  void apply(@TempDir Path folder) {
    target = new SimulatorTarget(LAB);
    provision = new Provisioning(target, folder, MINE);
    Suite.converged(provision.apply());
    target.resetCalls();
  }

  @AfterAll
  void end() {
    assertThat(target.mutating()).isEmpty();
    target.close();
  }

  /** Each with the whole message; a line of the playbook has one line of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "/DC0/vm/apps}|/DC9/vm/apps}|3: error: the folder above it, `/DC9/vm`, does not exist",
        "/DC0/vm/apps}|/DC1/vm/apps}|3: error: it is in the datacenter `/DC0`, and vCenter moves it"
            + " to no other one; delete it there first, or give this one another name",
        "/DC0/vm/apps}|/DC0/apps}|3: error: no folder `apps` can be made in the datacenter `/DC0`:"
            + " it has `vm`, `host`, `datastore`, `network`, and folders are made in these",
        "edge: {drs|edge: {folder: apps, drs|4: error: `/DC0/vm/apps` is a folder for VMs",
        "nfs1: {nfs|nfs1: {folder: apps, nfs|8: error: `/DC0/vm/apps` is a folder for VMs",
        "resource_pools|vapps: {gold: {}}#resource_pools|9: error: there is another object of this"
            + " name already, a ResourcePool",
        "a1: {adopt|b1: {address: a1, adopt: true, cluster: A}, a1: {adopt|5: error: `host.b1` and"
            + " `host.a1` cannot both have `/DC0/host/A/a1`",
        "switch: dvs1|switch: dvs7|7: error: there is no switch `dvs7` in"
            + " `/DC0`; did you mean `dvs1`?",
        "vlan: 42|vlan: 42, teaming: {active: [up9]}|7: error: `up9` is no uplink of"
            + " `/DC0/network/dvs1`; it has uplink1, uplink2",
        "{uplink1: none}|{uplink1: vmnic77}|6: error: `a1` has no NIC `vmnic77`; it has ",
      })
  void isRefusedWithItsLine(String was, String is, String why) {
    provision.rewrite(MINE.replace(was, is.replace('#', '\n')));

    Provisioning.Ended refused = provision.plan();

    assertThat(refused.exit()).as(refused.all()).isEqualTo(65);
    String[] expected = why.split(": error: ", 2);
    assertThat(refused.err()).contains("site.yml:" + expected[0] + ":").contains(expected[1]);
    assertThat(refused.err().lines().filter(line -> line.contains(": error: "))).hasSize(1);
  }

  @Test
  void aTypeOfTaggedObjectsThatIsSpelledWrongIsRefusedOffline() {
    provision.rewrite(MINE + "vsphere_tags: {tier: {types: [VirtualMaschine]}}\n");

    Provisioning.Ended refused = provision.run("check");

    assertThat(refused.exit()).isEqualTo(65);
    assertThat(refused.err())
        .contains("there are no objects of type `VirtualMaschine`; did you mean `VirtualMachine`?");
  }
}
