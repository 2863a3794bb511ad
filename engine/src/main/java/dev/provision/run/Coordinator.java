package dev.provision.run;

import dev.provision.plan.Planned;
import dev.provision.spi.Address;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  private final Cancellation cancellation;
  private final BlockingQueue<Message<R, W>> inbox = new LinkedBlockingQueue<>();
  private final Alarms alarms = new Alarms();
  private final Teller teller;
  private final Words words;
  private final Board<R, W> board;
  private final Refreshing<R, W> refreshing;
  private final Writers<R, W> writers;
  private final Dialing<R, W> dialing;
  private final Waiting<R, W> waiting;
  private final Turn<R, W> turn;
  private final Removal<R, W> removal;

  private final List<String> halfDone = new ArrayList<>();
  private R snapshot;
  private Cancellation.Level level = Cancellation.Level.NONE;
  private boolean unreachable;
  private Optional<Throwable> bug = Optional.empty();

  Coordinator(
      Planned<R, W> planned,
      Session<R, W> session,
      Settings settings,
      Time time,
      Dialer dialer,
      EventSink sink,
      Cancellation cancellation,
      Workers workers) {
    this.planned = planned;
    this.session = session;
    this.settings = settings;
    this.time = time;
    this.cancellation = cancellation;
    this.snapshot = planned.snapshot();
    this.teller = new Teller(time, sink);
    this.words = new Words(planned.plan().target());
    this.board = new Board<>(planned, teller, settings.failFast());
    this.refreshing = new Refreshing<>(session, workers, inbox);
    this.writers = new Writers<>(session, workers, inbox);
    this.dialing = new Dialing<>(dialer, workers, inbox);
    this.waiting = new Waiting<>(time, settings, refreshing, alarms);
    this.turn = new Turn<>(planned, settings, words);
    this.removal = new Removal<>(planned, settings, words);
  }

  Result run() throws InterruptedException {
    cancellation.onRequest(() -> inbox.add(new Message.StopRequested<>()));
    while (!board.isOver() && bug.isEmpty()) {
      guarded(this::dispatch);
      if (!board.isOver() && bug.isEmpty()) {
        listen();
      }
    }
    if (bug.isPresent()) {
      endWithBug();
    }
    teller.finished(halfDone);
    return new Result(board.outcomes(), planned.known());
  }

  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      bug = bug.or(() -> Optional.of(e));
    }
  }

  private void listen() throws InterruptedException {
    boolean busy = underWay() > 0;
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
        teller.progressed(progress.job(), progress.percent(), progress.what());
      }
    } else if (message instanceof Message.Refreshed<R, W> read) {
      snapshot = read.snapshot();
      refreshing.succeeded().forEach(this::advance);
    } else if (message instanceof Message.NotRefreshed<R, W> not) {
      notRefreshed(not.why());
    } else if (message instanceof Message.Dialled<R, W> dialled) {
      dialled(dialled);
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
    stop();
    while (underWay() < settings.parallelism()) {
      Optional<Job<R, W>> writer = writers.next();
      if (refreshing.isWanted()) {
        refreshing.start();
      } else if (dialing.isWanted()) {
        dialing.start();
      } else if (writer.isPresent()) {
        teller.started(writer.get());
        writers.start(writer.get());
      } else {
        Optional<Job<R, W>> next = board.begin();
        if (next.isEmpty()) {
          return;
        }
        begin(next.get());
      }
    }
  }

  private int underWay() {
    return writers.running() + dialing.running() + (refreshing.isUnderWay() ? 1 : 0);
  }

  private void begin(Job<R, W> job) {
    if (!job.needsLook()) {
      board.finish(job, new Outcome.Unchanged());
      return;
    }
    job.begun = true;
    if (job.step.isWork()) {
      teller.started(job);
      job.node
          .flatMap(n -> n.declaration().common().timeout())
          .ifPresent(limit -> waiting.after(limit, job, () -> timeOut(job, limit)));
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
      board.finish(job, done.outcome());
    } else if (level != Cancellation.Level.NONE) {
      board.finish(job, new Outcome.Cancelled(job.touched && !isAwaiting(next)));
    } else if (job.timedOut) {
      board.finish(job, tooLong(job));
    } else if (unreachable) {
      board.finish(job, words.failed(job, job.verb, "the connection is lost"));
    } else if (next instanceof Next.Write<W> write) {
      writers.want(job, write);
    } else if (next instanceof Next.Await<W> await) {
      teller.waits(job, await.what());
      waiting.poll(job);
    } else if (next instanceof Next.Dial<W> dial) {
      dialing.want(job, dial.place());
    } else if (next instanceof Next.LookAgain<W> again) {
      lookAgain(job, again.what());
    } else {
      throw new AssertionError(next);
    }
  }

  /** Whether the writes of a step are done, and it only waits to be ready. */
  private static boolean isAwaiting(Next<?> next) {
    return next instanceof Next.Await || next instanceof Next.Dial;
  }

  private void dialled(Message.Dialled<R, W> dialled) {
    Job<R, W> job = dialled.job();
    dialing.ended(job);
    if (job.isOver()) {
      return;
    }
    if (dialled.open()) {
      job.reached = Optional.of(dialled.place());
      advance(job);
    } else {
      teller.waits(job, dialled.place().seen());
      waiting.poll(job);
    }
  }

  private void lookAgain(Job<R, W> job, String what) {
    job.failures++;
    if (job.failures >= settings.attempts()) {
      board.finish(
          job, words.failed(job, job.verb, "it was made and is not found when it is read back"));
    } else {
      teller.waits(job, what);
      waiting.pause(job, job.failures);
    }
  }

  private void wrote(Message.Wrote<R, W> wrote) {
    Job<R, W> job = wrote.job();
    writers.ended(job);
    if (job.isOver()) {
      return;
    }
    if (wrote.interrupted() || level == Cancellation.Level.CANCEL) {
      board.finish(job, job.timedOut ? tooLong(job) : new Outcome.Cancelled(true));
    } else if (wrote.failure().isPresent()) {
      failed(job, wrote.failure().get());
    } else {
      job.writes++;
      job.created |= job.verb == Verb.CREATE;
      refreshing.want(job);
    }
  }

  private void failed(Job<R, W> job, ModuleException e) {
    if (e.kind() == ModuleException.Kind.UNREACHABLE) {
      loseConnection(job.address(), e.getMessage());
    }
    job.failures++;
    if (job.timedOut) {
      board.finish(job, tooLong(job));
    } else if (!mayPass(e)) {
      board.finish(job, words.failed(job, job.verb, e.getMessage()));
    } else if (job.failures >= settings.attempts()) {
      String gaveUp = " (gave up after " + job.failures + " attempts)";
      board.finish(job, words.failed(job, job.verb, e.getMessage() + gaveUp));
    } else if (level != Cancellation.Level.NONE) {
      board.finish(job, new Outcome.Cancelled(true));
    } else {
      teller.retried(job, e.getMessage());
      waiting.pause(job, job.failures);
    }
  }

  private static boolean mayPass(ModuleException e) {
    return e.kind() == ModuleException.Kind.TRANSIENT || e.kind() == ModuleException.Kind.STALE;
  }

  private void notRefreshed(ModuleException e) {
    int failures = refreshing.failed();
    List<Job<R, W>> unread = refreshing.over();
    boolean hard = level == Cancellation.Level.CANCEL;
    if (mayPass(e) && failures < settings.attempts() && !hard) {
      unread.forEach(j -> waiting.pause(j, failures));
      return;
    }
    if (!hard && (mayPass(e) || e.kind() == ModuleException.Kind.UNREACHABLE)) {
      loseConnection(unread.get(0).address(), e.getMessage());
    }
    for (Job<R, W> job : unread) {
      board.finish(
          job, hard ? new Outcome.Cancelled(true) : words.failed(job, Verb.READ, e.getMessage()));
    }
  }

  /** Ends the run: what is under way ends, and nothing is begun. */
  private void loseConnection(Address where, String why) {
    if (!unreachable) {
      unreachable = true;
      teller.unreachable(why);
      board.skipRest(where, "the connection was lost");
    }
  }

  private void timeOut(Job<R, W> job, Duration limit) {
    job.timedOut = true;
    String seen = job.lastSeen.isEmpty() ? "" : ": " + job.lastSeen;
    job.lastSeen = "not finished after " + Words.duration(limit) + " (`timeout`)" + seen;
    job.writing.ifPresentOrElse(Writing::interrupt, () -> board.finish(job, tooLong(job)));
  }

  private Outcome tooLong(Job<R, W> job) {
    return words.failed(job, job.verb, job.lastSeen);
  }

  /** Goes as far as was asked. What is written or read back at the first request goes on. */
  private void stop() {
    Cancellation.Level wanted = cancellation.level();
    if (wanted.compareTo(level) <= 0) {
      return;
    }
    level = wanted;
    teller.cancelling(level == Cancellation.Level.CANCEL);
    for (Job<R, W> job : board.jobs()) {
      if (!job.isOver() && !writers.isRunning(job) && !refreshing.holds(job)) {
        board.finish(job, stopped(job));
      }
    }
    if (level == Cancellation.Level.CANCEL) {
      halfDone.addAll(session.cancelRunning());
      alarms.at(time.now().plus(settings.leaveWithin()), this::leave);
    }
  }

  private Outcome stopped(Job<R, W> job) {
    return job.step.isWork() || job.touched
        ? new Outcome.Cancelled(job.touched && !waiting.isPolled(job) && !dialing.holds(job))
        : new Outcome.Unchanged();
  }

  private void leave() {
    for (Job<R, W> job : board.jobs()) {
      if (!job.isOver()) {
        halfDone.add(words.left(job));
        board.finish(job, new Outcome.Cancelled(true));
      }
    }
  }

  private void broke(Message.Broken<R, W> broken) {
    bug = bug.or(() -> Optional.of(broken.bug()));
    broken
        .job()
        .ifPresentOrElse(
            job -> {
              if (writers.isRunning(job)) {
                writers.ended(job);
              } else {
                dialing.ended(job);
              }
            },
            refreshing::over);
  }

  /** Lets running work end, so that nothing is left without anybody who knows of it. */
  private void endWithBug() throws InterruptedException {
    while (underWay() > 0) {
      Optional<Message<R, W>> message = time.next(inbox, Optional.empty(), true);
      if (message.isEmpty()) {
        continue;
      }
      if (message.get() instanceof Message.Wrote<R, W> wrote) {
        writers.ended(wrote.job());
      } else if (message.get() instanceof Message.Broken<R, W> broken) {
        broke(broken);
      } else if (message.get() instanceof Message.Dialled<R, W> dialled) {
        dialing.ended(dialled.job());
      } else if (message.get() instanceof Message.StopRequested<R, W>) {
        if (cancellation.level() == Cancellation.Level.CANCEL) {
          session.cancelRunning();
        }
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
