package dev.provision.run;

import dev.provision.plan.Action;
import dev.provision.plan.Holding;
import dev.provision.plan.Planned;
import dev.provision.plan.Step;
import dev.provision.spi.Address;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides what a step does next that removes an object because of its mark. */
final class Removal<R, W> {
  private final Planned<R, W> planned;
  private final Settings settings;
  private final Words words;
  private Optional<R> readFrom = Optional.empty();
  private Map<Address, List<Holding<?, R, W>>> held = Map.of();
  private List<Holding<?, R, W>> suspects = List.of();

  Removal(Planned<R, W> planned, Settings settings, Words words) {
    this.planned = planned;
    this.settings = settings;
    this.words = words;
  }

  Next<W> next(Job<R, W> job, R read) {
    Optional<Holding<?, R, W>> found = find(job.step(), read);
    boolean release = job.step().action() == Action.RELEASE;
    Verb verb = release ? Verb.RELEASE : Verb.DELETE;
    if (found.isEmpty()) {
      Optional<String> suspect = suspect(job.step(), read);
      return new Next.Done<>(
          suspect.isPresent() ? words.failed(job, verb, suspect.get()) : new Outcome.Converged());
    }
    Holding<?, R, W> holding = found.get();
    job.foundAt(holding.owned().path());
    if (holding.owned().keeps().isPresent()) {
      return new Next.Done<>(words.failed(job, verb, "it " + holding.owned().keeps().get()));
    }
    if (holding.owned().protect() && !release) {
      return new Next.Done<>(words.failed(job, verb, "it is protected since the plan"));
    }
    if (holding.owned().adopted() != release) {
      return new Next.Done<>(
          words.failed(job, verb, "whether it was adopted changed since the plan", "plan again"));
    }
    if (job.writes() >= settings.rounds()) {
      return new Next.Done<>(
          words.failed(job, verb, "it still carries our mark after " + job.writes() + " attempts"));
    }
    return new Next.Write<>(verb, holding.locks(), release ? holding::release : holding::delete);
  }

  /** The object of the plan, even when it moved, and never another one with the same mark. */
  private Optional<Holding<?, R, W>> find(Step step, R read) {
    List<Holding<?, R, W>> marked = held(read).getOrDefault(step.address(), List.of());
    boolean hasDouble =
        planned.plan().orphans().stream().anyMatch(o -> o.address().equals(step.address()));
    return marked.stream()
        .filter(h -> h.owned().path().equals(step.path()))
        .findFirst()
        .or(() -> hasDouble ? Optional.empty() : marked.stream().findFirst());
  }

  /** Why the object of the plan is none that may be removed any more; empty when it is gone. */
  private Optional<String> suspect(Step step, R read) {
    held(read);
    return suspects.stream()
        .filter(each -> each.address().equals(step.address()))
        .filter(each -> each.owned().path().equals(step.path()))
        .map(each -> each.owned().suspect())
        .findFirst();
  }

  /** The marked objects in this snapshot; computed once for each snapshot. */
  private Map<Address, List<Holding<?, R, W>>> held(R read) {
    if (readFrom.isEmpty() || readFrom.get() != read) {
      List<Holding<?, R, W>> all =
          Holding.withHome(planned.work().provider(), planned.work().environment(), read);
      held = new HashMap<>();
      suspects = all.stream().filter(Holding::isSuspect).toList();
      for (Holding<?, R, W> holding : all) {
        if (!holding.isSuspect()) {
          held.computeIfAbsent(holding.address(), a -> new ArrayList<>()).add(holding);
        }
      }
      readFrom = Optional.of(read);
    }
    return held;
  }
}
