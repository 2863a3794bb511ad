package dev.provision.vsphere.lease;

import dev.provision.spi.EnvironmentId;
import dev.provision.spi.LeaseRequest;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Progress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The leases of what several environments share, for one run: taken by the first step that needs
 * one, given back after the last. Safe for use by many threads.
 */
public final class SharedLeases {
  /** What is done under a lease. */
  @FunctionalInterface
  public interface Work<T> {
    /**
     * @param lease empty where the run takes none
     */
    T under(Optional<KeptLease> lease) throws ModuleException, InterruptedException;
  }

  private static final class Held {
    private final ReentrantLock lock = new ReentrantLock();
    private int users;
    private KeptLease lease;
  }

  private final LeaseRequest own;
  private final Function<EnvironmentId, Leases> leases;
  private final Map<EnvironmentId, Held> all = new HashMap<>();

  /**
   * @param own how the run asked for the lease of its environment
   */
  public SharedLeases(LeaseRequest own, Function<EnvironmentId, Leases> leases) {
    this.own = own;
    this.leases = leases;
  }

  /** Waits until no other run has the lease; says in the step's progress whom it waits for. */
  public <T> T holding(EnvironmentId shared, Progress progress, Work<T> work)
      throws ModuleException, InterruptedException {
    Held held;
    synchronized (all) {
      held = all.computeIfAbsent(shared, each -> new Held());
    }
    KeptLease lease = begun(shared, held, progress);
    try {
      return work.under(Optional.of(lease));
    } finally {
      ended(held);
    }
  }

  private KeptLease begun(EnvironmentId shared, Held held, Progress progress)
      throws ModuleException, InterruptedException {
    held.lock.lockInterruptibly();
    try {
      if (held.users == 0) {
        held.lease = leases.apply(shared).take(own.shared(shared, line -> progress.at(-1, line)));
      }
      held.users++;
      return held.lease;
    } finally {
      held.lock.unlock();
    }
  }

  private static void ended(Held held) {
    held.lock.lock();
    try {
      held.users--;
      if (held.users == 0) {
        held.lease.close();
      }
    } finally {
      held.lock.unlock();
    }
  }
}
