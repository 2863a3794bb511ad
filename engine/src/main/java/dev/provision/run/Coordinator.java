package dev.provision.run;

import dev.provision.plan.Planned;
import dev.provision.spi.Session;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Owns the state of one run on one thread, which is also the only one that sends events. Other
 * threads send it messages. A step goes through look, write, read back, look, until it has ended.
 * With a parallelism of 1 everything happens in the same order every time.
 */
final class Coordinator<R, W> {
  private final Planned<R, W> planned;
  private final Settings settings;
  private final Time time;
  private final Cancellation cancellation;
  private final BlockingQueue<Message<R, W>> inbox = new LinkedBlockingQueue<>();
  private final Alarms alarms = new Alarms();
  private final Teller teller;
  private final Words words;
  private final Board<R, W> board;
  private final Crew<R, W> crew;
  private final Waiting<R, W> waiting;
  private final Stopping<R, W> stopping;
  private final Failures<R, W> failures;
  private final Breakdown<R, W> breakdown;
  private final Turn<R, W> turn;
  private final Removal<R, W> removal;
  private R snapshot;

  /** What a run meets: the server, time, the network, who listens and who may stop it. */
  record Outside<R, W>(
      Session<R, W> session, Time time, Dialer dialer, EventSink sink, Cancellation cancellation) {}

  Coordinator(Planned<R, W> planned, Settings settings, Outside<R, W> outside, Workers workers) {
    Session<R, W> session = outside.session();
    this.planned = planned;
    this.settings = settings;
    this.time = outside.time();
    this.cancellation = outside.cancellation();
    this.snapshot = planned.snapshot();
    this.teller = new Teller(time, outside.sink());
    this.words = new Words(planned.plan().target(), planned.work().nodes());
    this.board = new Board<>(planned, teller, settings.failFast());
    this.crew =
        new Crew<>(
            new Writers<>(session, workers, inbox),
            new Refreshing<>(session, workers, inbox),
            new Dialing<>(outside.dialer(), workers, inbox));
    this.waiting = new Waiting<>(time, settings, crew.refreshing(), alarms);
    this.stopping = new Stopping<>(cancellation, session, board, crew, waiting, teller, words);
    this.failures = new Failures<>(board, crew, waiting, stopping, settings, teller, words);
    this.breakdown = new Breakdown<>(crew, time, inbox);
    this.turn = new Turn<>(planned, settings, words);
    this.removal = new Removal<>(planned, settings, words);
  }

  Result run() throws InterruptedException {
    cancellation.onRequest(() -> inbox.add(new Message.StopRequested<>()));
    while (!board.isOver() && !breakdown.happened()) {
      breakdown.guarded(this::dispatch);
      if (!board.isOver() && !breakdown.happened()) {
        listen();
      }
    }
    if (breakdown.happened()) {
      breakdown.end(stopping::cancelTasks, stopping::leaves);
    }
    teller.finished(stopping.halfDone());
    return new Result(board.outcomes(), planned.known());
  }

  private void listen() throws InterruptedException {
    boolean busy = crew.underWay() > 0;
    Optional<Duration> atMost = alarms.untilNext(time.now());
    if (!busy && atMost.isEmpty() && inbox.isEmpty()) {
      throw new IllegalStateException("the run waits for nothing");
    }
    Optional<Message<R, W>> message = time.next(inbox, atMost, busy);
    message.ifPresent(m -> breakdown.guarded(() -> take(m)));
    breakdown.guarded(() -> alarms.ring(time.now()));
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
      crew.refreshing().succeeded().forEach(this::advance);
    } else if (message instanceof Message.NotRefreshed<R, W> not) {
      failures.notRefreshed(not.why());
    } else if (message instanceof Message.Dialled<R, W> dialled) {
      dialled(dialled);
    } else if (message instanceof Message.StopRequested<R, W>) {
      stopping.stop();
    } else if (message instanceof Message.Broken<R, W> broken) {
      breakdown.broke(broken);
    } else {
      throw new AssertionError(message);
    }
  }

  /** Gives work to free workers; reads go first, because other steps wait for them. */
  private void dispatch() {
    stopping.stop();
    while (crew.underWay() < settings.parallelism()) {
      Optional<Job<R, W>> writer = crew.writers().next();
      if (crew.refreshing().isWanted()) {
        crew.refreshing().start();
      } else if (crew.dialing().isWanted()) {
        crew.dialing().start();
      } else if (writer.isPresent()) {
        teller.started(writer.get());
        crew.writers().start(writer.get());
      } else {
        Optional<Job<R, W>> next = board.begin();
        if (next.isEmpty()) {
          return;
        }
        begin(next.get());
      }
    }
  }

  private void begin(Job<R, W> job) {
    if (!job.needsLook()) {
      board.finish(job, new Outcome.Unchanged());
      return;
    }
    job.begin();
    if (job.step().isWork()) {
      teller.started(job);
      job.node()
          .flatMap(n -> n.declaration().common().timeout())
          .ifPresent(limit -> waiting.after(limit, job, () -> failures.timeOut(job, limit)));
    }
    advance(job);
  }

  /** Looks at a step in the current snapshot and acts on the result. */
  private void advance(Job<R, W> job) {
    if (job.isOver()) {
      return;
    }
    Next<W> next =
        job.node().isPresent()
            ? turn.next(job, job.node().get(), snapshot, time.now())
            : removal.next(job, snapshot);
    if (next instanceof Next.Done<W> done) {
      board.finish(job, done.outcome());
    } else if (stopping.isAsked()) {
      board.finish(job, Outcome.Cancelled.after(job.isTouched(), isAwaiting(next)));
    } else if (job.isTimedOut()) {
      board.finish(job, failures.tooLong(job));
    } else if (failures.isUnreachable()) {
      board.finish(job, words.failed(job, job.verb(), "the connection is lost"));
    } else if (next instanceof Next.Write<W> write) {
      crew.writers().want(job, write);
    } else if (next instanceof Next.Await<W> await) {
      teller.waits(job, await.what());
      waiting.poll(job);
    } else if (next instanceof Next.Dial<W> dial) {
      crew.dialing().want(job, dial.place());
    } else if (next instanceof Next.LookAgain<W> again) {
      failures.notSeen(job, again.what());
    } else {
      throw new AssertionError(next);
    }
  }

  /** Whether the step has written everything and only waits until it is ready. */
  private static boolean isAwaiting(Next<?> next) {
    return next instanceof Next.Await || next instanceof Next.Dial;
  }

  private void dialled(Message.Dialled<R, W> dialled) {
    Job<R, W> job = dialled.job();
    crew.dialing().ended(job);
    if (job.isOver()) {
      return;
    }
    if (dialled.open()) {
      turn.answered(job, dialled.place());
      advance(job);
    } else {
      teller.waits(job, dialled.place().seen());
      waiting.poll(job);
    }
  }

  private void wrote(Message.Wrote<R, W> wrote) {
    Job<R, W> job = wrote.job();
    crew.writers().ended(job);
    if (job.isOver()) {
      return;
    }
    if (wrote.interrupted() || stopping.isHard()) {
      board.finish(job, job.isTimedOut() ? failures.tooLong(job) : new Outcome.Cancelled(true));
    } else if (wrote.failure().isPresent()) {
      failures.failed(job, wrote.failure().get());
    } else {
      job.wrote();
      crew.refreshing().want(job);
    }
  }
}
