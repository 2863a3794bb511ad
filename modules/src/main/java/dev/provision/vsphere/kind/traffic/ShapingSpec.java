package dev.provision.vsphere.kind.traffic;

import dev.provision.spi.Problem;
import dev.provision.spi.schema.Doc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code shaping: {enabled: true, average: 100000, peak: 200000, burst: 102400}}. */
@Doc("How much each port may send; `inherit` leaves a port group to its switch.")
public record ShapingSpec(
    @Doc("Whether traffic is shaped.") Optional<Allowed> enabled,
    @Doc("The average rate, in kbit/s.") Optional<Rate> average,
    @Doc("The highest rate, in kbit/s.") Optional<Rate> peak,
    @Doc("How much may be sent at the highest rate, in KiB.") Optional<Rate> burst) {
  public static final ShapingSpec NONE =
      new ShapingSpec(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** In bit/s, as the API counts ({@code averageBandwidth}). */
  public static final long KBIT = 1000;

  /** In bytes, as the API counts ({@code burstSize}). */
  public static final long KIB = 1024;

  /**
   * What is wrong with it.
   *
   * @param field what it is called, {@code shaping}
   * @param on what has it: {@code standard switch}
   * @param above whether that has a switch to inherit from
   */
  public List<Problem> problems(String field, String on, boolean above) {
    List<Problem> problems = new ArrayList<>();
    boolean inherits =
        enabled.filter(Allowed.INHERIT::equals).isPresent()
            || Stream.of(average, peak, burst).anyMatch(Optional.of(Rate.INHERIT)::equals);
    if (!above && inherits) {
      problems.add(new Problem(field, "a " + on + " has nothing to inherit from"));
    }
    Optional<Long> most = peak.flatMap(Rate::number);
    if (most.isPresent()
        && average.flatMap(Rate::number).filter(rate -> rate > most.get()).isPresent()) {
      problems.add(
          new Problem(
              field + ".peak",
              "`peak` %s is below `average` %s".formatted(peak.get(), average.orElseThrow())));
    }
    return problems;
  }
}
