package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that dies at any of its writes, while a distributed switch with a member and a port group
 * is made or removed, is finished by the next, which makes and leaves nothing twice.
 */
class DistributedKilledTest {
  private static final int NEVER = Integer.MAX_VALUE;
  private static final String NOTHING = "name: ci\nvcenter: VCENTER\n";
  private static final String SITE =
      NOTHING
          + """
          switches:
            dvs1: {uplinks: [up], nioc: {enabled: true}, hosts: {DC0_C0_H0: {up: vmnic1}}}
          networks:
            app: {switch: dvs1, vlan: 42, description: one}
          """;
  private static final String[] FREELY = {"--prune", "--yes", "--allow", "delete,cut-network"};

  @TempDir Path folder;
  private SimulatorTarget target;

  private Provisioning fresh() {
    target = new SimulatorTarget(0);
    return new Provisioning(target, folder, SITE);
  }

  private Provisioning applied() {
    Provisioning provision = fresh();
    Suite.converged(provision.apply());
    provision.rewrite(NOTHING);
    target.resetCalls();
    return provision;
  }

  private int writes() {
    return target.mutating().values().stream().mapToInt(Integer::intValue).sum();
  }

  private List<String> networks() {
    return target.otherClient().in("/DC0/network").stream()
        .filter(name -> name.startsWith("dvs1") || name.startsWith("app"))
        .map(name -> name.replaceAll("-DVUplinks.*", "-DVUplinks"))
        .toList();
  }

  private void nothingIsLeft(Provisioning provision, String when) {
    target.resetCalls();
    assertThat(provision.apply().all()).as(when).contains("No changes.");
    assertThat(target.mutating()).as(when).isEmpty();
    assertThat(target.otherClient().in("/provision/ci")).as(when).isEmpty();
  }

  @Test
  void anApplyThatDiesAtAnyWriteIsFinishedByTheNext() {
    Suite.converged(fresh().apply());
    int writes = writes();
    assertThat(writes).isGreaterThan(6);
    for (int write = 0; write < writes; write++) {
      for (boolean made : List.of(false, true)) {
        String when = "write " + write + ", " + made;
        Provisioning provision = fresh();
        target.diesAt(write, made);
        provision.apply();
        target.diesAt(NEVER, false);

        Suite.converged(provision.apply("--allow", "cut-network"));

        assertThat(networks()).as(when).containsExactlyInAnyOrder("app", "dvs1", "dvs1-DVUplinks");
        nothingIsLeft(provision, when);
      }
    }
  }

  @Test
  void aPruneThatDiesAtAnyWriteIsFinishedByTheNext() {
    applied().apply(FREELY);
    int writes = writes();
    assertThat(writes).isGreaterThan(2);
    for (int write = 0; write < writes; write++) {
      for (boolean made : List.of(false, true)) {
        String when = "write " + write + ", " + made;
        Provisioning provision = applied();
        target.diesAt(write, made);
        provision.apply(FREELY);
        target.diesAt(NEVER, false);

        Suite.converged(provision.apply(FREELY));

        assertThat(networks()).as(when).isEmpty();
      }
    }
  }
}
