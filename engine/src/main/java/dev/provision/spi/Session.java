package dev.provision.spi;

import java.util.List;
import java.util.Optional;

/** A connection that can write. */
public interface Session<R, W> extends ReadSession<R> {
  /** The account as the server and its events name it; empty when the server does not say. */
  default String account() {
    return "";
  }

  /**
   * Leaves a record of what a run has changed where the server keeps its events. It takes as few of
   * them as their texts allow, and gives up soon where the server does not answer.
   *
   * @param head stands before the text of each event
   * @param lines several may share an event
   * @return why they are not all there, for people; empty when they are
   */
  default Optional<String> record(EnvironmentId environment, String head, List<String> lines)
      throws InterruptedException {
    return Optional.empty();
  }

  /** A writer for one step. It reports the progress of the work it waits for to the given sink. */
  W writer(Address step, Progress progress);

  /**
   * Takes the lease of an environment, before the first write; waits as the request says. A run
   * that has died is recognised by a lease that it does not renew, and its lease taken over.
   *
   * @throws ModuleException of kind LEASED when another run has it, with who, where and since when
   */
  default Lease lease(LeaseRequest request) throws ModuleException, InterruptedException {
    return Lease.NONE;
  }

  /** Who has the lease of an environment now; empty when nobody has. */
  default Optional<LeaseHolder> holder(EnvironmentId environment)
      throws ModuleException, InterruptedException {
    return Optional.empty();
  }

  /**
   * Clears away the leases of an environment that were left by runs which are over. For a run with
   * nothing to do, which takes none itself.
   */
  default void sweep(EnvironmentId environment) throws ModuleException, InterruptedException {}

  /** Takes the lease of an environment away from whoever has it, whose run then writes no more. */
  default void unlock(EnvironmentId environment) throws ModuleException, InterruptedException {}

  /**
   * Asks the server to cancel the running tasks, and ends every wait, also of those that begin
   * later. A server that does not answer is waited for a few seconds at most. May be called again.
   *
   * @return the tasks that a step waited for, since the first call
   */
  List<LeftTask> cancelRunning();
}
