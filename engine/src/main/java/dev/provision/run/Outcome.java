package dev.provision.run;

import dev.provision.diagnostic.Span;
import dev.provision.plan.PlannedChange;
import dev.provision.spi.Address;
import dev.provision.spi.ModuleException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** How one step ended. */
public sealed interface Outcome {
  /** It was there already and equals what is declared. */
  record Unchanged() implements Outcome {}

  /** It was made so, and read back so. */
  record Converged() implements Outcome {}

  /**
   * The world refused.
   *
   * @param message the whole sentence, for people: could not create instance `/DC0/vm/ci/web` on
   *     vc.lab.local: no room, at site.yml:12:3
   * @param path where the thing is or was to be; empty where that is not known
   * @param where its line in the playbook; empty where no line declares it
   * @param denial the permission that the account lacks; empty for other reasons
   * @param advice what to do about it; empty where nobody knows
   */
  record Failed(
      String message,
      String path,
      Optional<Span> where,
      Optional<ModuleException.Denial> denial,
      String advice)
      implements Outcome {
    public Failed {
      Objects.requireNonNull(message);
      Objects.requireNonNull(path);
      Objects.requireNonNull(where);
      Objects.requireNonNull(denial);
      Objects.requireNonNull(advice);
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
