package dev.provision.run;

import dev.provision.spi.LockKey;
import dev.provision.spi.Session;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;

/**
 * The queued and running writes. Of those that edit the same object, no more run at once than its
 * key permits. Only the coordinator's thread uses it.
 */
final class Writers<R, W> {
  private final Session<R, W> session;
  private final Executor workers;
  private final BlockingQueue<Message<R, W>> inbox;
  private final TreeSet<Job<R, W>> wanted = new TreeSet<>();
  private final TreeSet<Job<R, W>> running = new TreeSet<>();

  /** The number of running writes for each key text. */
  private final Map<String, Integer> held = new HashMap<>();

  Writers(Session<R, W> session, Executor workers, BlockingQueue<Message<R, W>> inbox) {
    this.session = session;
    this.workers = workers;
    this.inbox = inbox;
  }

  void want(Job<R, W> job, Next.Write<W> write) {
    job.wants = Optional.of(write);
    wanted.add(job);
  }

  int running() {
    return running.size();
  }

  boolean isRunning(Job<R, W> job) {
    return running.contains(job);
  }

  /** The first write that no key blocks. */
  Optional<Job<R, W>> next() {
    wanted.removeIf(Job::isOver);
    return wanted.stream()
        .filter(j -> j.wants.orElseThrow().locks().stream().allMatch(this::isFree))
        .findFirst();
  }

  private boolean isFree(LockKey key) {
    return held.getOrDefault(key.text(), 0) < key.permits();
  }

  void start(Job<R, W> job) {
    Next.Write<W> write = job.wants.orElseThrow();
    wanted.remove(job);
    running.add(job);
    write.locks().forEach(key -> held.merge(key.text(), 1, Integer::sum));
    job.verb = write.verb();
    job.touched = true;
    Writing<R, W> writing = new Writing<>(job, write.activity(), session, inbox);
    job.writing = Optional.of(writing);
    workers.execute(writing);
  }

  /** The write of a step ended. */
  void ended(Job<R, W> job) {
    running.remove(job);
    job.wants.orElseThrow().locks().forEach(key -> held.merge(key.text(), -1, Integer::sum));
    job.wants = Optional.empty();
    job.writing = Optional.empty();
  }
}
