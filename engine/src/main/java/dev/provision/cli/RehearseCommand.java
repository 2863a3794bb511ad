package dev.provision.cli;

import dev.provision.graph.LinkedPlay;
import dev.provision.report.ExitCode;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Provider;
import dev.provision.spi.RunContext;

/** {@code provision rehearse}: apply on a copy of the real inventory, twice. */
final class RehearseCommand implements Command {
  @Override
  public String name() {
    return "rehearse";
  }

  @Override
  public String arguments() {
    return "PLAYBOOK";
  }

  @Override
  public String summary() {
    return "Apply on a copy of the real inventory; change nothing.";
  }

  @Override
  public String example() {
    return "provision rehearse playbooks/ci.yml -e branch=main --capture inventory.zip";
  }

  @Override
  public org.apache.commons.cli.Options options() {
    return CommonOptions.plan()
        .addOption(CommonOptions.value("parallelism", "N", "steps at a time (16)"))
        .addOption(CommonOptions.flag("fail-fast", "start nothing more after the first failure"))
        .addOption(
            CommonOptions.value(
                "capture", "FILE", "keep the copy: in a zip, or a directory that is empty"))
        .addOption(
            CommonOptions.value("from", "FILE", "use a kept copy; the vCenter is not reached"));
  }

  @Override
  public ExitCode run(Invocation invocation) throws UsageException, InterruptedException {
    invocation.arguments(1, 1, "a playbook");
    Rehearsing rehearsing = new Rehearsing(invocation);
    return new Plays(invocation, rehearsing.interrupts())
        .each(
            new Plays.Task() {
              @Override
              public <C extends Record, R, W> ExitCode on(
                  Provider<C, R, W> provider, LinkedPlay play, RunContext run)
                  throws ModuleException, InterruptedException, UsageException {
                return rehearsing.rehearse(provider, play, run);
              }
            });
  }
}
