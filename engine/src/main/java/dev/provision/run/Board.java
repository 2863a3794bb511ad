package dev.provision.run;

import dev.provision.plan.Node;
import dev.provision.plan.Planned;
import dev.provision.plan.Step;
import dev.provision.spi.Address;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * All steps of a run: which may begin, which have ended, and what the end of one means for those
 * that wait for it. Only the coordinator's thread uses it.
 */
final class Board<R, W> {
  private final List<Job<R, W>> jobs = new ArrayList<>();
  private final TreeSet<Job<R, W>> startable = new TreeSet<>();
  private final Teller teller;
  private final boolean failFast;
  private int unfinished;
  private boolean ended;

  Board(Planned<R, W> planned, Teller teller, boolean failFast) {
    this.teller = teller;
    this.failFast = failFast;
    Map<Address, Node<?, R, W>> nodes = new HashMap<>();
    planned.work().nodes().forEach(n -> nodes.put(n.address(), n));
    planned.byMark().forEach(nodes::remove);
    Map<Address, Job<R, W>> byAddress = new HashMap<>();
    for (Step step : planned.plan().steps()) {
      Job<R, W> job = new Job<>(jobs.size(), step, Optional.ofNullable(nodes.get(step.address())));
      jobs.add(job);
      byAddress.put(step.address(), job);
      for (Address before : step.after()) {
        Job<R, W> other = byAddress.get(before);
        if (other != null) {
          job.waitFor(other);
        }
      }
    }
    unfinished = jobs.size();
    jobs.stream().filter(Job::isFree).forEach(startable::add);
  }

  /** All steps, in the order of the plan. */
  List<Job<R, W>> jobs() {
    return jobs;
  }

  boolean isOver() {
    return unfinished == 0;
  }

  /** Takes the first step that may begin. */
  Optional<Job<R, W>> begin() {
    return Optional.ofNullable(startable.pollFirst());
  }

  /** Ends a step, and with it those that cannot begin any more. */
  void finish(Job<R, W> first, Outcome outcome) {
    Deque<Map.Entry<Job<R, W>, Outcome>> open = new ArrayDeque<>();
    open.add(Map.entry(first, outcome));
    while (!open.isEmpty()) {
      Map.Entry<Job<R, W>, Outcome> next = open.remove();
      if (!next.getKey().isOver()) {
        finish(next.getKey(), next.getValue(), open);
      }
    }
    if (failFast && !outcome.isGood() && !(outcome instanceof Outcome.Cancelled)) {
      skipRest(first.address(), "--fail-fast");
    }
  }

  private void finish(Job<R, W> job, Outcome outcome, Deque<Map.Entry<Job<R, W>, Outcome>> open) {
    job.end(outcome);
    unfinished--;
    startable.remove(job);
    teller.over(job, outcome);
    for (Job<R, W> dependant : job.dependants()) {
      dependant.release(job);
      if (dependant.isOver()) {
        continue;
      }
      if (!outcome.isGood() && dependant.step().isWork()) {
        open.add(Map.entry(dependant, because(job, outcome)));
      } else if (dependant.isFree()) {
        startable.add(dependant);
      }
    }
  }

  private static Outcome because(Job<?, ?> cause, Outcome outcome) {
    if (outcome instanceof Outcome.Cancelled) {
      return new Outcome.Cancelled(false);
    }
    return outcome instanceof Outcome.Skipped
        ? outcome
        : new Outcome.Skipped(cause.address(), "`" + cause.address() + "` failed");
  }

  /** Starts no more steps; those without work end as unchanged. */
  void skipRest(Address rootCause, String why) {
    if (ended) {
      return;
    }
    ended = true;
    for (Job<R, W> job : jobs) {
      if (!job.hasBegun() && !job.isOver()) {
        finish(
            job,
            job.step().isWork() ? new Outcome.Skipped(rootCause, why) : new Outcome.Unchanged());
      }
    }
  }

  Map<Address, Outcome> outcomes() {
    Map<Address, Outcome> outcomes = new LinkedHashMap<>();
    jobs.forEach(j -> outcomes.put(j.address(), j.outcome().orElseThrow()));
    return outcomes;
  }
}
