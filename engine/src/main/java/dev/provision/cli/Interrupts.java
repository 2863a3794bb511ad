package dev.provision.cli;

import dev.provision.run.Cancellation;

/**
 * What Ctrl-C and SIGTERM do. While a plan is made, the first one interrupts the command's thread,
 * which logs out and ends with CANCELLED, whatever it was doing. During a run, the first one lets
 * running work end and the second cancels it. One more ends the process at once.
 */
final class Interrupts {
  private final Thread command = Thread.currentThread();
  private final Cancellation cancellation = new Cancellation();
  private boolean running;
  private boolean stopped;
  private int heard;

  static Interrupts listen(World world) {
    Interrupts interrupts = new Interrupts();
    world.onSignal().accept(interrupts::signal);
    return interrupts;
  }

  Cancellation cancellation() {
    return cancellation;
  }

  /** From here on signals go to the run. */
  synchronized void runBegins() {
    running = true;
  }

  /** Whether one was heard before any run began: then nothing was changed, whatever came of it. */
  synchronized boolean isStopped() {
    return stopped;
  }

  private synchronized void signal() {
    heard++;
    if (heard > 2) {
      Runtime.getRuntime().halt(dev.provision.report.ExitCode.CANCELLED.code());
    }
    cancellation.request();
    if (!running) {
      stopped = true;
      command.interrupt();
    }
  }
}
