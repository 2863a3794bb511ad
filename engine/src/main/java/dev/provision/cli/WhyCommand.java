package dev.provision.cli;

import dev.provision.cli.ending.Interrupts;
import dev.provision.cli.text.Style;
import dev.provision.cli.text.WhyText;
import dev.provision.diagnostic.Checked;
import dev.provision.graph.LinkedPlay;
import dev.provision.plan.Why;
import dev.provision.plan.Work;
import dev.provision.report.ExitCode;
import dev.provision.spi.Address;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Provider;
import dev.provision.spi.ReadSession;
import dev.provision.spi.RunContext;
import java.util.ArrayList;
import java.util.List;

/** {@code provision why}: the placement of one resource, place by constraint. */
final class WhyCommand implements Command {
  @Override
  public String name() {
    return "why";
  }

  @Override
  public String arguments() {
    return "PLAYBOOK ADDRESS";
  }

  @Override
  public String summary() {
    return "Show why a resource goes where it goes: every host by every constraint.";
  }

  @Override
  public String example() {
    return "provision why playbooks/three-tier.yml instance.web-1";
  }

  @Override
  public org.apache.commons.cli.Options options() {
    return CommonOptions.format(CommonOptions.world(), "text or json");
  }

  @Override
  public ExitCode run(Invocation invocation) throws UsageException, InterruptedException {
    Address address = Runs.address(invocation.arguments(2, 2, "a playbook and an address").get(1));
    boolean json = invocation.format("text", "json").equals("json");
    Interrupts interrupts = invocation.interrupts();
    List<LinkedPlay> known = new ArrayList<>();
    List<Why> found = new ArrayList<>();
    ExitCode code =
        new Plays(invocation, interrupts)
            .each(
                new Plays.Task() {
                  @Override
                  public <C extends Record, R, W> ExitCode on(
                      Provider<C, R, W> provider, LinkedPlay play, RunContext run)
                      throws ModuleException, InterruptedException {
                    known.add(play);
                    if (play.graph().get(address).isEmpty()) {
                      return ExitCode.OK;
                    }
                    Work<C, R, W> work = Work.of(provider, play);
                    Checked<Why> why;
                    try (ReadSession<R> session =
                        Opening.of(
                            invocation, () -> provider.openReadOnly(work.connection(), run))) {
                      why = Why.of(work, session, address);
                    }
                    new Loading(invocation).print(why.diagnostics());
                    why.value().ifPresent(found::add);
                    return why.value().isPresent() ? ExitCode.OK : ExitCode.PLAYBOOK;
                  }
                });
    if (code == ExitCode.OK) {
      Runs.mustBeDeclared("`" + address + "`", address, known);
      Style style = invocation.console().style();
      invocation
          .console()
          .out()
          .print(json ? WhyText.json(found) : new WhyText(style).render(found));
    }
    return code;
  }
}
