package dev.provision.cli;

import dev.provision.declare.Resource;
import dev.provision.graph.LinkedPlay;
import dev.provision.plan.Options;
import dev.provision.plan.Planned;
import dev.provision.plan.PlannedChange;
import dev.provision.plan.Planner;
import dev.provision.plan.Planning;
import dev.provision.plan.Step;
import dev.provision.plan.Work;
import dev.provision.report.ExitCode;
import dev.provision.spi.Address;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Provider;
import dev.provision.spi.ReadSession;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** {@code provision show}: one resource as it is declared, as it is, and what differs. */
final class ShowCommand implements Command {
  @Override
  public String name() {
    return "show";
  }

  @Override
  public String arguments() {
    return "PLAYBOOK ADDRESS";
  }

  @Override
  public String summary() {
    return "Show one resource: declared, observed, difference, placement.";
  }

  @Override
  public String example() {
    return "provision show playbooks/three-tier.yml instance.web-1";
  }

  @Override
  public org.apache.commons.cli.Options options() {
    return CommonOptions.world();
  }

  @Override
  public ExitCode run(Invocation invocation) throws UsageException, InterruptedException {
    Address address = Runs.address(invocation.arguments(2, 2, "a playbook and an address").get(1));
    Interrupts.listen(invocation.world());
    boolean[] found = {false};
    ExitCode code =
        new Plays(invocation)
            .each(
                new Plays.Task() {
                  @Override
                  public <C extends Record, R, W> ExitCode on(
                      Provider<C, R, W> provider, LinkedPlay play)
                      throws ModuleException, InterruptedException, UsageException {
                    Optional<Resource<?>> resource = play.graph().get(address);
                    if (resource.isEmpty()) {
                      return ExitCode.OK;
                    }
                    found[0] = true;
                    return show(invocation, provider, play, resource.get());
                  }
                });
    if (code == ExitCode.OK && !found[0]) {
      throw new UsageException("`" + address + "` is not in the playbook");
    }
    return code;
  }

  private static <C extends Record, R, W> ExitCode show(
      Invocation invocation, Provider<C, R, W> provider, LinkedPlay play, Resource<?> resource)
      throws ModuleException, InterruptedException, UsageException {
    Work<C, R, W> work = Work.of(provider, play);
    Options only = Options.DEFAULT.withTargets(Set.of(resource.address()));
    try (ReadSession<R> session =
        provider.openReadOnly(work.connection(), Runs.context(invocation))) {
      Planning<R, W> planning = Planner.plan(work, session, only);
      new Loading(invocation).print(planning.diagnostics());
      if (planning.planned().isEmpty()) {
        return Plays.refused(planning);
      }
      invocation.console().out().print(page(resource, planning.planned().get()));
      return ExitCode.OK;
    }
  }

  private static String page(Resource<?> resource, Planned<?, ?> planned) {
    StringBuilder text = new StringBuilder();
    Address address = resource.address();
    text.append(address).append("    ").append(resource.declaration().span()).append('\n');
    text.append("\ndeclared\n");
    new SpecText(resource.declaration())
        .lines()
        .forEach(line -> text.append("  ").append(line).append('\n'));
    text.append("\nobserved\n");
    Map<String, Object> observed = planned.known().of(address).orElse(Map.of());
    if (observed.isEmpty()) {
      text.append("  nothing\n");
    }
    new TreeMap<>(observed).forEach((name, value) -> row(text, name, String.valueOf(value)));
    Optional<Step> step =
        planned.plan().steps().stream().filter(s -> s.address().equals(address)).findFirst();
    step.ifPresent(s -> difference(text, s));
    return text.toString();
  }

  private static void difference(StringBuilder text, Step step) {
    text.append("\ndifference\n");
    if (!step.isWork()) {
      text.append("  none\n");
    } else if (step.changes().isEmpty()) {
      text.append("  ").append(EventText.doing(step.action())).append(" it\n");
    }
    for (PlannedChange planned : step.changes()) {
      row(
          text,
          planned.change().field(),
          planned.change().before() + " -> " + planned.change().after());
    }
    step.notes().forEach(note -> text.append("  note: ").append(Style.oneLine(note)).append('\n'));
    if (!step.placement().isEmpty()) {
      text.append("\nplacement\n  ").append(step.placement()).append('\n');
    }
  }

  private static void row(StringBuilder text, String name, String value) {
    text.append("  ").append(Columns.pad(name, 24)).append("  ").append(Style.oneLine(value));
    text.append('\n');
  }
}
