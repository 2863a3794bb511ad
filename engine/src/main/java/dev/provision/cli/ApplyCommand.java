package dev.provision.cli;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.graph.LinkedPlay;
import dev.provision.plan.saved.PlanFile;
import dev.provision.plan.saved.PlanFiles;
import dev.provision.report.ExitCode;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Provider;
import dev.provision.spi.RunContext;
import java.util.List;
import java.util.Optional;

/** {@code provision apply}: converge. */
final class ApplyCommand implements Command {
  @Override
  public String name() {
    return "apply";
  }

  @Override
  public String arguments() {
    return "PLAYBOOK|PLANFILE";
  }

  @Override
  public String summary() {
    return "Converge to what the playbook declares, or do what a saved plan says and no more.";
  }

  @Override
  public String example() {
    return "provision apply playbooks/ci.yml -e branch=main --allow power-off";
  }

  @Override
  public org.apache.commons.cli.Options options() {
    return FromPlanFile.options(
            CommonOptions.format(CommonOptions.change(CommonOptions.plan()), "text or json"))
        .addOption(RulesGiven.option());
  }

  @Override
  public ExitCode run(Invocation invocation) throws UsageException, InterruptedException {
    String given = invocation.arguments(1, 1, "a playbook or a plan file").get(0);
    Checked<Optional<RulesGiven>> rules = RulesGiven.of(invocation);
    if (rules.hasErrors()) {
      new Loading(invocation).print(rules.diagnostics());
      return ExitCode.PLAYBOOK;
    }
    if (!PlanFiles.is(Loading.path(given))) {
      FromPlanFile.refuseOptions(invocation);
      return applied(invocation, Optional.empty(), rules.get());
    }
    Checked<PlanFile> file = PlanFiles.read(Loading.path(given));
    if (file.hasErrors()) {
      new Loading(invocation).print(file.diagnostics());
      return ExitCode.PLAYBOOK;
    }
    FromPlanFile saved = FromPlanFile.of(invocation, given, file.get());
    if (!saved.isUnder(rules.get().map(RulesGiven::hash))) {
      return ExitCode.NOT_ALLOWED;
    }
    Invocation about = saved.invocation();
    return applied(about, Optional.of(saved), rules.get().map(each -> each.about(about)));
  }

  private static ExitCode applied(
      Invocation invocation, Optional<FromPlanFile> saved, Optional<RulesGiven> rules)
      throws UsageException, InterruptedException {
    Applying applying = new Applying(invocation, Runs.options(invocation), saved, rules);
    return new Plays(invocation, applying.interrupts())
        .each(
            new Plays.Task() {
              @Override
              public <C extends Record, R, W> ExitCode on(
                  Provider<C, R, W> provider, LinkedPlay play, RunContext run)
                  throws ModuleException, InterruptedException, UsageException {
                return applying.apply(provider, play, run);
              }

              @Override
              public List<Diagnostic> unfit(List<LinkedPlay> plays) {
                return saved.map(file -> file.unfit(plays)).orElse(List.of());
              }
            });
  }
}
