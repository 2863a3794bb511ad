package dev.provision.plan;

import dev.provision.spi.Address;
import dev.provision.spi.Placement;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A plan without errors, with what it was made from, so that it can be carried out.
 *
 * @param snapshot what was read
 * @param known what was learned of what is there; a run learns more
 * @param placements where what is made will land
 * @param byMark addresses of steps that remove a thing because of its mark and not of its line
 */
public record Planned<R, W>(
    Plan plan,
    Work<?, R, W> work,
    R snapshot,
    Known known,
    Map<Address, Placement> placements,
    Policy policy,
    Set<Address> byMark) {
  public Planned {
    Objects.requireNonNull(plan);
    Objects.requireNonNull(work);
    Objects.requireNonNull(snapshot);
    Objects.requireNonNull(known);
    placements = Map.copyOf(placements);
    Objects.requireNonNull(policy);
    byMark = Set.copyOf(byMark);
  }
}
