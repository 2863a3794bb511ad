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
  /** The resource already matched its declaration. */
  record Unchanged() implements Outcome {}

  /** The resource was written, and the read back matches. */
  record Converged() implements Outcome {}

  /**
   * The server refused, or the run could not go on.
   *
   * @param message the whole sentence, for people: could not create instance `/DC0/vm/ci/web` on
   *     vc.lab.local: no room, at site.yml:12:3
   * @param path where the object is or should be; empty when unknown
   * @param where the position of its declaration; empty when it is not declared
   * @param denial the permission that the account lacks; empty for other reasons
   * @param advice what the user can do; empty when there is no advice
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

  /** The calls succeeded, but what was read back still differs. */
  record NotConverged(List<PlannedChange> left) implements Outcome {
    public NotConverged {
      left = List.copyOf(left);
    }
  }

  /**
   * The resource matches its declaration, but did not become ready in time.
   *
   * @param seen what was seen last
   */
  record NotReady(String seen) implements Outcome {}

  /** Not begun, because another step failed. */
  record Skipped(Address rootCause, String why) implements Outcome {}

  /** Not begun, or not finished, because the run was stopped. */
  record Cancelled(Progress progress) implements Outcome {
    /** How far a step came. */
    public enum Progress {
      NOT_BEGUN,
      MAYBE_HALF_DONE,
      /** All is written, and the resource was not waited for until it is ready. */
      NOT_AWAITED
    }

    public Cancelled(boolean maybeHalfDone) {
      this(maybeHalfDone ? Progress.MAYBE_HALF_DONE : Progress.NOT_BEGUN);
    }

    /**
     * @param wrote whether a write was tried
     * @param awaits whether there is nothing more to write
     */
    static Cancelled after(boolean wrote, boolean awaits) {
      return new Cancelled(
          !wrote ? Progress.NOT_BEGUN : awaits ? Progress.NOT_AWAITED : Progress.MAYBE_HALF_DONE);
    }

    public boolean maybeHalfDone() {
      return progress == Progress.MAYBE_HALF_DONE;
    }
  }

  default boolean isGood() {
    return this instanceof Unchanged || this instanceof Converged;
  }
}
