package dev.provision.run;

import dev.provision.spi.LockKey;
import dev.provision.spi.Session;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
  private final Map<Job<R, W>, Next.Write<W>> wanted = new TreeMap<>();
  private final Map<Job<R, W>, Running<R, W>> running = new HashMap<>();

  /** A write, and the work that carries it out. */
  private record Running<R, W>(Next.Write<W> write, Writing<R, W> writing) {}

  /** The number of running writes for each key text. */
  private final Map<String, Integer> held = new HashMap<>();

  Writers(Session<R, W> session, Executor workers, BlockingQueue<Message<R, W>> inbox) {
    this.session = session;
    this.workers = workers;
    this.inbox = inbox;
  }

  void want(Job<R, W> job, Next.Write<W> write) {
    wanted.put(job, write);
  }

  int running() {
    return running.size();
  }

  boolean isRunning(Job<R, W> job) {
    return running.containsKey(job);
  }

  /** The first write that no key blocks. */
  Optional<Job<R, W>> next() {
    wanted.keySet().removeIf(Job::isOver);
    return wanted.entrySet().stream()
        .filter(e -> e.getValue().locks().stream().allMatch(this::isFree))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private boolean isFree(LockKey key) {
    return held.getOrDefault(key.text(), 0) < key.permits();
  }

  void start(Job<R, W> job) {
    Next.Write<W> write = wanted.remove(job);
    write.locks().forEach(key -> held.merge(key.text(), 1, Integer::sum));
    job.startWrite(write.verb());
    Writing<R, W> writing = new Writing<>(job, write.activity(), session, inbox);
    running.put(job, new Running<>(write, writing));
    workers.execute(writing);
  }

  /** Frees the keys of a write that has ended. */
  void ended(Job<R, W> job) {
    Next.Write<W> write = running.remove(job).write();
    write.locks().forEach(key -> held.merge(key.text(), -1, Integer::sum));
  }

  /** Interrupts every write. */
  void interrupt() {
    running.values().forEach(each -> each.writing().interrupt());
  }

  /**
   * Interrupts the write of a step.
   *
   * @return whether one was running
   */
  boolean interrupt(Job<R, W> job) {
    Running<R, W> ours = running.get(job);
    if (ours == null) {
      return false;
    }
    ours.writing().interrupt();
    return true;
  }
}
