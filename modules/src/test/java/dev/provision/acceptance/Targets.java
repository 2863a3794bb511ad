package dev.provision.acceptance;

import dev.provision.referee.Referee;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** Where the suite runs: on every vCenter that can be had here. */
final class Targets {
  /** Starts a fresh one. */
  interface Place {
    /**
     * @param machines how many it has beside those that every target has
     */
    Target start(int machines);
  }

  private Targets() {}

  /** All there are; {@code -DexcludedGroups=referee} leaves vcsim out. */
  static Stream<Named<Place>> all() {
    List<Named<Place>> all = new ArrayList<>();
    boolean left = System.getProperty("excludedGroups", "").contains("referee");
    if (!left && Referee.isAvailable()) {
      all.add(
          Named.of(
              "vcsim",
              machines ->
                  machines == 0
                      ? new VcsimTarget()
                      : new VcsimTarget("-ds", "2", "-crowd", String.valueOf(machines))));
    }
    return all.stream();
  }
}
