package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.proof.Budget;
import dev.provision.proof.Figures;
import dev.provision.proof.Spread;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code playbooks/site.yml}, which has every kind, and three runs of it: the first apply in an
 * empty vCenter, a change in each section, and the destroy. Each dies at each of its writes, those
 * for the lease too, before the effect or after it; one more run of the same command gives the
 * inventory, the mounts and the files of an undisturbed one, and the plan after it is empty. Then
 * the same with two deaths in a row, and with a session that is lost before each of its calls.
 */
class CrashPointsProof {
  private static final int NEVER = Integer.MAX_VALUE;

  private static final Pattern ALLOW =
      Pattern.compile("--yes is not enough, allow it with --allow (\\S+)\n");

  @TempDir Path folder;

  private final Budget budget = Budget.seconds(250);
  private final Figures figures = new Figures("crash points", budget);
  private final Map<String, String> wrong = new LinkedHashMap<>();

  /** One run that is disturbed. */
  private final class Phase {
    final String name;
    final Function<String, SimulatorTarget> before;
    final Function<String, String> playbook;
    final String command;
    int writes;
    int calls;
    Map<String, List<String>> after;

    Phase(
        String name,
        Function<String, SimulatorTarget> before,
        Function<String, String> playbook,
        String command) {
      this.name = name;
      this.before = before;
      this.playbook = playbook;
      this.command = command;
    }

    World world(String point) {
      SimulatorTarget target = before.apply(point);
      target.book().diesInLeasesToo();
      Path own = own(point);
      return new World(
          this, target, new Provisioning(target, own, playbook.apply(Site.small(own))));
    }

    /** Where a run of it has its playbook. */
    Path own(String point) {
      try {
        return Files.createDirectories(folder.resolve(name).resolve(point));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** What an undisturbed run makes, and how many calls it needs. */
    void measure() {
      World world = world("whole");
      world.target.book().losesSession(NEVER, () -> {});
      Provisioning.Ended ended = world.run();
      assertThat(ended.exit()).as(ended.all()).isZero();
      writes = world.target.book().writes();
      calls = world.target.book().total();
      after = Site.inventory(world.target.simulator());
    }
  }

  private record World(Phase phase, SimulatorTarget target, Provisioning provision) {
    /** With the consent that it asks for. */
    Provisioning.Ended run() {
      Provisioning.Ended ended = provision.run(phase.command, "--yes");
      Matcher asks = ALLOW.matcher(ended.err());
      return asks.find() ? provision.run(phase.command, "--yes", "--allow", asks.group(1)) : ended;
    }
  }

  private List<Phase> phases() {
    List<Phase> phases = new ArrayList<>();
    phases.add(new Phase("apply", name -> new SimulatorTarget(Site.lab()), text -> text, "apply"));
    for (String name : List.of("update", "destroy")) {
      SavedLab made = new SavedLab(folder.resolve(name), Site.lab());
      made.keep(
          (simulator, own) ->
              Suite.converged(
                  new Provisioning(new SimulatorTarget(simulator), own, Site.small(own)).apply()));
      phases.add(
          name.equals("update")
              ? new Phase(name, made::copy, SiteChanges::in, "apply")
              : new Phase(name, made::copy, text -> text, "destroy"));
    }
    phases.forEach(Phase::measure);
    return phases;
  }

  @Test
  void aRunThatDiesIsFinishedByTheNextOne() {
    List<Phase> phases = phases();
    try (figures) {
      long points = phases.stream().mapToLong(each -> 2L * each.writes).sum();
      spread(phases, each -> 2 * each.writes, 0.5, "deaths", this::dies);
      figures.put("that there are in all", points);
      spread(phases, each -> each.writes, 0.75, "pairs", this::diesTwice);
      spread(phases, each -> each.calls, 1, "lost sessions", this::losesItsSession);
    }
    assertThat(wrong).isEmpty();
  }

  private interface Point {
    String at(Phase phase, int point);
  }

  /** Points of all phases in turn, until this share of the time is over or there are no more. */
  private void spread(
      List<Phase> phases, Function<Phase, Integer> points, double until, String name, Point what) {
    figures.put(name, 0);
    List<PrimitiveIterator.OfInt> all =
        phases.stream().map(each -> Spread.below(points.apply(each)).iterator()).toList();
    while (budget.left(until) && all.stream().anyMatch(PrimitiveIterator.OfInt::hasNext)) {
      for (int i = 0; i < phases.size(); i++) {
        if (all.get(i).hasNext()) {
          Phase phase = phases.get(i);
          int point = all.get(i).next();
          String label = phase.name + ", " + name + " " + point;
          String failed = what.at(phase, point);
          if (!failed.isEmpty()) {
            wrong.put(label, failed);
          }
          figures.count(name);
        }
      }
    }
  }

  private String dies(Phase phase, int point) {
    String name = "death-" + point;
    World world = phase.world(name);
    world.target.diesAt(point / 2, point % 2 == 1);
    world.run();
    return finished(world, name);
  }

  private String diesTwice(Phase phase, int point) {
    String name = "deaths-" + point;
    World world = phase.world(name);
    world.target.diesAt(point, point % 2 == 0);
    world.run();
    // the second death is somewhere else each time, but the same in every run
    world.target.diesAt((point * 7 + 3) % Math.max(1, phase.writes - point), point % 3 == 0);
    world.run();
    return finished(world, name);
  }

  private String losesItsSession(Phase phase, int point) {
    String name = "session-" + point;
    World world = phase.world(name);
    world.target.book().losesSession(point, world.target.simulator()::expireSessions);
    Provisioning.Ended ended = world.run();
    return ended.exit() == 0 ? finished(world, name) : ended.all();
  }

  /** What is wrong after one more run; empty when nothing is. */
  private String finished(World world, String name) {
    try {
      world.target.diesAt(NEVER, false);
      Provisioning.Ended next = world.run();
      if (next.exit() != 0) {
        return next.all();
      }
      Map<String, List<String>> made = Site.inventory(world.target.simulator());
      if (!made.equals(world.phase.after)) {
        return difference(world.phase.after, made);
      }
      Provisioning.Ended plan = world.run();
      return plan.exit() == 0 && plan.all().contains("No changes") ? "" : plan.all();
    } finally {
      delete(world.phase, name);
    }
  }

  private static String difference(
      Map<String, List<String>> expected, Map<String, List<String>> made) {
    StringBuilder text = new StringBuilder();
    expected.forEach(
        (type, paths) -> {
          List<String> there = made.getOrDefault(type, List.of());
          paths.stream()
              .filter(each -> !there.contains(each))
              .forEach(
                  each -> text.append("- ").append(type).append(' ').append(each).append('\n'));
        });
    made.forEach(
        (type, paths) -> {
          List<String> wanted = expected.getOrDefault(type, List.of());
          paths.stream()
              .filter(each -> !wanted.contains(each))
              .forEach(
                  each -> text.append("+ ").append(type).append(' ').append(each).append('\n'));
        });
    return text.isEmpty() ? "the same things, in other numbers" : text.toString();
  }

  private void delete(Phase phase, String name) {
    try (Stream<Path> files = Files.walk(phase.own(name))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
