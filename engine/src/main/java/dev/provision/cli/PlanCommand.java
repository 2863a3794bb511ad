package dev.provision.cli;

import dev.provision.graph.LinkedPlay;
import dev.provision.plan.Plan;
import dev.provision.plan.Planned;
import dev.provision.plan.Planner;
import dev.provision.plan.Planning;
import dev.provision.plan.Work;
import dev.provision.report.ExitCode;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Provider;
import dev.provision.spi.ReadSession;

/** {@code provision plan}: what would change. Its connection cannot write. */
final class PlanCommand implements Command {
  @Override
  public String name() {
    return "plan";
  }

  @Override
  public String arguments() {
    return "PLAYBOOK";
  }

  @Override
  public String summary() {
    return "Show what would change, and why.";
  }

  @Override
  public String example() {
    return "provision plan playbooks/ci.yml -e branch=main --exit-code";
  }

  @Override
  public org.apache.commons.cli.Options options() {
    return CommonOptions.format(CommonOptions.plan(), "text or json")
        .addOption(CommonOptions.flag("exit-code", "exit with 2 when something would change"));
  }

  @Override
  public ExitCode run(Invocation invocation) throws UsageException, InterruptedException {
    String format = invocation.format("text", "json");
    boolean byExitCode = invocation.has("exit-code");
    Interrupts.listen(invocation.world());
    return new Plays(invocation)
        .each(
            new Plays.Task() {
              @Override
              public <C extends Record, R, W> ExitCode on(
                  Provider<C, R, W> provider, LinkedPlay play)
                  throws ModuleException, InterruptedException, UsageException {
                Work<C, R, W> work = Work.of(provider, play);
                try (ReadSession<R> session =
                    provider.openReadOnly(work.connection(), Runs.context(invocation))) {
                  Planning<R, W> planning = Planner.plan(work, session, Runs.options(invocation));
                  return show(invocation, planning, format, byExitCode);
                }
              }
            });
  }

  private static ExitCode show(
      Invocation invocation, Planning<?, ?> planning, String format, boolean byExitCode) {
    new Loading(invocation).print(planning.diagnostics());
    if (planning.planned().isEmpty()) {
      return Plays.refused(planning);
    }
    Planned<?, ?> planned = planning.planned().get();
    Plan plan = planned.plan();
    Console console = invocation.console();
    console
        .out()
        .print(
            format.equals("json")
                ? PlanJson.render(plan)
                : new PlanText(console.style()).render(plan));
    return byExitCode && plan.hasChanges() ? ExitCode.CHANGES : ExitCode.OK;
  }
}
