package dev.provision.run;

import dev.provision.plan.Node;
import dev.provision.plan.Planned;
import dev.provision.plan.Step;
import dev.provision.spi.Address;
import dev.provision.spi.LockKey;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Owns the state of one run, on one thread, which is also the only one that tells events. Others
 * send it messages. A step that was begun goes through look, write, read back, look, until it is
 * over; with a parallelism of 1 the order of everything is the same every time.
 */
final class Coordinator<R, W> {
  private final Planned<R, W> planned;
  private final Session<R, W> session;
  private final Settings settings;
  private final Time time;
  private final EventSink sink;
  private final Cancellation cancellation;
  private final Workers workers;
  private final BlockingQueue<Message<R, W>> inbox = new LinkedBlockingQueue<>();
  private final Alarms alarms = new Alarms();
  private final Refreshing<R, W> refreshing;
  private final Words words;
  private final Turn<R, W> turn;
  private final Removal<R, W> removal;

  private final List<Job<R, W>> jobs = new ArrayList<>();
  private final TreeSet<Job<R, W>> startable = new TreeSet<>();
  private final TreeSet<Job<R, W>> writers = new TreeSet<>();
  private final TreeSet<Job<R, W>> running = new TreeSet<>();
  private final TreeSet<Job<R, W>> polled = new TreeSet<>();
  private final Set<LockKey> locked = new HashSet<>();
  private final List<String> halfDone = new ArrayList<>();
  private int unfinished;
  private boolean pollSet;
  private R snapshot;
  private Cancellation.Level level = Cancellation.Level.NONE;
  private Optional<Ending> ending = Optional.empty();
  private boolean unreachable;
  private Optional<Instant> leaveAt = Optional.empty();
  private Optional<Throwable> bug = Optional.empty();

  /** Why nothing new is begun. */
  private record Ending(Address rootCause, String why) {}

  Coordinator(
      Planned<R, W> planned,
      Session<R, W> session,
      Settings settings,
      Time time,
      EventSink sink,
      Cancellation cancellation,
      Workers workers) {
    this.planned = planned;
    this.session = session;
    this.settings = settings;
    this.time = time;
    this.sink = sink;
    this.cancellation = cancellation;
    this.workers = workers;
    this.snapshot = planned.snapshot();
    this.refreshing = new Refreshing<>(session, workers, inbox);
    this.words = new Words(planned.plan().target());
    this.turn = new Turn<>(planned, settings, words);
    this.removal = new Removal<>(planned, settings, words);
  }

  Result run() throws InterruptedException {
    makeJobs();
    cancellation.onRequest(() -> inbox.add(new Message.StopRequested<>()));
    if (cancellation.level() != Cancellation.Level.NONE) {
      inbox.add(new Message.StopRequested<>());
    }
    while (unfinished > 0 && bug.isEmpty()) {
      guarded(this::dispatch);
      if (unfinished > 0 && bug.isEmpty()) {
        listen();
      }
    }
    if (bug.isPresent()) {
      endWithBug();
    }
    sink.accept(new RunEvent.Finished(time.now(), halfDone));
    Map<Address, Outcome> outcomes = new LinkedHashMap<>();
    jobs.forEach(j -> outcomes.put(j.address(), j.outcome.orElseThrow()));
    return new Result(outcomes, planned.known());
  }

