package dev.provision.spi;

import java.util.List;
import java.util.Objects;

/**
 * Why a resource is placed where it is: a table of all places and constraints.
 *
 * @param wanted what the resource needs, {@code 2 vcpus, 4 GiB of ram and 20 GiB of disk}
 * @param what the noun for a place: {@code host}
 * @param constraints the column headings, {@code cpu}, {@code memory}
 * @param remarks where the resource is now, where it goes and why, or why it fits nowhere
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
   * @param fits for each constraint, whether the place meets it
   * @param reasons what rules the place out; for a place that fits, what it has free
   * @param isChosen whether the resource goes there
   */
  public record Row(String place, List<Boolean> fits, List<String> reasons, boolean isChosen) {
    public Row {
      Objects.requireNonNull(place);
      fits = List.copyOf(fits);
      reasons = List.copyOf(reasons);
    }
  }
}
