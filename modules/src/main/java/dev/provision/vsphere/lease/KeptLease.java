package dev.provision.vsphere.lease;

import dev.provision.spi.Lease;
import dev.provision.spi.LeaseRequest;
import dev.provision.spi.ModuleException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A lease that this run has. A thread of its own renews it. Writing is allowed while the last time
 * that it was seen to be ours is younger than half of how long it lasts, by a clock that only goes
 * forward; so writing costs no call. Safe for use by many threads.
 */
public final class KeptLease implements Lease {
  /** How long the server may take to delete it. */
  private static final int END_MILLIS = 2_000;

  private final LeaseStore store;
  private final LeaseRequest request;
  private final String run;
  private final ScheduledExecutorService timer;
  private FoundLease lease;
  private boolean closed;
  private volatile long seenAt;
  private volatile Optional<ModuleException> lost = Optional.empty();

  private KeptLease(
      LeaseStore store, LeaseRequest request, String run, FoundLease lease, long seenAt) {
    this.store = store;
    this.request = request;
    this.run = run;
    this.lease = lease;
    this.seenAt = seenAt;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "lease of " + request.environment());
              thread.setDaemon(true);
              return thread;
            });
    long every = request.terms().renewed().toMillis();
    timer.scheduleWithFixedDelay(this::renewQuietly, every, every, TimeUnit.MILLISECONDS);
  }

  /**
   * Takes the lease, as {@link LeaseTaking} does, and begins to renew it.
   *
   * @param run the id of the run
   */
  static KeptLease take(LeaseStore store, LeaseRequest request, String run)
      throws ModuleException, InterruptedException {
    LocalRuns.begin(run);
    boolean taken = false;
    try {
      long before = request.nanos().getAsLong();
      FoundLease lease = new LeaseTaking(store, request, run).take();
      taken = true;
      return new KeptLease(store, request, run, lease, before);
    } finally {
      if (!taken) {
        LocalRuns.end(run);
      }
    }
  }

  /**
   * Before each write: refuses when another run has the lease, or when it could not be renewed.
   *
   * @throws ModuleException of kind LEASED when another run has it; of another kind when the server
   *     cannot be asked
   */
  public void demand() throws ModuleException, InterruptedException {
    if (lost.isEmpty() && !isFresh()) {
      renew();
    }
    if (lost.isPresent()) {
      throw lost.get();
    }
  }

  private boolean isFresh() {
    return request.since(seenAt).compareTo(request.terms().lasts().dividedBy(2)) < 0;
  }

  /** A failure shows when somebody wants to write. */
  private void renewQuietly() {
    try {
      renew();
    } catch (ModuleException | RuntimeException e) {
      // the next one tries again, and nothing is written meanwhile
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void renew() throws ModuleException, InterruptedException {
    if (closed || lost.isPresent()) {
      return;
    }
    long before = request.nanos().getAsLong();
    List<FoundLease> all = store.beside(lease);
    Optional<FoundLease> ours = all.stream().filter(lease::isSame).findFirst();
    Optional<FoundLease> higher =
        all.stream().filter(each -> each.number() > lease.number()).findFirst();
    if (ours.isEmpty() || higher.isPresent()) {
      lost = Optional.of(lost(higher));
      return;
    }
    LeaseMark mark = lease.mark().orElseThrow();
    lease = store.mark(ours.get(), mark.until(store.now().plus(request.terms().lasts())));
    seenAt = before;
  }

  private ModuleException lost(Optional<FoundLease> by) {
    String who =
        by.flatMap(FoundLease::mark)
            .map(mark -> mark.holder() + " took `" + request.environment() + "` over")
            .orElse("the lease of `" + request.environment() + "` was taken away from this run");
    return new ModuleException(ModuleException.Kind.LEASED, who, null);
  }

  /**
   * A lease that cannot be deleted expires. In a thread of its own: a server that does not answer
   * must not keep the run from its logout.
   */
  @Override
  public void close() {
    timer.shutdownNow();
    Thread ending = new Thread(this::delete, "end of the lease of " + request.environment());
    ending.setDaemon(true);
    ending.start();
    boolean interrupted = false;
    while (true) {
      try {
        ending.join(END_MILLIS);
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    LocalRuns.end(run);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void delete() {
    if (!closed && lost.isEmpty()) {
      try {
        store.delete(lease);
      } catch (ModuleException | RuntimeException e) {
        // it expires
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    closed = true;
  }
}
