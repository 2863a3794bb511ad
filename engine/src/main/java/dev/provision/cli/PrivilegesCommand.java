package dev.provision.cli;

import dev.provision.cli.ending.Interrupts;
import dev.provision.cli.text.PrivilegesText;
import dev.provision.graph.LinkedPlay;
import dev.provision.plan.Authorized;
import dev.provision.plan.Lifetime;
import dev.provision.plan.Work;
import dev.provision.report.ExitCode;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Provider;
import dev.provision.spi.ReadSession;
import dev.provision.spi.Right;
import dev.provision.spi.RunContext;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code provision privileges}: what an account needs for this playbook, from its first apply to
 * its destroy, what the account of the connection lacks of it, and a role as a playbook.
 */
final class PrivilegesCommand implements Command {
  @Override
  public String name() {
    return "privileges";
  }

  @Override
  public String arguments() {
    return "PLAYBOOK";
  }

  @Override
  public String summary() {
    return "Show which privileges this playbook needs on what, and which the account lacks.";
  }

  @Override
  public String example() {
    return "provision privileges playbooks/infrastructure.yml";
  }

  @Override
  public org.apache.commons.cli.Options options() {
    return CommonOptions.format(CommonOptions.world(), "text or json")
        .addOption(
            CommonOptions.flag("all", "the role has all that is needed, not only what is missing"));
  }

  @Override
  public ExitCode run(Invocation invocation) throws UsageException, InterruptedException {
    invocation.arguments(1, 1, "a playbook");
    boolean json = invocation.format("text", "json").equals("json");
    Interrupts interrupts = invocation.interrupts();
    List<PrivilegesText.Play> plays = new ArrayList<>();
    ExitCode code =
        new Plays(invocation, interrupts)
            .each(
                new Plays.Task() {
                  @Override
                  public <C extends Record, R, W> ExitCode on(
                      Provider<C, R, W> provider, LinkedPlay play, RunContext run)
                      throws ModuleException, InterruptedException {
                    Work<C, R, W> work = Work.of(provider, play);
                    Lifetime<R, W> life;
                    try (ReadSession<R> session =
                        Opening.of(
                            invocation, () -> provider.openReadOnly(work.connection(), run))) {
                      life = Lifetime.of(work, session);
                    }
                    List<Right> role =
                        life.needed().stream()
                            .filter(each -> invocation.has("all") || !each.held())
                            .map(Authorized::right)
                            .toList();
                    plays.add(
                        new PrivilegesText.Play(
                            work.environment().toString(),
                            life,
                            provider.granting(role, work.connection(), life.planning().read())));
                    return ExitCode.OK;
                  }
                });
    if (code == ExitCode.OK) {
      invocation
          .console()
          .out()
          .print(
              json
                  ? PrivilegesText.json(plays)
                  : new PrivilegesText(invocation.console().style()).render(plays));
    }
    return code;
  }
}
