package dev.provision.cli;

/** Calls something every second, on a thread of its own, until it is closed. */
final class Ticker implements AutoCloseable {
  private static final long EVERY_MILLIS = 1000;

  private final Thread thread;

  private Ticker(Thread thread) {
    this.thread = thread;
  }

  static Ticker start(Runnable tick) {
    Thread thread =
        new Thread(
            () -> {
              try {
                while (true) {
                  Thread.sleep(EVERY_MILLIS);
                  tick.run();
                }
              } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
              }
            },
            "ticker");
    thread.setDaemon(true);
    thread.start();
    return new Ticker(thread);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
