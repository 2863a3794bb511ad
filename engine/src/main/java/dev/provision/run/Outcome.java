package dev.provision.run;

import dev.provision.plan.PlannedChange;
import dev.provision.spi.Address;
import java.util.List;
import java.util.Objects;

/** How one step ended. */
public sealed interface Outcome {
  /** It was there already and equals what is declared. */
  record Unchanged() implements Outcome {}

  /** It was made so, and read back so. */
  record Converged() implements Outcome {}

  /** The world refused; a whole sentence: could not ... on ...: reason. */
  record Failed(String message) implements Outcome {
    public Failed {
      Objects.requireNonNull(message);
    }
  }

  /** The calls went through, and what was read back still differs. */
  record NotConverged(List<PlannedChange> left) implements Outcome {
    public NotConverged {
      left = List.copyOf(left);
    }
  }

  /** It was made and is right, but did not become ready in time; what was seen. */
  record NotReady(String seen) implements Outcome {}

  /** Not begun, because of what happened to another. */
  record Skipped(Address rootCause, String why) implements Outcome {}

  /** Not begun, or left, because the run was cancelled. */
  record Cancelled(boolean maybeHalfDone) implements Outcome {}

  default boolean isGood() {
    return this instanceof Unchanged || this instanceof Converged;
  }
}
