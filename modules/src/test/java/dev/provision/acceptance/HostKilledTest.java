package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.simulator.server.FaultRule;
import dev.provision.simulator.world.World;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that dies at any of its writes, while a host is added or moved, is finished by the next: a
 * host that was added and not marked is ours, and one that went into maintenance mode for a move
 * leaves it.
 */
class HostKilledTest {
  private static final int NEVER = Integer.MAX_VALUE;
  private static final String LAB =
      """
      speed: 1000
      datacenters:
        DC0:
          clusters:
            A: {hosts: {a1: {cpus: 8, memory: 32 GiB}}}
            B: {hosts: {b1: {cpus: 8, memory: 32 GiB}}}
      rack:
        esx1.lab: {cpus: 8, memory: 32 GiB}
      """;

  @TempDir Path folder;
  private SimulatorTarget target;

  private static String in(String cluster) {
    return "name: ci\nvcenter: VCENTER\nclusters: {A: {}, B: {}}\nhosts:\n"
        + HostsTest.host("esx1.lab", ", cluster: " + cluster);
  }

  private Provisioning fresh() {
    target =
        new SimulatorTarget(LAB) {
          @Override
          public String vcenter() {
            return "{simulator: lab.yml}";
          }
        };
    return new Provisioning(target, folder, in("A"));
  }

  private Provisioning applied() {
    Provisioning provision = fresh();
    Suite.converged(provision.apply());
    provision.rewrite(in("B"));
    target.resetCalls();
    return provision;
  }

  private int writes() {
    return target.mutating().values().stream().mapToInt(Integer::intValue).sum();
  }

  private void isFinished(Provisioning provision, String cluster, String when) {
    target.diesAt(NEVER, false);
    Suite.converged(provision.apply());
    World world = target.simulator().world();
    List<String> hosts = world.all("HostSystem").stream().map(world::path).toList();
    assertThat(hosts).as(when).contains("/DC0/host/" + cluster + "/esx1.lab");
    assertThat(HostsTest.inMaintenance(target, "esx1.lab")).as(when).isFalse();
    target.resetCalls();
    assertThat(provision.apply().all()).as(when).contains("No changes.");
    assertThat(target.mutating()).as(when).isEmpty();
    assertThat(target.otherClient().in("/provision/ci")).as(when).isEmpty();
  }

  @Test
  void anAdditionThatDiesAtAnyWriteIsFinishedByTheNext() {
    Suite.converged(fresh().apply());
    int writes = writes();
    assertThat(writes).isGreaterThan(6);
    for (int write = 0; write < writes; write++) {
      for (boolean made : List.of(false, true)) {
        Provisioning provision = fresh();
        target.diesAt(write, made);
        assertThat(provision.apply().exit()).as("write %d, %s", write, made).isNotZero();
        isFinished(provision, "A", "write " + write + ", " + made);
      }
    }
  }

  @Test
  void aMoveThatDiesAtAnyWriteIsFinishedByTheNext() {
    Suite.converged(applied().apply());
    int writes = writes();
    assertThat(writes).isGreaterThan(4);
    for (int write = 0; write < writes; write++) {
      Provisioning provision = applied();
      target.diesAt(write, true);
      assertThat(provision.apply().exit()).as("write %d", write).isNotZero();
      isFinished(provision, "B", "write " + write);
    }
  }

  /** The events of the cluster tell who was the first to add one since our run wrote its entry. */
  @Test
  void oneThatSomebodyElseAddedMeanwhileIsTheirs() {
    Provisioning provision = fresh();
    target.refuses("AddHost_Task", false);
    target.goesWrong(FaultRule.fault("Destroy_Task", "NoPermission"));
    assertThat(provision.apply().exit()).isNotZero();
    target.allIsWell();
    target.stub().addHost("/DC0/host/A", "esx1.lab", HostsTest.certificate("esx1.lab", 1).sha1());

    Provisioning.Ended refused = provision.apply();

    assertThat(refused.exit()).as(refused.all()).isEqualTo(65);
    assertThat(refused.err()).contains("`/DC0/host/A/esx1.lab` is there already and is not ours");
  }
}
