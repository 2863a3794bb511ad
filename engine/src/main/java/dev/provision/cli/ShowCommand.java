package dev.provision.cli;

import dev.provision.cli.ending.Interrupts;
import dev.provision.cli.text.Columns;
import dev.provision.cli.text.EventText;
import dev.provision.cli.text.PlanText;
import dev.provision.cli.text.SpecText;
import dev.provision.cli.text.Style;
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
import dev.provision.spi.RunContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** {@code provision show}: one resource as declared, as found, and the differences. */
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
    Interrupts interrupts = invocation.interrupts();
    List<LinkedPlay> known = new ArrayList<>();
    ExitCode code =
        new Plays(invocation, interrupts)
            .each(
                new Plays.Task() {
                  @Override
                  public <C extends Record, R, W> ExitCode on(
                      Provider<C, R, W> provider, LinkedPlay play, RunContext run)
                      throws ModuleException, InterruptedException {
                    known.add(play);
                    Optional<Resource<?>> resource = play.graph().get(address);
                    if (resource.isEmpty()) {
                      return ExitCode.OK;
                    }
                    return show(invocation, provider, play, resource.get(), run);
                  }
                });
    if (code == ExitCode.OK) {
      Runs.mustBeDeclared("`" + address + "`", address, known);
    }
    return code;
  }

  private static <C extends Record, R, W> ExitCode show(
      Invocation invocation,
      Provider<C, R, W> provider,
      LinkedPlay play,
      Resource<?> resource,
      RunContext run)
      throws ModuleException, InterruptedException {
    Work<C, R, W> work = Work.of(provider, play);
    Options only = Options.DEFAULT.withTargets(Set.of(resource.address()));
    try (ReadSession<R> session =
        Opening.of(invocation, () -> provider.openReadOnly(work.connection(), run))) {
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
    Optional<Step> step =
        planned.plan().steps().stream().filter(s -> s.address().equals(address)).findFirst();
    if (step.isEmpty()) {
      return text.append("\nIt is a value of the playbook: nothing of it is on the server.\n")
          .toString();
    }
    text.append("\nobserved\n");
    Map<String, Object> observed = planned.known().of(address).orElse(Map.of());
    if (observed.isEmpty()) {
      text.append("  nothing\n");
    }
    new TreeMap<>(observed).forEach((name, value) -> row(text, name, words(value)));
    difference(text, step.get());
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
      row(text, planned.change().field(), PlanText.values(planned.change(), Integer.MAX_VALUE));
    }
    step.notes().forEach(note -> text.append("  note: ").append(Style.oneLine(note)).append('\n'));
    if (!step.placement().isEmpty()) {
      text.append("\nplacement\n  ").append(step.placement()).append('\n');
    }
  }

  private static String words(Object value) {
    if (value instanceof Collection<?> list) {
      return list.isEmpty()
          ? "-"
          : list.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
    return String.valueOf(value);
  }

  private static void row(StringBuilder text, String name, String value) {
    text.append("  ").append(Columns.pad(name, 24)).append("  ").append(Style.oneLine(value));
    text.append('\n');
  }
}
