package dev.provision.cli;

import dev.provision.cli.ending.Interrupts;
import dev.provision.cli.text.PlanJson;
import dev.provision.cli.text.PlanText;
import dev.provision.diagnostic.Checked;
import dev.provision.graph.LinkedPlay;
import dev.provision.plan.Options;
import dev.provision.plan.Plan;
import dev.provision.plan.Planned;
import dev.provision.plan.Planner;
import dev.provision.plan.Planning;
import dev.provision.plan.Work;
import dev.provision.report.ExitCode;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Provider;
import dev.provision.spi.ReadSession;
import dev.provision.spi.RunContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code provision plan}: what an apply would change. Its connection cannot write. */
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
        .addOption(Leasing.without())
        .addOption(PlanOut.option())
        .addOption(RulesGiven.option())
        .addOption(CommonOptions.flag("exit-code", "exit with 2 when something would change"))
        .addOption(
            CommonOptions.flag(
                "offline-hosts",
                "plan also when a host that is added does not answer; its `hardware` then counts"));
  }

  @Override
  public ExitCode run(Invocation invocation) throws UsageException, InterruptedException {
    invocation.arguments(1, 1, "a playbook");
    boolean json = invocation.format("text", "json").equals("json");
    Options options = Runs.options(invocation);
    Checked<Optional<RulesGiven>> given = RulesGiven.of(invocation);
    if (given.hasErrors()) {
      new Loading(invocation).print(given.diagnostics());
      return ExitCode.PLAYBOOK;
    }
    Optional<RulesGiven> rules = given.get();
    Optional<PlanOut> out = PlanOut.of(invocation, rules.map(RulesGiven::hash));
    Interrupts interrupts = invocation.interrupts();
    List<Plan> plans = new ArrayList<>();
    ExitCode code =
        new Plays(invocation, interrupts)
            .each(
                new Plays.Task() {
                  @Override
                  public <C extends Record, R, W> ExitCode on(
                      Provider<C, R, W> provider, LinkedPlay play, RunContext run)
                      throws ModuleException, InterruptedException {
                    Work<C, R, W> work = Work.of(provider, play);
                    try (ReadSession<R> session =
                        Opening.of(
                            invocation, () -> provider.openReadOnly(work.connection(), run))) {
                      return planned(Planner.plan(work, session, options), session);
                    }
                  }

                  private <R, W> ExitCode planned(Planning<R, W> planning, ReadSession<R> session)
                      throws ModuleException, InterruptedException {
                    new Loading(invocation).print(planning.diagnostics());
                    if (planning.planned().isEmpty()) {
                      return Plays.refused(planning);
                    }
                    Planned<R, W> planned = planning.planned().get();
                    plans.add(planned.plan());
                    if (!json) {
                      Console console = invocation.console();
                      console.out().print(new PlanText(console.style()).render(planned.plan()));
                    }
                    Optional<ExitCode> refused =
                        rules.isPresent()
                            ? rules.get().refused(rules.get().judge(planned, session))
                            : Optional.empty();
                    if (refused.isPresent()) {
                      return refused.get();
                    }
                    out.ifPresent(file -> file.add(planned));
                    return ExitCode.OK;
                  }
                });
    if (json && (code == ExitCode.OK || code == ExitCode.NOT_ALLOWED)) {
      invocation.console().out().print(PlanJson.render(plans));
    }
    if (code != ExitCode.OK) {
      return code;
    }
    if (out.isPresent() && !out.get().isWritten(json)) {
      return ExitCode.FAILED;
    }
    return invocation.has("exit-code") && plans.stream().anyMatch(Plan::hasChanges)
        ? ExitCode.CHANGES
        : ExitCode.OK;
  }
}
