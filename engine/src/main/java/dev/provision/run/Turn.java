package dev.provision.run;

import dev.provision.diagnostic.Checked;
import dev.provision.plan.Action;
import dev.provision.plan.Found;
import dev.provision.plan.Known;
import dev.provision.plan.Look;
import dev.provision.plan.Node;
import dev.provision.plan.Planned;
import dev.provision.plan.PlannedChange;
import dev.provision.plan.Policy;
import dev.provision.spi.Allocation;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.spi.Observation;
import dev.provision.spi.Observation.Ownership;
import dev.provision.spi.Placement;
import dev.provision.spi.Readiness;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides what a step with a declaration does next: resolve, look, compare, within what the plan
 * allowed. Every look uses the same code, so it does not matter which write was lost or when a run
 * was killed.
 */
final class Turn<R, W> {
  private final Planned<R, W> planned;
  private final Settings settings;
  private final Words words;
  private final Look<R, W> look;
  private final Map<Job<R, W>, Instant> readyBy = new HashMap<>();
  private final Map<Job<R, W>, Readiness.WhenReachable> answered = new HashMap<>();

  Turn(Planned<R, W> planned, Settings settings, Words words) {
    this.planned = planned;
    this.settings = settings;
    this.words = words;
    this.look = new Look<>(planned.work());
  }

  Next<W> next(Job<R, W> job, Node<?, R, W> node, R read, Instant now) {
    Known known = planned.known();
    Checked<Found<?, ?, ?, R, W>> looked = look.at(node, known, read);
    if (looked.hasErrors() || looked.value().isEmpty()) {
      return new Next.Done<>(words.failed(job, job.verb(), looked.diagnostics()));
    }
    Found<?, ?, ?, R, W> found = looked.get();
    if (!found.path().isEmpty()) {
      job.foundAt(found.path());
    } else if (job.path().isEmpty()) {
      job.foundAt(found.pathToBe(read));
    }
    Next<W> next =
        node.declaration().common().absent()
            ? gone(job, found, read)
            : found.seen() instanceof Observation.Present
                ? present(job, found, read, now)
                : made(job, found, read);
    if (next instanceof Next.Done<W> done && done.outcome().isGood()) {
      known.learn(found);
    }
    return next;
  }

  /** Remembers that the port of {@code wait_for} answered. */
  void answered(Job<R, W> job, Readiness.WhenReachable place) {
    answered.put(job, place);
  }

  private Next<W> gone(Job<R, W> job, Found<?, ?, ?, R, W> found, R read) {
    if (found.isAbsent()) {
      return done(job);
    }
    if (found.seen() instanceof Observation.Present<?> present
        && present.ownership() != Ownership.EXISTING) {
      return job.writes() >= settings.rounds()
          ? failed(job, Verb.DELETE, "it is still there after " + job.writes() + " deletions")
          : new Next.Write<>(Verb.DELETE, found.locks(read), found::delete);
    }
    return unclear(job, found, Verb.DELETE);
  }

  /** The object does not exist, or is not ours. */
  private Next<W> made(Job<R, W> job, Found<?, ?, ?, R, W> found, R read) {
    if (found.isAbsent()) {
      job.seeAbsent();
      return absent(job, found, read);
    }
    if (found.seen() instanceof Observation.Foreign && job.step().action() == Action.ADOPT) {
      return job.writes() >= settings.rounds()
          ? failed(job, Verb.ADOPT, "it does not keep our mark")
          : new Next.Write<>(Verb.ADOPT, found.locks(read), found::adopt);
    }
    return unclear(job, found, job.step().action() == Action.CREATE ? Verb.CREATE : Verb.READ);
  }

  private Next<W> absent(Job<R, W> job, Found<?, ?, ?, R, W> found, R read) {
    if (!job.makes()) {
      return planAgain(job, Verb.UPDATE, "it was there when the plan was made and is gone");
    }
    if (job.isCreated()) {
      return new Next.LookAgain<>("made, and not to be seen yet");
    }
    Placement placement = planned.placements().get(job.address());
    if (placement == null) {
      Allocation late = planned.work().allocate(found.demands(), read);
      if (late.refused().containsKey(job.address())) {
        return failed(job, Verb.CREATE, late.refused().get(job.address()));
      }
      placement = late.placed().getOrDefault(job.address(), Placement.NONE);
    }
    Placement at = placement;
    return new Next.Write<>(
        Verb.CREATE, found.locksToCreate(read), write -> found.create(at, write));
  }

  private Next<W> unclear(Job<R, W> job, Found<?, ?, ?, R, W> found, Verb verb) {
    Observation<?> seen = found.seen();
    if (seen instanceof Observation.InProgress<?> progress) {
      job.seeUnderWay();
      return new Next.Await<>(progress.what());
    }
    if (seen instanceof Observation.Unreadable<?> unreadable) {
      return failed(job, Verb.READ, unreadable.why());
    }
    if (seen instanceof Observation.Ambiguous<?> ambiguous) {
      return failed(
          job, Verb.READ, "more than one thing matches: " + String.join(", ", ambiguous.paths()));
    }
    return failed(job, verb, "what is there is not ours");
  }

