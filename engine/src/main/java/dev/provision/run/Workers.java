package dev.provision.run;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that make the calls. They are daemons: a hard cancel may abandon them. */
final class Workers implements Executor, AutoCloseable {
  private final ExecutorService threads;

  Workers(int count) {
    AtomicInteger number = new AtomicInteger();
    threads =
        Executors.newFixedThreadPool(
            count,
            work -> {
              Thread thread = new Thread(work, "worker-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public void execute(Runnable work) {
    threads.execute(work);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
