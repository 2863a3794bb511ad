package dev.provision.template;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;

/**
 * Runs what a user wrote in the template language, on a thread of its own and for a limited time:
 * it may have a range of two thousand million numbers, a regular expression that tries every
 * combination, or padding by millions. Java cannot stop a thread, so a late one is abandoned: it
 * ends when it next calls our code ({@link #check}), or with the program. Safe for many threads.
 *
 * <p>A thread is late when it has used the limit in CPU time, so that a busy machine or a suspended
 * process makes nothing late; or ten times the limit by the clock.
 */
final class Supervisor {
  /** An expression of a playbook takes microseconds. */
  static final Duration LIMIT = Duration.ofSeconds(2);

  /** After this many late evaluations, no more are started. */
  static final int MOST_LATE = 2;

  /** All slow evaluations together may use this many times the limit. */
  private static final int MOST_LIMITS_TOGETHER = 5;

  /** Room for deep recursion in the template library, which ends in a Java error. */
  private static final long STACK_BYTES = 8L << 20;

  /** The thread that runs one thing at a time for a supervisor. */
  private static final class Worker extends Thread {
    private volatile boolean late;

    Worker(Runnable work) {
      super(null, work, "expression", STACK_BYTES);
      setDaemon(true);
    }
  }

  private final Duration limit;
  private final ToLongFunction<Thread> cpuNanos;
  private final AtomicInteger lateOnes = new AtomicInteger();
  private final AtomicLong spentMillis = new AtomicLong();
  private final ExecutorService workers =
      new ThreadPoolExecutor(
          0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), Worker::new);

  /**
   * @param limit the time limit of one evaluation
   * @param cpuNanos the CPU time that a thread has used, in nanoseconds; negative when the platform
   *     does not report it
   */
  Supervisor(Duration limit, ToLongFunction<Thread> cpuNanos) {
    this.limit = limit;
    this.cpuNanos = cpuNanos;
  }

  static Supervisor standard() {
    return new Supervisor(LIMIT, Supervisor::usedCpuNanos);
  }

  private static long usedCpuNanos(Thread thread) {
    return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId());
  }

  /** Ends the work of the calling thread when no caller waits for it any more. */
  static void check() {
    if (Thread.currentThread() instanceof Worker worker && worker.late) {
      throw new TooMuch("it took too long");
    }
  }

  /**
   * Runs work under the limit; nested calls share it.
   *
   * @return empty when it was late, or was not started because others were late
   */
  <T> Optional<T> run(Callable<T> work) {
    if (Thread.currentThread() instanceof Worker) {
      return Optional.of(called(work));
    }
    if (isExhausted()) {
      return Optional.empty();
    }
    Worker[] runner = new Worker[1];
    return await(
        workers.submit(
            () -> {
              runner[0] = (Worker) Thread.currentThread();
              return work.call();
            }),
        runner);
  }

  /**
   * The message when {@link #run} returned nothing.
   *
   * @param begun whether the work was started
   */
  static Diagnostic late(String what, boolean begun, Span place) {
    return begun
        ? Diagnostic.error("this " + what + " takes too long", place)
            .withHint("a range, a regular expression or a padding in it is too large")
        : Diagnostic.error("this " + what + " was not tried: others before took too long", place);
  }

  /** Whether too much time was used to run anything more. */
  boolean isExhausted() {
    return lateOnes.get() >= MOST_LATE || spentMillis.get() > longest();
  }

  private long longest() {
    return limit.toMillis() * MOST_LIMITS_TOGETHER;
  }

  private static <T> T called(Callable<T> work) {
    try {
      return work.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private <T> Optional<T> await(Future<T> result, Worker[] runner) {
    boolean interrupted = false;
    long waited = 0;
    long used = 0;
    long cpuBefore = -1;
    try {
      while (true) {
        long pause = Math.max(1, waited == 0 ? limit.toMillis() / 3 : limit.toMillis() / 10);
        try {
          T value = result.get(pause, TimeUnit.MILLISECONDS);
          spentMillis.addAndGet(used);
          return Optional.of(value);
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (TimeoutException e) {
          waited += pause;
        }
        long cpu = runner[0] == null ? -1 : cpuNanos.applyAsLong(runner[0]);
        cpuBefore = cpuBefore < 0 ? cpu : cpuBefore;
        // where CPU time is reported, waiting for a busy machine is not counted as used
        used = cpu < 0 ? waited : TimeUnit.NANOSECONDS.toMillis(cpu - cpuBefore);
        boolean busy = cpu >= 0 && used >= limit.toMillis() * 2 / 3;
        if (busy || waited >= limit.toMillis() * 10) {
          runner[0].late = true;
          lateOnes.incrementAndGet();
          spentMillis.addAndGet(used);
          return Optional.empty();
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