  private Next<W> present(Job<R, W> job, Found<?, ?, ?, R, W> found, R read, Instant now) {
    if (job.step().action() == Action.REPLACE && !job.isCleared()) {
      if (((Observation.Present<?>) found.seen()).ownership() != Ownership.OWNED) {
        return planAgain(job, Verb.DELETE, "whose it is changed since the plan");
      }
      return job.writes() >= settings.rounds()
          ? failed(job, Verb.DELETE, "it is still there after " + job.writes() + " deletions")
          : new Next.Write<>(Verb.DELETE, found.locks(read), found::delete);
    }
    boolean fresh = job.isNew();
    Policy policy = fresh ? planned.policy().forNewOnes() : planned.policy();
    Policy.Judged judged = policy.judge(found.diff());
    List<Change> stuck = new ArrayList<>(judged.refused());
    if (fresh) {
      stuck.addAll(judged.left());
    }
    if (judged.todo().isEmpty() && stuck.isEmpty()) {
      return ready(job, found, now);
    }
    if (judged.todo().isEmpty() && fresh) {
      return new Next.Done<>(new Outcome.NotConverged(found.place(stuck)));
    }
    List<PlannedChange> unplanned = found.place(unplanned(job, fresh, judged));
    if (!unplanned.isEmpty()) {
      return planAgain(
          job,
          Verb.UPDATE,
          "it changed since the plan, which did not say " + Words.changes(unplanned));
    }
    if (job.writes() >= settings.rounds() + (job.step().action() == Action.REPLACE ? 1 : 0)) {
      return new Next.Done<>(new Outcome.NotConverged(found.place(judged.todo())));
    }
    Optional<Placement> at = Optional.ofNullable(planned.placements().get(job.address()));
    return new Next.Write<>(
        Verb.UPDATE, found.locks(read), write -> found.update(judged.todo(), at, write));
  }

  /**
   * Changes with worse effects than the plan showed, or under an exact policy all that it did not
   * show. An object that this run created may be changed freely.
   */
  private List<Change> unplanned(Job<R, W> job, boolean fresh, Policy.Judged judged) {
    if (fresh) {
      return List.of();
    }
    Effect worst = Effect.IN_PLACE;
    for (PlannedChange change : job.step().changes()) {
      Effect effect = change.change().effect();
      worst = effect.compareTo(worst) > 0 ? effect : worst;
    }
    List<Change> unplanned = new ArrayList<>(judged.refused());
    for (Change change : judged.todo()) {
      if (change.effect().compareTo(worst) > 0 || planned.policy().exact() && !shows(job, change)) {
        unplanned.add(change);
      }
    }
    return unplanned;
  }

  /**
   * Whether the plan shows this change of a step, whose values may have become known since. What a
   * step makes is as declared, whatever it finds of it; after its first write the rest follows from
   * that; and a step without changes that reads attributes of others was announced as one that may
   * follow them.
   */
  private static boolean shows(Job<?, ?> job, Change change) {
    boolean follows =
        !job.step().isWork() && job.node().map(n -> n.pending().isPresent()).orElse(false);
    return follows
        || job.makes()
        || job.isTouched()
        || job.step().changes().stream()
            .anyMatch(shown -> shown.change().field().equals(change.field()));
  }

  private Next<W> ready(Job<R, W> job, Found<?, ?, ?, R, W> found, Instant now) {
    Readiness ready = job.isAwaited() ? found.ready(job.read()) : Readiness.ready();
    if (ready instanceof Readiness.NotYet notYet) {
      return isInTime(job, found, now)
          ? new Next.Await<>(notYet.seen())
          : new Next.Done<>(new Outcome.NotReady(notYet.seen()));
    }
    if (ready instanceof Readiness.WhenReachable place && !place.equals(answered.get(job))) {
      return isInTime(job, found, now)
          ? new Next.Dial<>(place)
          : new Next.Done<>(new Outcome.NotReady(place.seen()));
    }
    return done(job);
  }

  /**
   * Whether the time limit to become ready has not passed; it starts with the first look that finds
   * the object.
   */
  private boolean isInTime(Job<R, W> job, Found<?, ?, ?, R, W> found, Instant now) {
    Duration within = found.readyWithin().orElse(settings.readyWithin());
    return now.isBefore(readyBy.computeIfAbsent(job, j -> now.plus(within)));
  }

  private Next<W> done(Job<R, W> job) {
    return new Next.Done<>(
        job.step().isWork() || job.isTouched() ? new Outcome.Converged() : new Outcome.Unchanged());
  }

  private Next<W> planAgain(Job<R, W> job, Verb verb, String reason) {
    return new Next.Done<>(words.failed(job, verb, reason, "plan again"));
  }

  private Next<W> failed(Job<R, W> job, Verb verb, String reason) {
    return new Next.Done<>(words.failed(job, verb, reason));
  }
}
