package dev.provision.cli;

import dev.provision.cli.ending.Interrupts;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.graph.LinkedPlay;
import dev.provision.graph.Loader;
import dev.provision.plan.Planning;
import dev.provision.report.ExitCode;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Provider;
import dev.provision.spi.RunContext;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/** Does one thing with each play of a playbook, in the order of the file. */
final class Plays {
  /** Work on one play. */
  interface Task {
    <C extends Record, R, W> ExitCode on(
        Provider<C, R, W> provider, LinkedPlay play, RunContext run)
        throws ModuleException, InterruptedException, UsageException;

    /** Why it cannot be done with these plays; empty when it can. Asked before the first one. */
    default List<Diagnostic> unfit(List<LinkedPlay> plays) {
      return List.of();
    }
  }

  private final Invocation invocation;
  private final Interrupts interrupts;

  Plays(Invocation invocation, Interrupts interrupts) {
    this.invocation = invocation;
    this.interrupts = interrupts;
  }

  /**
   * Stops after the first play that fails, because a later one may build on it.
   *
   * @return the first bad exit code, otherwise OK
   */
  ExitCode each(Task task) throws UsageException, InterruptedException {
    return each(invocation.playbook().orElseThrow(), task);
  }

  /**
   * The same for a file that is not an argument; from one named with {@code --vcenter} only the
   * connection is read.
   *
   * <p>What was interrupted before a run began may end with any exception: a file that is being
   * read is closed.
   */
  ExitCode each(String playbook, Task task) throws UsageException, InterruptedException {
    try (interrupts) {
      ExitCode code = loaded(playbook, task);
      return interrupts.isStopped() ? stopped() : code;
    } catch (RuntimeException | InterruptedException e) {
      if (interrupts.isStopped()) {
        return stopped();
      }
      throw e;
    }
  }

  private ExitCode stopped() {
    Thread.currentThread().interrupt();
    invocation.console().error(interrupts.reason());
    return interrupts.exitCode();
  }

  private ExitCode loaded(String playbook, Task task) throws UsageException, InterruptedException {
    Provider<?, ?, ?> provider = invocation.world().provider().get();
    Optional<List<LinkedPlay>> plays = new Loading(invocation).load(new Loader(provider), playbook);
    if (plays.isEmpty()) {
      return ExitCode.PLAYBOOK;
    }
    List<Diagnostic> unfit = task.unfit(plays.get());
    if (!unfit.isEmpty()) {
      new Loading(invocation).print(unfit);
      return ExitCode.PLAYBOOK;
    }
    RunContext run = Runs.context(invocation);
    try {
      return each(task, provider, plays.get(), run);
    } finally {
      run.trace().ifPresent(PrintWriter::close);
    }
  }

  private ExitCode each(
      Task task, Provider<?, ?, ?> provider, List<LinkedPlay> plays, RunContext run)
      throws UsageException, InterruptedException {
    for (LinkedPlay play : plays) {
      ExitCode one;
      interrupts.nextBegins();
      try {
        one = task.on(provider, play, run);
      } catch (ModuleException e) {
        if (interrupts.isStopped()) {
          return stopped();
        }
        if (e.kind() == ModuleException.Kind.CANCELLED) {
          return ExitCode.CANCELLED;
        }
        new Loading(invocation).print(e.mistakes());
        invocation.console().error(e.withAdvice());
        if (!e.mistakes().isEmpty()) {
          return ExitCode.PLAYBOOK;
        }
        return switch (e.kind()) {
          case UNREACHABLE -> ExitCode.UNREACHABLE;
          case LEASED -> ExitCode.HELD;
          default -> ExitCode.FAILED;
        };
      }
      if (one != ExitCode.OK) {
        return one;
      }
    }
    return ExitCode.OK;
  }

  /**
   * The playbook; or with {@code --vcenter} a file of which only the connection is read, so that
   * the environment must be given.
   *
   * @param whose what is asked about it, for the message
   */
  static String file(Invocation invocation, String whose) throws UsageException {
    if (invocation.option("vcenter").isEmpty()) {
      if (invocation.option("environment").isPresent()) {
        throw new UsageException("--environment goes with --vcenter: a playbook has its own name");
      }
      return invocation.arguments(1, 1, "a playbook, or --vcenter FILE --environment NAME").get(0);
    }
    invocation.arguments(0, 0, "nothing beside --vcenter FILE");
    if (invocation.option("environment").isEmpty()) {
      throw new UsageException("--vcenter FILE wants --environment NAME: " + whose);
    }
    return invocation.option("vcenter").get();
  }

  /** The exit code when planning failed. */
  static ExitCode refused(Planning<?, ?> planning) {
    return planning.refusedByTheWorld() ? ExitCode.FAILED : ExitCode.PLAYBOOK;
  }
}
