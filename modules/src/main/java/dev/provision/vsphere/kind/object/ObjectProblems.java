package dev.provision.vsphere.kind.object;

import dev.provision.spi.Observation;
import dev.provision.spi.Problem;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.places.DirectHost;
import java.util.List;

/** What keeps an object from being as it is declared. */
record ObjectProblems<S extends Record>(ObjectForm<S, ?> kind) {
  List<Problem> of(ObjectDesired<S> desired, Observation<ObjectState> seen, Inventory read) {
    if (desired.isExisting() || kind.ofHost(desired, read).isPresent()) {
      return kind.valuesOfOthers(desired);
    }
    List<Problem> problems = desired.values().problems(kind.about().managed(), read);
    problems.addAll(desired.tags().problems(kind.about().managed(), read));
    seen.there().ifPresent(state -> problems.addAll(kind.misfits(desired, state.item())));
    if (DirectHost.is(read)) {
      problems.add(new Problem("", refusal(desired)));
    } else if (desired.path().isEmpty()) {
      problems.add(new Problem("", kind.about().top().whyNone()));
    } else {
      Whereabouts.problem(kind, desired, seen, read).ifPresent(problems::add);
    }
    if (problems.isEmpty()) {
      problems.addAll(kind.alsoProblems(desired, seen, read));
    }
    return problems;
  }

  /** Why there is none that could be looked up. */
  Problem missing(ObjectDesired<S> desired, Inventory read) {
    return new Problem(
        "path", DirectHost.is(read) ? refusal(desired) : kind.whyNone(desired, read));
  }

  private String refusal(ObjectDesired<S> desired) {
    return DirectHost.refusal(
        kind.about().info().kind() + " " + desired.address().name(), kind.about().whyNotOnHost());
  }
}
