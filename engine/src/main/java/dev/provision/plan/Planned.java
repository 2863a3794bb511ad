package dev.provision.plan;

import dev.provision.spi.Address;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Placement;
import dev.provision.spi.ReadSession;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A plan without errors, with all that is needed to carry it out.
 *
 * @param snapshot the snapshot it was made from
 * @param known what is known about existing resources; a run adds to it
 * @param placements where new resources go
 * @param byMark addresses of steps that delete an object because of its mark, not because of a
 *     declaration
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

  /** The same over what its steps' objects are now. */
  public Planned<R, W> seenAgain(ReadSession<R> session)
      throws ModuleException, InterruptedException {
    Set<Address> all = new LinkedHashSet<>();
    plan.steps().stream().filter(Step::isWork).forEach(step -> all.add(step.entry()));
    return new Planned<>(plan, work, session.refresh(all), known, placements, policy, byMark);
  }
}
