package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that dies at any of its writes is finished by the next, which claims nothing that somebody
 * else made meanwhile: the simulator's events tell.
 */
class JournalKilledTest {
  private static final String H0 = "/DC0/host/DC0_C0/DC0_C0_H0";
  private static final String H1 = "/DC0/host/DC0_C0/DC0_C0_H1";
  private static final String HOME = "/provision/ci";
  private static final int NEVER = Integer.MAX_VALUE;
  private static final String NOTHING =
      Suite.play("").replace("  private: {port_group: VM Network}\n", "");
  private static final String APP =
      NOTHING.replace(
          "networks:\n",
          "networks:\n  app: {switch: vSwitch0, vlan: 42, hosts: [DC0_C0_H0, DC0_C0_H1]}\n");

  @TempDir Path folder;
  private SimulatorTarget target;

  private Provisioning fresh() {
    target = new SimulatorTarget(0);
    return new Provisioning(target, folder, APP);
  }

  private Provisioning applied() {
    Provisioning provision = fresh();
    Suite.converged(provision.apply());
    return provision;
  }

  private int writes() {
    return target.mutating().values().stream().mapToInt(Integer::intValue).sum();
  }

  private int writesOfApply() {
    applied();
    return writes();
  }

  private static void prune(Provisioning provision) {
    provision.rewrite(NOTHING);
    provision.apply("--prune", "--yes");
  }

  private int writesOfPrune() {
    Provisioning provision = applied();
    target.resetCalls();
    prune(provision);
    return writes();
  }

  private Integer vlan(String host) {
    return target.hand().portGroups(host).get("app");
  }

  private void nothingIsLeft(Provisioning provision) {
    target.resetCalls();
    Provisioning.Ended again = Suite.converged(provision.apply());
    assertThat(again.out()).contains("0 to create, 0 to change").doesNotContain("orphan");
    assertThat(target.mutating()).isEmpty();
  }

  @Test
  void anApplyThatDiesAtAnyWriteIsFinishedByTheNext() {
    int writes = writesOfApply();
    assertThat(writes).isGreaterThan(8);
    for (int write = 0; write < writes; write++) {
      for (boolean made : List.of(false, true)) {
        Provisioning provision = fresh();
        target.diesAt(write, made);
        assertThat(provision.apply().exit()).as("write %d, %s", write, made).isNotZero();
        target.diesAt(NEVER, false);

        Suite.converged(provision.apply());

        assertThat(vlan(H0)).isEqualTo(42);
        assertThat(vlan(H1)).isEqualTo(42);
        assertThat(target.hand().in(HOME)).hasSize(2);
        nothingIsLeft(provision);
      }
    }
  }

  @Test
  void aPruneThatDiesAtAnyWriteIsFinishedByTheNext() {
    int writes = writesOfPrune();
    assertThat(writes).isGreaterThan(4);
    for (int write = 0; write < writes; write++) {
      for (boolean made : List.of(false, true)) {
        Provisioning provision = applied();
        target.diesAt(write, made);
        prune(provision);
        target.diesAt(NEVER, false);

        Suite.converged(provision.apply("--prune", "--yes"));

        assertThat(vlan(H0)).as("write %d, %s", write, made).isNull();
        assertThat(vlan(H1)).isNull();
        assertThat(target.hand().in(HOME)).isEmpty();
        nothingIsLeft(provision);
      }
    }
  }

  @Test
  void whatSomebodyElseMadeAfterAnApplyDiedIsTheirs() {
    int writes = writesOfApply();
    int seen = 0;
    for (int write = 0; write < writes; write++) {
      for (boolean made : List.of(false, true)) {
        Provisioning provision = fresh();
        target.diesAt(write, made);
        provision.apply();
        target.diesAt(NEVER, false);
        if (vlan(H1) == null) {
          seen++;
          isTheirs(provision, H1, "write " + write + ", " + made);
        }
      }
    }
    assertThat(seen).isGreaterThan(6);
  }

  @Test
  void whatSomebodyElseMadeAfterAPruneDiedIsTheirs() {
    int writes = writesOfPrune();
    int seen = 0;
    for (int write = 0; write < writes; write++) {
      for (boolean made : List.of(false, true)) {
        Provisioning provision = applied();
        target.diesAt(write, made);
        prune(provision);
        target.diesAt(NEVER, false);
        provision.rewrite(APP);
        if (vlan(H0) == null) {
          seen++;
          isTheirs(provision, H0, "write " + write + ", " + made);
        }
      }
    }
    assertThat(seen).isGreaterThan(3);
  }

  private void isTheirs(Provisioning provision, String host, String when) {
    target.hand().portGroup(host, "app", 7);

    Provisioning.Ended refused = provision.apply();
    Provisioning.Ended destroyed = provision.run("destroy", "--yes");

    assertThat(refused.exit()).as(when + refused.all()).isEqualTo(65);
    assertThat(refused.err())
        .contains("`" + host + " port group app` is there already and is not ours");
    assertThat(vlan(host)).as(when + destroyed.all()).isEqualTo(7);
  }
}
