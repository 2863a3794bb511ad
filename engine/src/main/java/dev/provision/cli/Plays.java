package dev.provision.cli;

import dev.provision.graph.LinkedPlay;
import dev.provision.graph.Loader;
import dev.provision.plan.Planning;
import dev.provision.report.ExitCode;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Provider;
import java.util.List;
import java.util.Optional;

/** Does one thing with each play of a playbook, in the order of the file. */
final class Plays {
  /** What is done with one play. */
  interface Task {
    <C extends Record, R, W> ExitCode on(Provider<C, R, W> provider, LinkedPlay play)
        throws ModuleException, InterruptedException, UsageException;
  }

  private final Invocation invocation;

  Plays(Invocation invocation) {
    this.invocation = invocation;
  }

  /**
   * Ends after the first play that does not end well, because a later one may build on it.
   *
   * @return the first bad exit code, else the last one
   */
  ExitCode each(Task task) throws UsageException, InterruptedException {
    List<String> arguments = invocation.arguments(1, 2, "a playbook");
    Provider<?, ?, ?> provider = invocation.world().provider().get();
    Optional<List<LinkedPlay>> plays =
        new Loading(invocation).load(new Loader(provider), arguments.get(0));
    if (plays.isEmpty()) {
      return ExitCode.PLAYBOOK;
    }
    ExitCode result = ExitCode.OK;
    for (LinkedPlay play : plays.get()) {
      ExitCode one;
      try {
        one = task.on(provider, play);
      } catch (ModuleException e) {
        if (e.kind() == ModuleException.Kind.CANCELLED) {
          return ExitCode.CANCELLED;
        }
        invocation.console().error(e.getMessage());
        return e.kind() == ModuleException.Kind.UNREACHABLE
            ? ExitCode.UNREACHABLE
            : ExitCode.FAILED;
      }
      if (one != ExitCode.OK && one != ExitCode.CHANGES) {
        return one;
      }
      result = one == ExitCode.OK ? result : one;
    }
    return result;
  }

  /** The exit code of a plan that could not be made. */
  static ExitCode refused(Planning<?, ?> planning) {
    return planning.refusedByTheWorld() ? ExitCode.FAILED : ExitCode.PLAYBOOK;
  }
}
