package dev.provision.spi;

import java.util.List;

/** A connection that can write. */
public interface Session<R, W> extends ReadSession<R> {
  /** A writer for one step. It reports the progress of the work it waits for to the given sink. */
  W writer(Address step, Progress progress);

  /**
   * Asks the server to cancel the running tasks, and ends every wait.
   *
   * @return one line for each piece of work that may be half done
   */
  List<String> cancelRunning();
}
