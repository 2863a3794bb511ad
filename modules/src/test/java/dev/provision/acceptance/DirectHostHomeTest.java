package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.simulator.LabFile;
import dev.provision.simulator.server.FaultRule;
import dev.provision.simulator.server.FaultRule.When;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * On which datastore of a single ESXi host the journal is. On the simulator, which can break one.
 */
class DirectHostHomeTest {
  private static final String FIRST = "[LocalDS_0] provision/leases/ci";
  private static final String OTHERS =
      DirectHostKilledTest.NETWORKS.replace(
          "VCENTER", "{simulator: lab.yml, datastores: [LocalDS_1]}");
  private static final String APP = "  app: {switch: vSwitch0, vlan: 42}\n";

  @TempDir Path folder;

  private final SimulatorTarget target =
      new SimulatorTarget(DirectHostKilledTest.LAB) {
        @Override
        public String vcenter() {
          return "{simulator: lab.yml}";
        }
      };

  private Provisioning provision(String playbook) {
    return new Provisioning(target, folder, playbook);
  }

  @Test
  void itStaysWhereItWasBegunWhenTheConnectionAllowsAnotherOne() {
    Suite.converged(provision(DirectHostKilledTest.NETWORKS + APP).apply());
    assertThat(target.otherClient().files(FIRST)).hasSize(1);

    String more = APP + "  more: {switch: vSwitch0}\n";
    Provisioning provision = provision(OTHERS + more);
    Suite.converged(provision.apply());

    assertThat(target.otherClient().files(FIRST)).hasSize(2);
    assertThat(target.otherClient().files("[LocalDS_1]")).isEmpty();
    Suite.converged(provision.run("destroy", "--yes", "--allow", "delete"));
    assertThat(target.otherClient().files("[LocalDS_0] provision/leases")).isEmpty();
  }

  @Test
  void aSearchOfAPlanOrAStepStartsAgainWhenItBreaks() {
    Provisioning provision = provision(DirectHostKilledTest.NETWORKS + APP);
    int searches = 1;
    for (int broken = 0; broken <= searches; broken++) {
      target.allIsWell();
      Suite.converged(provision.apply());
      if (broken > 0) {
        target.goesWrong(
            FaultRule.fault("SearchDatastore_Task", "SystemError").at(When.TASK).only(broken));
      }
      target.resetCalls();

      Suite.converged(provision.run("destroy", "--yes", "--allow", "delete"));

      int calls = target.calls().get("SearchDatastore_Task");
      if (broken == 0) {
        searches = calls;
      }
      assertThat(calls)
          .as("search %d breaks", broken)
          .isGreaterThanOrEqualTo(searches + (broken > 0 ? 1 : 0));
      assertThat(target.otherClient().files("[LocalDS_0] provision/leases")).isEmpty();
    }
    assertThat(searches).as("of the plan and of its steps").isGreaterThan(2);
  }

  @Test
  void whileADatastoreThatMayHaveItCannotBeReadNothingIsMade() {
    target.taskFails("SearchDatastoreSubFolders_Task", "", "InvalidDatastore");

    Provisioning.Ended refused = provision(DirectHostKilledTest.NETWORKS + APP).apply();

    assertThat(refused.exit()).as(refused.all()).isEqualTo(65);
    assertThat(refused.err())
        .contains(
            "the port group cannot be recorded as ours: datastore `LocalDS_0`, which may have it,"
                + " cannot be read: ");
    assertThat(target.mutating()).isEmpty();
  }

  @Test
  void aLabOfSuchAHostHasOneHostAndNoTemplates() throws Exception {
    Path lab = folder.resolve("lab.yml");
    Files.writeString(lab, DirectHostKilledTest.LAB.replace("cpus: 2", "count: 2, cpus: 2"));

    assertThat(LabFile.read(lab, "lab.yml").diagnostics())
        .singleElement()
        .asString()
        .contains(
            "a single ESXi host has one datacenter with one host, and no folders and templates");
  }
}
