package dev.provision.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.diagnostic.Diagnostic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabFileTest {
  @TempDir Path home;

  private List<String> mistakes(String text) throws Exception {
    Path file = home.resolve("lab.yml");
    Files.writeString(file, text);
    return LabFile.read(file, "lab.yml").diagnostics().stream()
        .map((Diagnostic each) -> each.span().orElseThrow() + ": " + each.message())
        .toList();
  }

  @Test
  void saysAllMistakesAtOnceWithTheirPlaces() throws Exception {
    assertThat(
            mistakes(
                """
                sped: 2
                datacenters:
                  DC0:
                    clusters:
                      C0:
                        hosts:
                          esx: {cpus: many, memroy: 64 GiB}
                    datastores:
                      ds1: big
                """))
        .containsExactly(
            "lab.yml:1:1: unknown field `sped`; did you mean `seed`?",
            "lab.yml:7:29: unknown field `memroy`; did you mean `memory`?",
            "lab.yml:7:23: `datacenters.DC0.clusters.C0.hosts.esx.cpus`: expected a whole number,"
                + " found `many`",
            "lab.yml:9:12: `datacenters.DC0.datastores.ds1`: `big` is not a size: expected a number"
                + " and B, KiB, MiB, GiB or TiB, as in 2 GiB");
  }

  @Test
  void rolesAndPermissionsHaveToNameWhatThereIs() throws Exception {
    String lab = "datacenters: {DC0: {}}\n";
    assertThat(mistakes(lab + "roles: {maker: [Folder.Creat]}\n"))
        .containsExactly(
            "lab.yml:2:16: `Folder.Creat` is no privilege; did you mean `Folder.Create`?");
    assertThat(mistakes(lab + "permissions: [{on: /DC0, principal: a, role: maker}]\n"))
        .containsExactly("lab.yml:2:14: there is no role `maker`");
    assertThat(mistakes(lab + "permissions: [{on: /DC1, principal: a, role: Admin}]\n"))
        .containsExactly("lab.yml:2:14: there is no object `/DC1`");
  }

  @Test
  void namesHaveToBeOfTheLab() throws Exception {
    assertThat(
            mistakes(
                """
                datacenters:
                  DC0:
                    clusters:
                      C0: {hosts: {esx: {count: 2}}}
                    datastores:
                      ds1: {size: 10 GiB, mounts: [esx-1, esx-3]}
                    templates:
                      ubuntu: {datastore: ds2}
                faults:
                  - {method: ClonVM_Task, fault: NoDiskSpace}
                storage_policies: {Gold: [ds1, ds3]}
                """))
        .containsExactly(
            "lab.yml:6:43: `esx-3` is no host of the datacenter; did you mean `esx-1`?",
            "lab.yml:8:27: `ds2` is no datastore of the datacenter; did you mean `ds1`?",
            "lab.yml:11:32: `ds3` is no datastore of the lab; did you mean `ds1`?",
            "lab.yml:10:14: `ClonVM_Task` is no method that the simulator has; did you mean"
                + " `CloneVM_Task`?");
  }

  @Test
  void groupsRulesPoolsAndSwitchesHaveToFit() throws Exception {
    assertThat(
            mistakes(
                """
                datacenters:
                  DC0:
                    clusters:
                      C0:
                        drs: false
                        hosts: {esx: {}}
                        pools: {prod: {}}
                        host_groups: {left: [esx-9]}
                        rules: {on: {vm_group: front, host_group: lift}}
                    networks:
                      web: {vswitch: vSwitch1}
                """))
        .containsExactlyInAnyOrder(
            "lab.yml:7:16: a cluster without DRS has no resource pools",
            "lab.yml:8:30: `esx-9` is no host of the cluster",
            "lab.yml:9:32: `front` is no group of machines",
            "lab.yml:9:51: `lift` is no group of hosts; did you mean `left`?",
            "lab.yml:11:22: `vSwitch1` is no switch of the host `esx`");
  }
}
