package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Port groups, datastores and clusters whose names a vCenter escapes, under every form that a
 * playbook may have. On the simulator alone: vcsim cannot make all of them.
 */
class EscapedLabTest {
  private static final String LAB =
      """
      speed: 1000
      guest_delay: 10 ms
      datacenters:
        DC/0:
          clusters:
            50% off:
              hosts:
                esx: {count: 2, cpus: 4, memory: 16 GiB}
          datastores:
            nas1: 1 TiB
            nas 10.0.0.0/24: 1 TiB
          networks:
            v910 10.33.0.0/24: {distributed_switch: dvs}
            a\\b: {}
          templates:
            linux/22.04: {datastore: nas1, disk: 2 GiB, used: 16 MiB, memory: 32 MiB, network: a\\b}
      """;

  private static final String PLAY =
      """
      name: ci
      vcenter: {simulator: lab.yml, datacenter: '%1$s', cluster: '%2$s'}
      images: {base: {template: linux/22.04}}
      networks: {lan: {port_group: '%3$s'}}
      flavors: {small: {vcpus: 1, ram: 64 MiB}}
      volumes: {data: {size: 1 GiB, datastore: '%4$s'}}
      instances:
        web:
          image: base
          flavor: small
          clone: full
          networks: {eth0: lan}
          datastore: '%4$s'
          cluster: '%2$s'
          volumes: {data: data}
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "DC/0, 50% off, v910 10.33.0.0/24, nas 10.0.0.0/24",
    "DC%2f0, 50%25 off, v910 10.33.0.0%2F24, nas 10.0.0.0%2f24",
    "/DC%2F0, /DC%2f0/host/50% off, a\\b, /DC%2F0/datastore/nas 10.0.0.0%2F24",
    "DC/0, 50% off, /DC%2f0/network/a%5cb, nas1"
  })
  void allFormsOfANameAreFoundAndLeaveNothingToDo(
      String datacenter, String cluster, String network, String datastore) {
    try (SimulatorTarget target = new SimulatorTarget(LAB)) {
      Provisioning provision =
          new Provisioning(target, folder, PLAY.formatted(datacenter, cluster, network, datastore));

      Provisioning.Ended made = provision.apply();
      assertThat(made.exit()).as(made.all()).isZero();
      Provisioning.Ended again = provision.plan("--exit-code");
      assertThat(again.exit()).as(again.all()).isZero();
      Provisioning.Ended destroyed = provision.run("destroy", "--yes");
      assertThat(destroyed.exit()).as(destroyed.all()).isZero();
    }
  }

  @Test
  void aDatastoreWithAColonIsItselfBeforeItIsGlancesForm() {
    String lab = LAB.replace("nas 10.0.0.0/24", "nas:export");
    String playbook =
        PLAY.formatted("DC/0", "50% off', datastores: ['nas:export", "a\\b", "x")
            .replaceAll("(?m)^(volumes: .*|    (datastore|cluster|volumes): .*)\n", "")
            .replace("['nas:export'}", "['nas:export']}");
    try (SimulatorTarget target = new SimulatorTarget(lab)) {
      Provisioning.Ended plan = new Provisioning(target, folder, playbook).plan();

      assertThat(plan.exit()).as(plan.all()).isZero();
      assertThat(plan.steps()).contains("small, eth0=lan  -> esx-1, nas:export");
    }
  }
}
