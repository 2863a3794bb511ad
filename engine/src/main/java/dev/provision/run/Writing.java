package dev.provision.run;

import dev.provision.spi.ModuleException;
import dev.provision.spi.Session;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;

/** One write of one step, on a worker's thread; always answers with exactly one message. */
final class Writing<R, W> implements Runnable {
  private final Job<R, W> job;
  private final Next.Activity<W> activity;
  private final Session<R, W> session;
  private final BlockingQueue<Message<R, W>> inbox;
  private Optional<Thread> worker = Optional.empty();
  private boolean interrupted;

  Writing(
      Job<R, W> job,
      Next.Activity<W> activity,
      Session<R, W> session,
      BlockingQueue<Message<R, W>> inbox) {
    this.job = job;
    this.activity = activity;
    this.session = session;
    this.inbox = inbox;
  }

  @Override
  public void run() {
    Message<R, W> answer;
    try {
      begin();
      activity.with(
          session.writer(
              job.entry(),
              (percent, what) -> inbox.add(new Message.Progressed<>(job, percent, what))));
      answer = new Message.Wrote<>(job, Optional.empty(), false);
    } catch (ModuleException e) {
      answer = new Message.Wrote<>(job, Optional.of(e), false);
    } catch (InterruptedException e) {
      answer = new Message.Wrote<>(job, Optional.empty(), true);
    } catch (RuntimeException | Error e) {
      answer = new Message.Broken<>(Optional.of(job), e);
    }
    end();
    inbox.add(answer);
  }

  /** Interrupts this write and no other. */
  synchronized void interrupt() {
    interrupted = true;
    worker.ifPresent(Thread::interrupt);
  }

  private synchronized void begin() throws InterruptedException {
    if (interrupted) {
      throw new InterruptedException();
    }
    worker = Optional.of(Thread.currentThread());
  }

  private synchronized void end() {
    worker = Optional.empty();
    Thread.interrupted();
  }
}
