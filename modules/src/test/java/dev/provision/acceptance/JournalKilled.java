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
abstract class JournalKilled {
  private static final int NEVER = Integer.MAX_VALUE;
  static final String NOTHING = Suite.play("").replace("  private: {port_group: VM Network}\n", "");
  @TempDir Path folder;
  SimulatorTarget target;

  /** The playbook with the things. */
  abstract String playbook();

  /** The playbook without them. */
  String nothing() {
    return NOTHING;
  }

  /** How many entries of the journal they are. */
  abstract int entries();

  /** Whether all of them are as they are declared. */
  abstract boolean areMade();

  /** Whether one of them is there, which {@link #theirs} makes. */
  abstract boolean isThere();

  /** Somebody else makes it, of another kind. */
  abstract void theirs();

  /** Whether it is as they made it. */
  abstract boolean isTheirs();

  /** What it is called in a message. */
  abstract String path();

  /** What is simulated, new. */
  SimulatorTarget simulated() {
    return new SimulatorTarget(0);
  }

  /** The names of the journal's entries. */
  List<String> journal() {
    return target.otherClient().in("/provision/ci");
  }

  private Provisioning fresh() {
    target = simulated();
    return new Provisioning(target, folder, playbook());
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

  private void prune(Provisioning provision) {
    provision.rewrite(nothing());
    provision.apply("--prune", "--yes", "--allow", "delete,revoke,cut-network");
  }

  private int writesOfPrune() {
    Provisioning provision = applied();
    target.resetCalls();
    prune(provision);
    return writes();
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
    assertThat(writes).isGreaterThan(6);
    for (int write = 0; write < writes; write++) {
      for (boolean made : List.of(false, true)) {
        Provisioning provision = fresh();
        target.diesAt(write, made);
        if (provision.apply().exit() == 0) {
          // two steps at once may need a write less than the first time
          assertThat(writes()).as("write %d, %s", write, made).isLessThanOrEqualTo(write);
        }
        target.diesAt(NEVER, false);

        Suite.converged(provision.apply());

        assertThat(areMade()).as("write %d, %s", write, made).isTrue();
        assertThat(journal()).hasSize(entries());
        nothingIsLeft(provision);
      }
    }
  }

  @Test
  void aPruneThatDiesAtAnyWriteIsFinishedByTheNext() {
    int writes = writesOfPrune();
    assertThat(writes).isGreaterThan(3);
    for (int write = 0; write < writes; write++) {
      for (boolean made : List.of(false, true)) {
        Provisioning provision = applied();
        target.diesAt(write, made);
        prune(provision);
        target.diesAt(NEVER, false);

        Suite.converged(
            provision.apply("--prune", "--yes", "--allow", "delete,revoke,cut-network"));

        assertThat(isThere()).as("write %d, %s", write, made).isFalse();
        assertThat(journal()).isEmpty();
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
        if (!isThere()) {
          seen++;
          staysTheirs(provision, "write " + write + ", " + made);
        }
      }
    }
    assertThat(seen).isGreaterThan(4);
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
        provision.rewrite(playbook());
        if (!isThere()) {
          seen++;
          staysTheirs(provision, "write " + write + ", " + made);
        }
      }
    }
    assertThat(seen).isGreaterThan(1);
  }

  private void staysTheirs(Provisioning provision, String when) {
    theirs();

    Provisioning.Ended refused = provision.apply();
    Provisioning.Ended destroyed =
        provision.run("destroy", "--yes", "--allow", "delete,revoke,cut-network");

    assertThat(refused.exit()).as(when + refused.all()).isEqualTo(65);
    assertThat(refused.err()).contains("`" + path() + "` is there already and is not ours");
    assertThat(isTheirs()).as(when + destroyed.all()).isTrue();
  }
}
