package dev.provision.run;

import dev.provision.spi.Address;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Session;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/**
 * Reads back what finishing steps changed: one read at a time, and those that finish meanwhile go
 * together in the next. Belongs to the coordinator's thread.
 */
final class Refreshing<R, W> {
  private final Session<R, W> session;
  private final Executor workers;
  private final BlockingQueue<Message<R, W>> inbox;
  private final TreeSet<Job<R, W>> wanted = new TreeSet<>();
  private List<Job<R, W>> underWay = List.of();
  private int failures;

  Refreshing(Session<R, W> session, Executor workers, BlockingQueue<Message<R, W>> inbox) {
    this.session = session;
    this.workers = workers;
    this.inbox = inbox;
  }

  void want(Job<R, W> job) {
    wanted.add(job);
  }

  boolean isUnderWay() {
    return !underWay.isEmpty();
  }

  boolean isWanted() {
    return !wanted.isEmpty() && underWay.isEmpty();
  }

  /** Whether a read is wanted or under way for a step. */
  boolean holds(Job<R, W> job) {
    return wanted.contains(job) || underWay.contains(job);
  }

  void start() {
    underWay = List.copyOf(wanted);
    wanted.clear();
    Set<Address> changed = underWay.stream().map(Job::address).collect(Collectors.toSet());
    workers.execute(() -> inbox.add(read(changed)));
  }

  private Message<R, W> read(Set<Address> changed) {
    try {
      return new Message.Refreshed<>(session.refresh(changed));
    } catch (ModuleException e) {
      return new Message.NotRefreshed<>(e);
    } catch (InterruptedException e) {
      return new Message.NotRefreshed<>(
          new ModuleException(ModuleException.Kind.CANCELLED, "cancelled", e));
    } catch (RuntimeException | Error e) {
      return new Message.Broken<>(Optional.empty(), e);
    }
  }

  /** It ended well; whose it was, in order. */
  List<Job<R, W>> succeeded() {
    failures = 0;
    return over();
  }

  /** It failed; how often in a row by now. */
  int failed() {
    return ++failures;
  }

  /** Those of the read that ended. */
  List<Job<R, W>> over() {
    List<Job<R, W>> jobs = underWay;
    underWay = List.of();
    return jobs;
  }
}
