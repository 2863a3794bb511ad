package dev.provision.modules.images;

import dev.provision.vsphere.wire.TransportFailure;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gives the server the sign of life that a lease needs, and the percentage that vCenter shows. It
 * is a thread of its own and not a callback of the upload, because an upload that stalls for a
 * while would lose the lease although it could go on.
 */
final class LeaseKeeper implements AutoCloseable {
  /** So that vCenter's progress bar moves; a slow link costs no more calls than this. */
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

  /** Says how far the upload is, 0 to 100; for any thread. */
  void at(int now) {
    percent.set(now);
  }

  private void run() {
    try {
      while (!closed.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          sign.give(percent.get());
        } catch (TransportFailure e) {
          // one sign of life was lost on the way; the lease outlives several, so the next may do
        }
      }
    } catch (RemoteException e) {
      // a lease that is lost shows in the upload or in Complete, which have the reason to report
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