  private void makeJobs() {
    Map<Address, Node<?, R, W>> nodes = new HashMap<>();
    planned.work().nodes().forEach(n -> nodes.put(n.address(), n));
    Map<Address, Job<R, W>> byAddress = new HashMap<>();
    for (Step step : planned.plan().steps()) {
      Optional<Node<?, R, W>> node =
          planned.byMark().contains(step.address())
              ? Optional.empty()
              : Optional.ofNullable(nodes.get(step.address()));
      Job<R, W> job = new Job<>(jobs.size(), step, node);
      jobs.add(job);
      byAddress.put(step.address(), job);
      for (Address before : step.after()) {
        Job<R, W> other = byAddress.get(before);
        if (other != null) {
          job.waitsFor.add(other);
          other.dependants.add(job);
        }
      }
    }
    unfinished = jobs.size();
    jobs.stream().filter(j -> j.waitsFor.isEmpty()).forEach(startable::add);
  }

  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      bug = bug.or(() -> Optional.of(e));
    }
  }

  private void listen() throws InterruptedException {
    boolean busy = !running.isEmpty() || refreshing.isUnderWay();
    Optional<Duration> atMost = alarms.untilNext(time.now());
    if (!busy && atMost.isEmpty() && inbox.isEmpty()) {
      throw new IllegalStateException("the run waits for nothing");
    }
    Optional<Message<R, W>> message = time.next(inbox, atMost, busy);
    message.ifPresent(m -> guarded(() -> take(m)));
    guarded(() -> alarms.ring(time.now()));
  }

  private void take(Message<R, W> message) {
    if (message instanceof Message.Wrote<R, W> wrote) {
      wrote(wrote);
    } else if (message instanceof Message.Progressed<R, W> progress) {
      if (!progress.job().isOver()) {
        tell(
            new RunEvent.StepProgress(
                time.now(), progress.job().address(), progress.percent(), progress.what()));
      }
    } else if (message instanceof Message.Refreshed<R, W> read) {
      snapshot = read.snapshot();
      refreshing.succeeded().forEach(this::advance);
    } else if (message instanceof Message.NotRefreshed<R, W> not) {
      notRefreshed(not.why());
    } else if (message instanceof Message.StopRequested<R, W>) {
      stop();
    } else if (message instanceof Message.Broken<R, W> broken) {
      broke(broken);
    } else {
      throw new AssertionError(message);
    }
  }

  /** Gives free workers something to do; reads go first, for others wait for them. */
  private void dispatch() {
    while (running.size() + (refreshing.isUnderWay() ? 1 : 0) < settings.parallelism()) {
      Optional<Job<R, W>> writer =
          writers.stream().filter(j -> free(j.wants.orElseThrow().locks())).findFirst();
      if (refreshing.isWanted()) {
        refreshing.start();
      } else if (writer.isPresent()) {
        write(writer.get());
      } else if (!startable.isEmpty()) {
        begin(startable.pollFirst());
      } else {
        return;
      }
    }
  }

  private boolean free(Set<LockKey> locks) {
    return locks.stream().noneMatch(locked::contains);
  }

  private void begin(Job<R, W> job) {
    if (!job.needsLook()) {
      finish(job, new Outcome.Unchanged());
      return;
    }
    job.begun = true;
    if (job.step.isWork()) {
      tellStart(job);
      job.node
          .flatMap(n -> n.declaration().common().timeout())
          .ifPresent(limit -> alarms.at(time.now().plus(limit), () -> timeOut(job, limit)));
    }
    advance(job);
  }

  /** Looks at a step in the present snapshot, and does what follows. */
  private void advance(Job<R, W> job) {
    if (job.isOver()) {
      return;
    }
    Next<W> next =
        job.node.isPresent()
            ? turn.next(job, job.node.get(), snapshot, time.now())
            : removal.next(job, snapshot);
    if (next instanceof Next.Done<W> done) {
      finish(job, done.outcome());
    } else if (level != Cancellation.Level.NONE) {
      finish(job, new Outcome.Cancelled(job.touched && !(next instanceof Next.Await)));
    } else if (job.timedOut) {
      finish(job, tooLong(job));
    } else if (unreachable) {
      finish(job, words.failed(job, job.verb, "the connection is lost"));
    } else if (next instanceof Next.Write<W> write) {
      job.wants = Optional.of(write);
      writers.add(job);
    } else if (next instanceof Next.Await<W> await) {
      await(job, await.what());
    } else if (next instanceof Next.LookAgain<W> again) {
      lookAgain(job, again.what());
    } else {
      throw new AssertionError(next);
    }
  }

  private void await(Job<R, W> job, String what) {
    tellStart(job);
    if (!what.equals(job.lastSeen)) {
      job.lastSeen = what;
      tell(new RunEvent.StepWaiting(time.now(), job.address(), what));
    }
    polled.add(job);
    if (!pollSet) {
      pollSet = true;
      alarms.at(time.now().plus(settings.pollEvery()), this::poll);
    }
  }

  private void poll() {
    pollSet = false;
    polled.stream().filter(j -> !j.isOver()).forEach(refreshing::want);
    polled.clear();
  }

  private void lookAgain(Job<R, W> job, String what) {
    job.failures++;
    if (job.failures >= settings.attempts()) {
      finish(job, words.failed(job, job.verb, "it was made and is not found when it is read back"));
      return;
    }
    tell(new RunEvent.StepWaiting(time.now(), job.address(), what));
    pause(job);
  }

  private void pause(Job<R, W> job) {
    alarms.at(
        time.now().plus(settings.backOff(job.failures)),
        () -> {
          if (!job.isOver()) {
            refreshing.want(job);
          }
        });
  }

  private void write(Job<R, W> job) {
    writers.remove(job);
    Next.Write<W> write = job.wants.orElseThrow();
    tellStart(job);
    job.verb = write.verb();
    job.touched = true;
    locked.addAll(write.locks());
    running.add(job);
    Writing<R, W> writing = new Writing<>(job, write.deed(), session, inbox);
    job.writing = Optional.of(writing);
    workers.execute(writing);
  }

  private void wrote(Message.Wrote<R, W> wrote) {
    Job<R, W> job = wrote.job();
    running.remove(job);
    locked.removeAll(job.wants.orElseThrow().locks());
    job.wants = Optional.empty();
    job.writing = Optional.empty();
    if (job.isOver()) {
      return;
    }
    if (wrote.interrupted() || level == Cancellation.Level.CANCEL) {
      finish(job, job.timedOut ? tooLong(job) : new Outcome.Cancelled(true));
    } else if (wrote.failure().isPresent()) {
      failed(job, wrote.failure().get());
    } else {
      job.writes++;
      job.created |= job.verb == Verb.CREATE;
      refreshing.want(job);
    }
  }

  private void failed(Job<R, W> job, ModuleException e) {
    boolean again =
        e.kind() == ModuleException.Kind.TRANSIENT || e.kind() == ModuleException.Kind.STALE;
    if (e.kind() == ModuleException.Kind.UNREACHABLE) {
      loseConnection(job.address(), e.getMessage());
    }
    if (!again || job.timedOut) {
      finish(job, job.timedOut ? tooLong(job) : words.failed(job, job.verb, e.getMessage()));
      return;
    }
    job.failures++;
    if (job.failures >= settings.attempts()) {
      finish(
          job,
          words.failed(
              job, job.verb, e.getMessage() + " (gave up after " + job.failures + " attempts)"));
    } else if (level != Cancellation.Level.NONE || unreachable) {
      finish(job, new Outcome.Cancelled(true));
    } else {
      tell(new RunEvent.StepRetried(time.now(), job.address(), job.failures, e.getMessage()));
      pause(job);
    }
  }

  private void notRefreshed(ModuleException e) {
    int failures = refreshing.failed();
    List<Job<R, W>> waiting = refreshing.over();
    boolean again =
        e.kind() == ModuleException.Kind.TRANSIENT || e.kind() == ModuleException.Kind.STALE;
    if (again && failures < settings.attempts() && level != Cancellation.Level.CANCEL) {
      alarms.at(
          time.now().plus(settings.backOff(failures)),
          () -> waiting.stream().filter(j -> !j.isOver()).forEach(refreshing::want));
      return;
    }
    if (e.kind() == ModuleException.Kind.UNREACHABLE || again) {
      waiting.stream().findFirst().ifPresent(j -> loseConnection(j.address(), e.getMessage()));
    }
    waiting.stream()
        .filter(j -> !j.isOver())
        .forEach(
            j ->
                finish(
                    j,
                    level == Cancellation.Level.CANCEL
                        ? new Outcome.Cancelled(true)
                        : words.failed(j, Verb.READ, e.getMessage())));
  }

  /** Ends the run: what is under way ends, nothing is begun, nothing is read. */
  private void loseConnection(Address where, String why) {
    if (unreachable) {
      return;
    }
    unreachable = true;
    tell(new RunEvent.Unreachable(time.now(), why));
    end(new Ending(where, "the connection was lost"));
    for (Job<R, W> job : refreshing.giveUp()) {
      finish(job, words.failed(job, Verb.READ, why));
    }
  }

  private void end(Ending why) {
    if (ending.isEmpty()) {
      ending = Optional.of(why);
      for (Job<R, W> job : jobs) {
        if (!job.begun && !job.isOver()) {
          finish(job, notBegun(why, job));
        }
      }
    }
  }

  private Outcome notBegun(Ending why, Job<R, W> job) {
    return job.step.isWork()
        ? new Outcome.Skipped(why.rootCause(), why.why())
        : new Outcome.Unchanged();
  }

  private void timeOut(Job<R, W> job, Duration limit) {
    if (job.isOver()) {
      return;
    }
    job.timedOut = true;
    job.lastSeen =
        "not finished after "
            + Words.duration(limit)
            + " (`timeout`)"
            + (job.lastSeen.isEmpty() ? "" : ": " + job.lastSeen);
    if (job.writing.isPresent()) {
      job.writing.get().interrupt();
    } else {
      finish(job, tooLong(job));
    }
  }

  private Outcome tooLong(Job<R, W> job) {
    return words.failed(job, job.verb, job.lastSeen);
  }

  private void stop() {
    Cancellation.Level wanted = cancellation.level();
    if (wanted.compareTo(level) <= 0) {
      return;
    }
    level = wanted;
    tell(new RunEvent.Cancelling(time.now(), level == Cancellation.Level.CANCEL));
    for (Job<R, W> job : jobs) {
      boolean isFree = !running.contains(job) && !refreshing.holds(job);
      if (!job.isOver() && isFree) {
        finish(job, stopped(job));
      }
    }
    if (level == Cancellation.Level.CANCEL) {
      halfDone.addAll(session.cancelRunning());
      leaveAt = Optional.of(time.now().plus(settings.leaveWithin()));
      alarms.at(leaveAt.get(), this::leave);
    }
  }

  private Outcome stopped(Job<R, W> job) {
    return job.step.isWork() || job.touched
        ? new Outcome.Cancelled(job.touched && !polled.contains(job))
        : new Outcome.Unchanged();
  }

  private void leave() {
    for (Job<R, W> job : jobs) {
      if (!job.isOver()) {
        halfDone.add(job.address() + " was left while it was to " + job.verb.word() + " something");
        finish(job, new Outcome.Cancelled(true));
      }
    }
  }

  /** Ends a step, and those that cannot begin without it. */
  private void finish(Job<R, W> first, Outcome outcome) {
    Deque<Map.Entry<Job<R, W>, Outcome>> open = new ArrayDeque<>();
    open.add(Map.entry(first, outcome));
    while (!open.isEmpty()) {
      Map.Entry<Job<R, W>, Outcome> next = open.remove();
      finishOne(next.getKey(), next.getValue(), open);
    }
    if (settings.failFast() && !outcome.isGood() && !(outcome instanceof Outcome.Cancelled)) {
      end(new Ending(first.address(), "--fail-fast"));
    }
  }

  private void finishOne(
      Job<R, W> job, Outcome outcome, Deque<Map.Entry<Job<R, W>, Outcome>> open) {
    if (job.isOver()) {
      return;
    }
    job.outcome = Optional.of(outcome);
    unfinished--;
    startable.remove(job);
    writers.remove(job);
    polled.remove(job);
    tell(new RunEvent.StepFinished(time.now(), job.address(), job.action(), outcome));
    for (Job<R, W> dependant : job.dependants) {
      dependant.waitsFor.remove(job);
      dependant.moved |= job.touched;
      if (dependant.isOver()) {
        continue;
      }
      if (!outcome.isGood() && dependant.step.isWork()) {
        open.add(Map.entry(dependant, skipped(job, outcome)));
      } else if (dependant.waitsFor.isEmpty()) {
        startable.add(dependant);
      }
    }
  }

  private static Outcome skipped(Job<?, ?> cause, Outcome outcome) {
    if (outcome instanceof Outcome.Cancelled) {
      return new Outcome.Cancelled(false);
    }
    return outcome instanceof Outcome.Skipped skipped
        ? skipped
        : new Outcome.Skipped(cause.address(), "`" + cause.address() + "` failed");
  }

  private void tellStart(Job<R, W> job) {
    if (!job.started) {
      job.started = true;
      tell(new RunEvent.StepStarted(time.now(), job.address(), job.step.action()));
    }
  }

  private void tell(RunEvent event) {
    sink.accept(event);
  }

  private void broke(Message.Broken<R, W> broken) {
    bug = bug.or(() -> Optional.of(broken.bug()));
    broken.job().ifPresentOrElse(running::remove, refreshing::over);
  }

  /** Lets running work end, so that nothing is left without anybody who knows of it. */
  private void endWithBug() throws InterruptedException {
    while (!running.isEmpty() || refreshing.isUnderWay()) {
      Optional<Message<R, W>> message = time.next(inbox, Optional.empty(), true);
      if (message.isEmpty()) {
        continue;
      }
      if (message.get() instanceof Message.Wrote<R, W> wrote) {
        running.remove(wrote.job());
      } else if (message.get() instanceof Message.StopRequested<R, W>) {
        if (cancellation.level() == Cancellation.Level.CANCEL) {
          session.cancelRunning();
        }
      } else if (message.get() instanceof Message.Broken<R, W> broken) {
        broke(broken);
      } else if (!(message.get() instanceof Message.Progressed)) {
        refreshing.over();
      }
    }
    if (bug.get() instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) bug.get();
  }
}
