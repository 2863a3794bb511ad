package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An apply of {@code playbooks/site.yml} that dies on the way, at writes spread over the whole of
 * it, each before its effect or after it: one more apply makes the inventory that an undisturbed
 * one makes.
 */
class SiteKilledTest {
  /** How many; {@code -Dsite.states=40} for more than a sample. */
  private static final int STATES = Integer.getInteger("site.states", 12);

  private static final int NEVER = Integer.MAX_VALUE;
  @TempDir Path folder;

  private record Run(SimulatorTarget target, Provisioning provision) {
    int writes() {
      return target.mutating().values().stream().mapToInt(Integer::intValue).sum();
    }

    Map<String, List<String>> inventory() {
      return Site.inventory(target.simulator());
    }
  }

  private Run fresh(String name) {
    try {
      Path own = Files.createDirectories(folder.resolve(name));
      SimulatorTarget target = new SimulatorTarget(Site.lab());
      return new Run(target, new Provisioning(target, own, Site.small(own)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theNextApplyFinishesWhatOneLeftThatDied() {
    Run whole = fresh("whole");
    Suite.converged(whole.provision().apply());
    int writes = whole.writes();
    assertThat(writes).isGreaterThan(STATES);
    Map<String, List<String>> made = whole.inventory();
    Map<String, String> wrong = new ConcurrentHashMap<>();
    IntStream.range(0, STATES)
        .parallel()
        .forEach(
            state -> {
              int write = state * writes / STATES;
              String name = "write-" + write + "-" + state % 2;
              Run run = fresh(name);
              run.target().diesAt(write, state % 2 == 1);
              run.provision().apply();
              run.target().diesAt(NEVER, false);
              Provisioning.Ended next = run.provision().apply();
              if (next.exit() != 0) {
                wrong.put(name, next.all());
              } else if (!run.inventory().equals(made)) {
                wrong.put(name, run.inventory().toString());
              }
            });
    assertThat(wrong).isEmpty();
  }
}
