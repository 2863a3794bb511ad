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
 * Reads back what finishing steps changed: one read at a time; steps that finish meanwhile share
 * the next one. Only the coordinator's thread uses it.
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

  /** Whether a read for the step is queued or running. */
  boolean holds(Job<R, W> job) {
    return wanted.contains(job) || underWay.contains(job);
  }

  void start() {
    underWay = List.copyOf(wanted);
    wanted.clear();
    Set<Address> changed = underWay.stream().map(Job::entry).collect(Collectors.toSet());
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

  /** Ends a successful read; returns the steps it was for, in order. */
  List<Job<R, W>> succeeded() {
    failures = 0;
    return over();
  }

  /** Counts a failed read; returns how many failed in a row so far. */
  int failed() {
    return ++failures;
  }

  /** Ends a read; returns the steps it was for. */
  List<Job<R, W>> over() {
    List<Job<R, W>> jobs = underWay;
    underWay = List.of();
    return jobs;
  }
}
