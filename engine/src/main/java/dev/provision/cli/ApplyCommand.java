package dev.provision.cli;

import dev.provision.graph.LinkedPlay;
import dev.provision.report.ExitCode;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Provider;
import dev.provision.spi.RunContext;

/** {@code provision apply}: converge. */
final class ApplyCommand implements Command {
  @Override
  public String name() {
    return "apply";
  }

  @Override
  public String arguments() {
    return "PLAYBOOK";
  }

  @Override
  public String summary() {
    return "Converge to what the playbook declares.";
  }

  @Override
  public String example() {
    return "provision apply playbooks/ci.yml -e branch=main --allow power-off";
  }

  @Override
  public org.apache.commons.cli.Options options() {
    return CommonOptions.format(CommonOptions.change(CommonOptions.plan()), "text or json");
  }

  @Override
  public ExitCode run(Invocation invocation) throws UsageException, InterruptedException {
    invocation.arguments(1, 1, "a playbook");
    Applying applying = new Applying(invocation, Runs.options(invocation));
    return new Plays(invocation, applying.interrupts())
        .each(
            new Plays.Task() {
              @Override
              public <C extends Record, R, W> ExitCode on(
                  Provider<C, R, W> provider, LinkedPlay play, RunContext run)
                  throws ModuleException, InterruptedException, UsageException {
                return applying.apply(provider, play, run);
              }
            });
  }
}
