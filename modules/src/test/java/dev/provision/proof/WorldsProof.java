package dev.provision.proof;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;
import org.junit.jupiter.api.Test;
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

  private static final String KINDS =
      "instances,volumes,networks,folders,resource_pools,vsphere_tags,flavors,images,server_groups";

  /** Worlds that are tried to make a broken one smaller. */
  private static final int SMALLER = 400;

  /** The same calls come again and again: to judge each of them was half of the time. */
  static {
    System.setProperty("schema.one_of", "50");
  }

  @TempDir Path folder;

  private final Map<String, String> broken = new TreeMap<>();
  private final Map<String, Integer> steps = new TreeMap<>();

  @Test
  void noWorldBreaksAPromise() {
    Budget budget = Budget.seconds(BUDGET);
    long first = Long.getLong("worlds.seed", 1);
    long most = Long.getLong("worlds.number", Long.MAX_VALUE);
    String kinds = System.getProperty("worlds.kinds", KINDS);
    try (Figures figures = new Figures("random worlds", budget)) {
      Worlds.drawn(
          kinds.isEmpty() ? List.of() : List.of(kinds.split(",")),
          generator -> {
            for (long seed = first; budget.left() && seed - first < most; seed++) {
              play(generator, seed, figures);
            }
          });
      figures.put("steps of kinds", steps.toString());
    }
    assertThat(broken.values()).isEmpty();
  }

  private void play(RandomGenerator<Drawn> generator, long seed, Figures figures) {
    Shrinkable<Drawn> drawn = Worlds.of(generator, seed);
    Story story = drawn.value().story();
    try {
      Life.Told told = Life.of(story, folder);
      figures.count("worlds");
      if (!told.refused().isEmpty()) {
        figures.count("refused by their plan");
        if (Boolean.getBoolean("worlds.refused")) {
          System.out.println("REFUSED " + told.refused());
        }
      }
      for (int i = 0; i < told.calls(); i++) {
        figures.count("changing calls");
      }
      told.steps().forEach((step, number) -> steps.merge(step, number, Integer::sum));
    } catch (Throwable e) {
      figures.count("worlds");
      figures.count("broken");
      String promise = promise(e);
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
