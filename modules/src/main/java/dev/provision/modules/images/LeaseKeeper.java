package dev.provision.modules.images;

import dev.provision.vsphere.wire.TransportFailure;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps a lease alive and reports the percentage that vCenter shows. It has a thread of its own
 * instead of a callback in the upload: an upload that stalls for a while would otherwise lose the
 * lease.
 */
final class LeaseKeeper implements AutoCloseable {
  /** Often enough for vCenter's progress bar. */
  private static final int AT_MOST_SECONDS = 10;

  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger percent = new AtomicInteger();
  private final SignOfLife sign;
  private final Duration every;
  private final Thread thread;

  /** The call that keeps a lease. */
  @FunctionalInterface
  interface SignOfLife {
    void give(int percent) throws RemoteException;
  }

  private LeaseKeeper(SignOfLife sign, Duration every) {
    this.sign = sign;
    this.every = every;
    this.thread = new Thread(this::run, "nfc-lease");
    thread.setDaemon(true);
  }

  static LeaseKeeper start(NfcLease lease) {
    int seconds = Math.max(1, Math.min(AT_MOST_SECONDS, lease.timeoutSeconds() / 2));
    return start(lease::progress, Duration.ofSeconds(seconds));
  }

  static LeaseKeeper start(SignOfLife sign, Duration every) {
    LeaseKeeper keeper = new LeaseKeeper(sign, every);
    keeper.thread.start();
    return keeper;
  }

  /** Sets how far the upload is, 0 to 100; for any thread. */
  void at(int now) {
    percent.set(now);
  }

  private void run() {
    try {
      while (!closed.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          sign.give(percent.get());
        } catch (TransportFailure e) {
          // one call got lost; the lease survives several, so the next one may get through
        }
      }
    } catch (RemoteException e) {
      // if the lease is lost, the upload or Complete fails and reports why
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        // Complete or Abort must not overtake a progress call that is under way
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
