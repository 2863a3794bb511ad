package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.referee.Rule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Port groups that are made on a single ESXi host, whose journal is folders on a datastore. vcsim's
 * host has no events of such calls, so what somebody else made meanwhile is tried on the simulator.
 */
class DirectHostNetworksTest extends OnDirectHost {
  private static final String NONE =
      """
      name: lone-host
      vars: {port: 443, insecure: false, image_file: none}
      vcenter:
        host: ${env.VC_HOST}
        port: ${port}
        username: ${env.VC_USER}
        password: ${env.VC_PASSWORD}
        insecure: ${insecure}
      networks:
        front: {port_group: VM Network}
      """;

  private static final String BACK = NONE + "  back: {switch: vSwitch0, vlan: 42}\n";

  private Path playbook(String text) throws Exception {
    return Files.writeString(folder.resolve("networks.yml"), text);
  }

  private boolean isThere() {
    return host.govc("host.portgroup.info").lines().anyMatch(line -> line.matches("Name: +back"));
  }

  /** Names of the folders below {@code provision/leases}. */
  private List<String> journal(String below) {
    return host.govc("datastore.ls", "-ds", "LocalDS_0", "-R", "provision/leases" + below)
        .lines()
        .map(line -> line.replaceAll("/?:?$", ""))
        .filter(line -> !line.isEmpty())
        .toList();
  }

  @Test
  void aPortGroupIsMadeChangedShownAsAnOrphanAndPruned() throws Exception {
    Path with = playbook(BACK);
    converged(run(with, "apply"));
    assertThat(isThere()).isTrue();
    assertThat(journal("/lone-host")).anyMatch(line -> line.contains("network.back_on_ha-host"));
    nothingIsLeft(with);

    Path other = playbook(BACK.replace("42", "43") + "  more: {switch: vSwitch0}\n");
    converged(run(other, "apply"));
    assertThat(host.govc("host.portgroup.info")).containsPattern("back\\s.*\\s.*ID: +43\\s");
    nothingIsLeft(other);

    Path without = playbook(NONE + "  more: {switch: vSwitch0}\n");
    assertThat(run(without, "plan").text())
        .containsPattern("!   network.back +orphan: .* port group back is owned by lone-host");
    converged(run(without, "apply", "--prune", "--yes", "--allow", "delete"));
    assertThat(isThere()).isFalse();
    nothingIsLeft(without);

    converged(run(without, "destroy", "--yes", "--allow", "delete"));
    assertThat(host.govc("host.portgroup.info")).doesNotContain("more");
    assertThat(journal("")).doesNotContain("lone-host");
  }

  @Test
  void aPlaybookThatMakesNoneSearchesForNoJournal() throws Exception {
    Path none = playbook(NONE);
    host.resetCalls();
    converged(run(none, "plan"));
    assertThat(host.calls()).doesNotContainKey("SearchDatastoreSubFolders_Task");
    converged(run(playbook(BACK), "plan"));
    assertThat(host.calls()).containsEntry("SearchDatastoreSubFolders_Task", 1);
  }

  @Test
  void onePortGroupThatIsThereAlreadyIsSomebodyElses() throws Exception {
    host.govc("host.portgroup.add", "-vswitch", "vSwitch0", "back");
    Path with = playbook(BACK);

    Ran refused = run(with, "apply");
    assertThat(refused.exit()).as(refused.text()).isEqualTo(65);
    assertThat(refused.text()).contains("port group back` is there already and is not ours");

    Path adopted = playbook(BACK.replace("vlan: 42", "vlan: 42, adopt: true"));
    converged(run(adopted, "apply"));
    nothingIsLeft(adopted);
    converged(run(adopted, "destroy", "--yes", "--allow", "delete"));
    assertThat(isThere()).isTrue();
    assertThat(journal("")).doesNotContain("lone-host");
  }

  @Test
  void whereverItIsKilledTheNextRunFinishes() throws Exception {
    Path with = playbook(BACK);
    for (String method : List.of("MakeDirectory", "AddPortGroup", "DeleteDatastoreFile_Task")) {
      for (int nth = 1; nth <= (method.equals("MakeDirectory") ? 5 : 1); nth++) {
        for (Rule rule : List.of(Rule.on(method).nth(nth), Rule.on(method).nth(nth).after())) {
          host.fault(rule.fault("NoPermission"));
          Ran killed = run(with, "apply");
          assertThat(killed.exit()).as("%s %d %s", method, nth, killed.text()).isEqualTo(1);
          host.resetFaults();

          converged(run(with, "apply"));
          assertThat(isThere()).isTrue();
          nothingIsLeft(with);
          converged(run(with, "destroy", "--yes", "--allow", "delete"));
          assertThat(isThere()).isFalse();
          assertThat(journal("")).doesNotContain("lone-host");
        }
      }
    }
  }
}
