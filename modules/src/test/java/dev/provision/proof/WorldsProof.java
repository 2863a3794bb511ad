package dev.provision.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.modules.VcenterProvider;
import dev.provision.proof.worlds.Alone;
import dev.provision.proof.worlds.Broken;
import dev.provision.proof.worlds.Drawn;
import dev.provision.proof.worlds.Life;
import dev.provision.proof.worlds.Story;
import dev.provision.proof.worlds.Worlds;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Worlds from seeds: what a plan announces is what its apply does, a second plan is empty, a
 * rehearsal says the same, what is not ours stays as it is, and a destroy gives the world back.
 * {@code -Dworlds.seed=N} begins with another seed than 1; {@code -Dworlds.kinds=volumes,folders}
 * draws from these sections.
 */
class WorldsProof {
  /** Seconds in CI. */
  private static final int BUDGET = 360;

  /**
   * Found and not mended yet, each with a seed that shows it: counted and shown among the figures,
   * and no failure. What is mended leaves this list and is kept in {@code worlds/}.
   */
  private static final Map<Long, String> OPEN =
      Map.of(
          217L, "an apply converges: vapp could not create vapp",
          250L, "announced is done: announced, and no call made: Step[address=host",
          256L, "a step does what it announced: changed and not announced: network Distributed",
          280L, "an apply converges: host could not create host");

  /** Seeds that CI plays: those that somebody has looked at, so that a change shows and no luck. */
  private static final long SEEN = 300;

  /** Worlds that are tried to make a broken one smaller. */
  private static final int SMALLER = 200;

  /** The same calls come again and again: to judge each of them was half of the time. */
  static {
    System.setProperty("schema.one_of", "50");
  }

  @TempDir Path folder;

  private final Map<String, String> broken = new TreeMap<>();
  private final Map<String, Integer> steps = new TreeMap<>();
  private final Map<String, Integer> sections = new TreeMap<>();

  @Test
  @DisabledIfSystemProperty(named = "worlds.learn", matches = ".+")
  void noWorldBreaksAPromise() {
    Budget budget = Budget.seconds(BUDGET);
    long first = Long.getLong("worlds.seed", 1);
    boolean asked = budget.all() || System.getProperty("proof.seconds") != null;
    long most = Long.getLong("worlds.number", asked ? Long.MAX_VALUE : SEEN);
    String kinds = System.getProperty("worlds.kinds", "");
    try (Figures figures = new Figures("random worlds", budget)) {
      Worlds.drawn(
          kinds.isEmpty() ? List.of() : List.of(kinds.split(",")),
          generator -> {
            for (long seed = first; budget.left() && seed - first < most; seed++) {
              play(generator, seed, figures);
            }
          });
      figures.put("steps by kind and action", steps.toString());
      figures.put("worlds by kind", sections.toString());
      figures.put("kinds in no world", missing().toString());
    }
    assertThat(broken.values()).isEmpty();
  }

  /** Not a proof: writes the table by which the other one judges fields. */
  @Test
  @EnabledIfSystemProperty(named = "worlds.learn", matches = ".+")
  void learnsWhatEachFieldChanges() {
    List<String> untold = new ArrayList<>();
    for (Story story : Alone.stories()) {
      try {
        Life.Told told = Life.of(story, folder);
        if (!told.refused().isEmpty()) {
          untold.add(told.refused());
        }
      } catch (Broken e) {
        untold.add(e.promise() + "\n" + story.second());
      }
    }
    Alone.learned();
    untold.forEach(each -> System.out.println("UNTOLD " + each));
  }

  private List<String> missing() {
    return new VcenterProvider()
        .kinds().stream()
            .map(kind -> kind.info().section())
            .filter(section -> !sections.containsKey(section))
            .toList();
  }

  private void play(RandomGenerator<Drawn> generator, long seed, Figures figures) {
    Shrinkable<Drawn> drawn = Worlds.of(generator, seed);
    Story story = drawn.value().story();
    try {
      Life.Told told = Life.of(story, folder);
      figures.count("worlds");
      if (told.refused().isEmpty()) {
        Set.copyOf(drawn.value().sections())
            .forEach(section -> sections.merge(section, 1, Integer::sum));
      } else {
        figures.count("refused by their plan");
        if (Boolean.getBoolean("worlds.refused")) {
          System.out.println("REFUSED " + told.refused());
        }
      }
      for (int i = 0; i < told.calls(); i++) {
        figures.count("changing calls");
      }
      for (int i = 0; i < told.apart(); i++) {
        figures.count("of them of lease and change record");
      }
      told.steps().forEach((step, number) -> steps.merge(step, number, Integer::sum));
    } catch (Throwable e) {
      figures.count("worlds");
      String promise = promise(e);
      if (OPEN.values().stream().anyMatch(promise::startsWith)) {
        figures.count("broken as the list of open findings has it");
        return;
      }
      figures.count("broken");
      if (!broken.containsKey(promise)) {
        broken.put(promise, "");
        Story small = smaller(drawn, promise);
        String how = how(small);
        String all = "seed " + seed + ": " + promise + "\n\n" + small.text() + "\n" + how;
        broken.put(promise, all);
        keep(seed, small, all);
      }
    }
  }

  private static String promise(Throwable e) {
    return e instanceof Broken promise ? promise.promise() : e.toString().replaceAll("\\d+", "0");
  }

  private Story smaller(Shrinkable<Drawn> drawn, String promise) {
    return Worlds.smallest(
            drawn,
            each -> {
              try {
                Life.of(each.story(), folder);
                return false;
              } catch (Throwable e) {
                return promise(e).equals(promise);
              }
            },
            Integer.getInteger("worlds.smaller", SMALLER))
        .story();
  }

  private String how(Story story) {
    try {
      Life.of(story, folder);
      return "(not broken when it was played again)";
    } catch (Throwable e) {
      if (e instanceof Broken) {
        return e.getMessage();
      }
      StringWriter text = new StringWriter();
      e.printStackTrace(new PrintWriter(text));
      return text.toString();
    }
  }

  private static void keep(long seed, Story small, String all) {
    try {
      Path to = Files.createDirectories(Path.of("target/proofs/worlds"));
      Files.writeString(to.resolve("seed-" + seed + ".yml"), small.text());
      Files.writeString(to.resolve("seed-" + seed + ".txt"), all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
