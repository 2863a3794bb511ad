package dev.provision.vsphere.lease;

import dev.provision.spi.LeaseHolder;
import dev.provision.spi.LeaseRequest;
import dev.provision.spi.ModuleException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Takes the lease of an environment: at once where nobody has it, or where the run that has it is
 * over; else it watches that run until it ends, is seen alive, or shows nothing for as long as a
 * lease lasts. For one request.
 */
final class LeaseTaking {
  private static final int ATTEMPTS = 5;

  private final LeaseStore store;
  private final LeaseRequest request;
  private final String run;
  private final long begun;

  /** The one that we have made and not kept yet. */
  private Optional<FoundLease> made = Optional.empty();

  /** Those that were over when we made ours. */
  private List<FoundLease> over = List.of();

  private boolean told;

  /** How often ours was gone before it was marked. */
  private int stale;

  /** How often the server said that there is one while there was none to be seen. */
  private int unseen;

  /** The one that is watched, and since when it shows nothing new. */
  private Optional<FoundLease> watched = Optional.empty();

  private long unchangedSince;

  /**
   * @param run the id of the run, for the mark
   */
  LeaseTaking(LeaseStore store, LeaseRequest request, String run) {
    this.store = store;
    this.request = request;
    this.run = run;
    this.begun = request.nanos().getAsLong();
  }

  /**
   * @throws ModuleException of kind LEASED when another run has it and is alive
   */
  FoundLease take() throws ModuleException, InterruptedException {
    int failures = 0;
    try {
      while (true) {
        try {
          Optional<FoundLease> taken = attempt();
          if (taken.isPresent()) {
            made = Optional.empty();
            return taken.get();
          }
          failures = 0;
        } catch (ModuleException e) {
          failures++;
          if (e.kind() != ModuleException.Kind.TRANSIENT || failures == ATTEMPTS) {
            throw e;
          }
          TimeUnit.MILLISECONDS.sleep(request.terms().looked().toMillis());
        }
      }
    } finally {
      made.ifPresent(this::withdrawQuietly);
    }
  }

  private Optional<FoundLease> attempt() throws ModuleException, InterruptedException {
    if (made.isEmpty()) {
      over = store.all();
      Optional<FoundLease> held = highest(living(over));
      if (held.isPresent()) {
        unseen = 0;
        watch(held.get());
        return Optional.empty();
      }
      made = store.make(highest(over));
    }
    if (made.isEmpty()) {
      unseen++;
      if (unseen == ATTEMPTS) {
        throw ModuleException.refused(
            "the server says that there is one already, and does not show it: the account may not"
                + " read it");
      }
      TimeUnit.MILLISECONDS.sleep(request.terms().looked().toMillis());
      return Optional.empty();
    }
    if (made.get().mark().isEmpty()) {
      made = marked(made.get());
    }
    return made.isPresent() && isAlone(made.get())
        ? Optional.of(cleared(made.get()))
        : Optional.empty();
  }

  private List<FoundLease> living(List<FoundLease> all) throws ModuleException {
    List<FoundLease> living = new ArrayList<>();
    for (FoundLease each : all) {
      if (!isOver(each)) {
        living.add(each);
      }
    }
    return living;
  }

  private static Optional<FoundLease> highest(List<FoundLease> all) {
    return all.stream().max(Comparator.comparingInt(FoundLease::number));
  }

