package dev.provision.proof.worlds;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.sessions.JqwikSession;

/**
 * Draws worlds, one of each seed, and makes one smaller as long as it still breaks its promise. The
 * library's generators and shrinking are used without its engine: the proof has a budget of time
 * and not a number of tries, and a world has a seed of its own, so that one is played again alone.
 */
public final class Worlds {
  private Worlds() {}

  private static Arbitrary<Integer> number() {
    return Arbitraries.integers().between(0, 839);
  }

  private static Arbitrary<List<Integer>> numbers(int most) {
    return number().list().ofMinSize(0).ofMaxSize(most);
  }

  private static Arbitrary<Entry> entries(Sort... sorts) {
    return Combinators.combine(
            Arbitraries.of(Arrays.asList(sorts)),
            numbers(6),
            number().list().ofMinSize(0).ofMaxSize(24))
        .as(Entry::new);
  }

  private static Arbitrary<Drawn> worlds(Sort... sorts) {
    Arbitrary<Edit> edits =
        Combinators.combine(
                Arbitraries.frequency(
                    net.jqwik.api.Tuple.of(6, Edit.Way.CHANGE),
                    net.jqwik.api.Tuple.of(2, Edit.Way.REMOVE),
                    net.jqwik.api.Tuple.of(1, Edit.Way.ABSENT),
                    net.jqwik.api.Tuple.of(1, Edit.Way.RENAME),
                    net.jqwik.api.Tuple.of(1, Edit.Way.PROTECT)),
                Arbitraries.integers().between(0, 7),
                numbers(24))
            .as(Edit::new);
    return Combinators.combine(
            numbers(3),
            entries(sorts).list().ofMinSize(1).ofMaxSize(7),
            edits.list().ofMaxSize(4),
            entries(sorts).list().ofMaxSize(2),
            numbers(4).list().ofMaxSize(2),
            Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(4, Arbitraries.just(List.<List<Integer>>of())),
                net.jqwik.api.Tuple.of(1, numbers(4).list().ofMinSize(1).ofMaxSize(2))),
            numbers(2))
        .as(Drawn::new);
  }

  /** Something that is to be done with drawn worlds. */
  public interface Use {
    void with(RandomGenerator<Drawn> generator);
  }

  /** Draws over these sorts of entries; all when none is named. */
  public static void drawn(List<String> sections, Use use) {
    Sort[] sorts =
        Arrays.stream(Sort.values())
            .filter(each -> sections.isEmpty() || sections.contains(each.section()))
            .toArray(Sort[]::new);
    JqwikSession.run(() -> use.with(worlds(sorts).generator(1000, false)));
  }

  public static Shrinkable<Drawn> of(RandomGenerator<Drawn> generator, long seed) {
    return generator.next(new Random(seed));
  }

  /**
   * The smallest that the library comes to.
   *
   * @param breaks whether a world breaks the same promise
   * @param most how many worlds may be tried for it
   */
  public static Drawn smallest(Shrinkable<Drawn> broken, Predicate<Drawn> breaks, int most) {
    int[] left = {most};
    Shrinkable<Drawn> best = broken;
    boolean smaller = true;
    while (smaller && left[0] > 0) {
      AtomicReference<Shrinkable<Drawn>> next = new AtomicReference<>();
      best.shrink()
          .takeWhile(each -> left[0]-- > 0)
          .filter(each -> breaks.test(each.value()))
          .findFirst()
          .ifPresent(next::set);
      smaller = next.get() != null;
      if (smaller) {
        best = next.get();
      }
    }
    return best.value();
  }
}
