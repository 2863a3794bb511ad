package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What HA keeps free in a cluster is no place for machines: the plan knows it before the server
 * refuses to switch one on.
 */
class FailoverReserveTest {
  private static final String LAB =
      """
      speed: 1000
      guest_delay: 10 ms
      datacenters:
        DC0:
          clusters:
            A:
              hosts:
                a1: {cpus: 8, memory: 32 GiB}
                a2: {cpus: 8, memory: 32 GiB}
                a3: {cpus: 8, memory: 32 GiB}
            B: {hosts: {b1: {cpus: 8, memory: 32 GiB}}}
          datastores:
            shared: 1 TiB
          networks: {VM Network: {}}
          templates:
            seed: {datastore: shared, disk: 1 GiB, memory: 32 MiB, network: VM Network}
      """;

  private static final String PLAY =
      """
      name: ci
      vcenter: {simulator: lab.yml, clusters: [%s]}
      clusters: {A: {adopt: true, ha: {enabled: true, admission_control: %s}}}
      flavors:
        small: {vcpus: 1, ram: 8 GiB, extra_specs: {"quota:memory_reservation": 8192}}
      images: {base: {template: /DC0/vm/seed}}
      instances:
        web: {count: %d, image: base, flavor: small, networks: {eth0: VM Network}}
      """;

  @TempDir Path folder;
  private SimulatorTarget target;

  @BeforeEach
  void start() {
    target = new SimulatorTarget(LAB);
  }

  @AfterEach
  void stop() {
    target.close();
  }

  private Provisioning play(String clusters, String keeps, int count) {
    return new Provisioning(target, folder, PLAY.formatted(clusters, keeps, count));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{percent: {cpu: 25, memory: 50}} | 6 | HA keeps 50 % of the memory free",
        "{percent: auto, host_failures: 1} | 8 | HA keeps 33 % of the memory free",
        "{host_failures: 1} | 8 | HA has 8 slots of 32 MHz and 8192 MB when 1 fail",
        "{host_failures: 1, slot: {cpu: 500, memory: 16 GiB}} | 4 | HA has 4 slots of 500 MHz",
      })
  void takesAsManyMachinesAsTheServerSwitchesOnAndRefusesOneMore(
      String keeps, int most, String why) {
    Provisioning.Ended refused = play("A", keeps, most + 1).plan();

    assertThat(refused.exit()).as(refused.all()).isEqualTo(1);
    assertThat(refused.err())
        .contains("no place for `instance.web-" + (most + 1) + "`")
        .contains("is in `A`, where " + why);
    assertThat(target.mutating()).isEmpty();
    Provisioning provision = play("A", keeps, most);
    Suite.converged(provision.apply("--yes"));
    assertThat(provision.plan().all()).contains("No changes.");
  }

  @Test
  void aHostThatIsToStayFreeIsNoPlace() {
    Provisioning.Ended refused = play("A", "{failover_hosts: [a1]}", 9).plan();

    assertThat(refused.exit()).as(refused.all()).isEqualTo(1);
    assertThat(refused.err()).contains("a1  is kept free by HA for hosts that fail");
    Provisioning provision = play("A", "{failover_hosts: [a1]}", 4);
    assertThat(provision.plan().out()).doesNotContain("-> a1, shared");
    Suite.converged(provision.apply("--yes"));
    assertThat(provision.plan().all()).contains("No changes.");
  }

  @Test
  void placesThemInAnotherClusterWhereThatKeepsNothing() {
    Provisioning.Ended plan = play("A, B", "{percent: {cpu: 25, memory: 50}}", 9).plan();

    assertThat(plan.exit()).as(plan.all()).isZero();
    assertThat(plan.out().lines().filter(line -> line.contains("-> b1"))).hasSize(3);
  }
}