  private void withdrawQuietly(FoundLease ours) {
    boolean interrupted = Thread.interrupted();
    try {
      store.delete(ours);
    } catch (ModuleException e) {
      // the next run finds that it is never renewed
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Writes who has it; empty when it was taken for abandoned before that, and deleted. */
  private Optional<FoundLease> marked(FoundLease ours)
      throws ModuleException, InterruptedException {
    Instant now = store.now();
    LeaseHolder holder =
        new LeaseHolder(
            run, request.holder(), request.job(), now, now.plus(request.terms().lasts()));
    LeaseMark mark = new LeaseMark(request.environment().toString(), holder, LocalRuns.process());
    try {
      return Optional.of(store.mark(ours, mark));
    } catch (ModuleException e) {
      stale++;
      if (e.kind() != ModuleException.Kind.STALE || stale == ATTEMPTS) {
        throw e;
      }
      withdrawQuietly(ours);
      return Optional.empty();
    }
  }

  private FoundLease cleared(FoundLease ours) throws ModuleException, InterruptedException {
    for (FoundLease each : over) {
      store.delete(each);
    }
    sweep(store.strays(), store);
    return ours;
  }

  /** Deletes those whose runs are over, as far as the account may. */
  static void sweep(List<FoundLease> leases, LeaseStore store) throws InterruptedException {
    for (FoundLease each : leases) {
      try {
        if (each.mark().isPresent() && hasEnded(each.mark().get(), store)) {
          store.delete(each);
        }
      } catch (ModuleException e) {
        // it is in nobody's way
      }
    }
  }

  private static boolean hasEnded(LeaseMark mark, LeaseStore store) throws ModuleException {
    return LocalRuns.isOver(mark) || store.now().isAfter(mark.holder().until());
  }

  /**
   * Looks once more, after it is marked: a run that looks at another place first, or one that was
   * slow, may have made or marked one meanwhile. Since each of two writes first and looks then, at
   * least one of them sees the other. Whoever does gives up, and tries again after a while.
   */
  private boolean isAlone(FoundLease ours) throws ModuleException, InterruptedException {
    List<FoundLease> others = new ArrayList<>();
    for (FoundLease each : store.all()) {
      boolean isOver =
          over.stream().anyMatch(old -> old.isSame(each) && old.mark().equals(each.mark()));
      if (!each.isSame(ours) && !isOver) {
        others.add(each);
      }
    }
    if (others.isEmpty()) {
      return true;
    }
    store.delete(ours);
    made = Optional.empty();
    TimeUnit.MILLISECONDS.sleep(
        ThreadLocalRandom.current().nextLong(request.terms().looked().toMillis()) + 1);
    return false;
  }

  private boolean isOver(FoundLease lease) throws ModuleException {
    Optional<LeaseMark> mark = lease.mark();
    if (mark.isPresent() && hasEnded(mark.get(), store)) {
      return true;
    }
    // a run marks the one that it made in the next moment, unless it died or never heard of it
    Duration patience =
        mark.isPresent() ? request.terms().lasts() : request.terms().looked().multipliedBy(2);
    return isWatched(lease)
        && watched.get().mark().equals(mark)
        && request.since(unchangedSince).compareTo(patience) > 0;
  }

  private boolean isWatched(FoundLease lease) {
    return watched.filter(lease::isSame).isPresent();
  }

  private void watch(FoundLease lease) throws ModuleException, InterruptedException {
    Optional<LeaseHolder> holder = lease.mark().map(LeaseMark::holder);
    String name = "`" + request.environment() + "`";
    if (!isWatched(lease) || !watched.get().mark().equals(lease.mark())) {
      boolean alive = isWatched(lease) && watched.get().mark().isPresent();
      watched = Optional.of(lease);
      unchangedSince = request.nanos().getAsLong();
      if (alive && request.since(begun).compareTo(request.atMost()) >= 0) {
        throw held(name, holder.orElseThrow());
      }
    }
    if (!told && holder.isPresent()) {
      told = true;
      request
          .says()
          .accept(name + " is held by " + holder.get() + "; waiting to see whether it is alive");
    }
    TimeUnit.MILLISECONDS.sleep(request.terms().looked().toMillis());
  }

  private ModuleException held(String name, LeaseHolder holder) {
    Duration waited = request.atMost();
    String reason =
        name
            + " is held by another run, which is alive: "
            + holder
            + (waited.isZero() ? "" : "; waited " + waited.toSeconds() + " s");
    return new ModuleException(ModuleException.Kind.LEASED, reason, null)
        .advising(
            "run this again when it has ended, wait for it with `--wait 10min`, or take it away"
                + " from that run with `provision unlock`");
  }
}
