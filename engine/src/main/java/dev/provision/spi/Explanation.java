package dev.provision.spi;

import java.util.List;
import java.util.Objects;

/**
 * Why a thing goes where it goes: every place by every constraint.
 *
 * @param wanted what it needs, {@code 2 vcpus, 4 GiB of ram and 20 GiB of disk}
 * @param what the word for a place: {@code host}
 * @param constraints the headings, {@code cpu}, {@code memory}
 * @param remarks where it is, where it goes and why that, or why it goes nowhere
 */
public record Explanation(
    String wanted, String what, List<String> constraints, List<Row> rows, List<String> remarks) {
  public Explanation {
    Objects.requireNonNull(wanted);
    Objects.requireNonNull(what);
    constraints = List.copyOf(constraints);
    rows = List.copyOf(rows);
    remarks = List.copyOf(remarks);
  }

  /**
   * One place.
   *
   * @param fits for each constraint whether it is met
   * @param reasons what speaks against it; of a place that fits, what it has
   * @param isChosen it goes there
   */
  public record Row(String place, List<Boolean> fits, List<String> reasons, boolean isChosen) {
    public Row {
      Objects.requireNonNull(place);
      fits = List.copyOf(fits);
      reasons = List.copyOf(reasons);
    }
  }
}
