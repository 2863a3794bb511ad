package dev.provision.run;

import dev.provision.spi.Readiness;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;

/**
 * The connection attempts for {@code wait_for}: one for each look at a step. Only the coordinator's
 * thread uses it.
 */
final class Dialing<R, W> {
  private record Attempt<R, W>(Job<R, W> job, Readiness.WhenReachable place) {}

  private final Dialer dialer;
  private final Executor workers;
  private final BlockingQueue<Message<R, W>> inbox;
  private final Deque<Attempt<R, W>> wanted = new ArrayDeque<>();
  private final List<Job<R, W>> running = new ArrayList<>();

  Dialing(Dialer dialer, Executor workers, BlockingQueue<Message<R, W>> inbox) {
    this.dialer = dialer;
    this.workers = workers;
    this.inbox = inbox;
  }

  void want(Job<R, W> job, Readiness.WhenReachable place) {
    wanted.add(new Attempt<>(job, place));
  }

  boolean isWanted() {
    wanted.removeIf(w -> w.job().isOver());
    return !wanted.isEmpty();
  }

  int running() {
    return running.size();
  }

  /** Whether an attempt for the step is queued or running. */
  boolean holds(Job<R, W> job) {
    return running.contains(job) || wanted.stream().anyMatch(w -> w.job() == job);
  }

  /** Starts the first queued attempt. */
  void start() {
    Attempt<R, W> attempt = wanted.remove();
    running.add(attempt.job());
    workers.execute(() -> inbox.add(dial(attempt)));
  }

  private Message<R, W> dial(Attempt<R, W> attempt) {
    try {
      boolean open = dialer.answers(attempt.place().host(), attempt.place().port());
      return new Message.Dialled<>(attempt.job(), attempt.place(), open);
    } catch (RuntimeException | Error e) {
      return new Message.Broken<>(Optional.of(attempt.job()), e);
    }
  }

  void ended(Job<R, W> job) {
    running.remove(job);
  }
}
