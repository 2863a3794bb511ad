package dev.provision.cli;

import dev.provision.graph.LinkedPlay;
import dev.provision.plan.Surveying;
import dev.provision.plan.Work;
import dev.provision.report.ExitCode;
import dev.provision.spi.LeaseHolder;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Provider;
import dev.provision.spi.RunContext;
import dev.provision.spi.Session;
import java.util.Optional;

/**
 * {@code provision unlock}: takes the lease of an environment away from another run, and says whose
 * it was. A run that has died needs none of this: its lease expires.
 */
final class UnlockCommand implements Command {
  @Override
  public String name() {
    return "unlock";
  }

  @Override
  public String arguments() {
    return "[PLAYBOOK]";
  }

  @Override
  public String summary() {
    return "Say which run has the environment, and take it away from that run.";
  }

  @Override
  public String example() {
    return "provision unlock playbooks/ci.yml -e branch=main";
  }

  @Override
  public org.apache.commons.cli.Options options() {
    return CommonOptions.world()
        .addOption(CommonOptions.flag("yes", "take it away without asking"))
        .addOption(CommonOptions.vcenter())
        .addOption(CommonOptions.environment());
  }

  @Override
  public ExitCode run(Invocation invocation) throws UsageException, InterruptedException {
    String file = Plays.file(invocation, "whose lease");
    return new Plays(invocation, invocation.interrupts())
        .each(
            file,
            new Plays.Task() {
              @Override
              public <C extends Record, R, W> ExitCode on(
                  Provider<C, R, W> provider, LinkedPlay play, RunContext run)
                  throws ModuleException, InterruptedException {
                return unlock(invocation, provider, play, run);
              }
            });
  }

  private static <C extends Record, R, W> ExitCode unlock(
      Invocation invocation, Provider<C, R, W> provider, LinkedPlay play, RunContext run)
      throws ModuleException, InterruptedException {
    Work<C, R, W> work = Work.of(provider, play);
    Console console = invocation.console();
    String name = "`" + work.environment() + "`";
    try (Session<R, W> session =
        Opening.of(invocation, () -> provider.open(work.connection(), run))) {
      Surveying.of(work, session);
      Optional<LeaseHolder> holder = session.holder(work.environment());
      if (holder.isEmpty()) {
        console.line("no run has " + name);
        return ExitCode.OK;
      }
      console.line(name + " is held by " + holder.get());
      if (!isAllowed(invocation)) {
        console.error("it keeps " + name + "; say --yes to take it away from that run");
        return ExitCode.NOT_ALLOWED;
      }
      session.unlock(work.environment());
      console.line("taken away: that run writes nothing more from its next call on");
      return ExitCode.OK;
    }
  }

  private static boolean isAllowed(Invocation invocation) throws InterruptedException {
    if (invocation.has("yes") || !invocation.console().canAsk()) {
      return invocation.has("yes");
    }
    invocation.console().out().print("Take it away from that run? Type yes: ");
    invocation.console().out().flush();
    return invocation.typed().strip().equals("yes");
  }
}
