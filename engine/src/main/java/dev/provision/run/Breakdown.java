package dev.provision.run;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.function.BooleanSupplier;

/** A bug of ours in the middle of a run: the first is kept and thrown when all work has ended. */
final class Breakdown<R, W> {
  private final Crew<R, W> crew;
  private final Time time;
  private final BlockingQueue<Message<R, W>> inbox;
  private Optional<Throwable> bug = Optional.empty();

  Breakdown(Crew<R, W> crew, Time time, BlockingQueue<Message<R, W>> inbox) {
    this.crew = crew;
    this.time = time;
    this.inbox = inbox;
  }

  boolean happened() {
    return bug.isPresent();
  }

  void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      bug = bug.or(() -> Optional.of(e));
    }
  }

  void broke(Message.Broken<R, W> broken) {
    bug = bug.or(() -> Optional.of(broken.bug()));
    crew.broke(broken.job());
  }

  /**
   * Waits until running work has ended, so that none of it goes on unobserved, and throws.
   *
   * @param stopRequested what to do when the run is told again to stop
   * @param leaves whether nothing is waited for any more
   */
  void end(Runnable stopRequested, BooleanSupplier leaves) throws InterruptedException {
    while (crew.underWay() > 0 && !leaves.getAsBoolean()) {
      Optional<Message<R, W>> message = time.next(inbox, Optional.empty(), true);
      message.ifPresent(m -> take(m, stopRequested));
    }
    if (bug.orElseThrow() instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) bug.get();
  }

  private void take(Message<R, W> message, Runnable stopRequested) {
    if (message instanceof Message.Wrote<R, W> wrote) {
      crew.writers().ended(wrote.job());
    } else if (message instanceof Message.Dialled<R, W> dialled) {
      crew.dialing().ended(dialled.job());
    } else if (message instanceof Message.Broken<R, W> broken) {
      broke(broken);
    } else if (message instanceof Message.StopRequested<R, W>) {
      stopRequested.run();
    } else if (!(message instanceof Message.Progressed)) {
      crew.refreshing().over();
    }
  }
}
