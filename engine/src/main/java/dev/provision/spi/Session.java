package dev.provision.spi;

import java.util.List;

/** A connection that can write. */
public interface Session<R, W> extends ReadSession<R> {
  /** A writer for one step; progress of the work that it waits for goes to the given sink. */
  W writer(Address step, Progress progress);

  /**
   * Asks the server to cancel what still runs, and makes every wait end.
   *
   * @return what may be half done, a line each
   */
  List<String> cancelRunning();
}
