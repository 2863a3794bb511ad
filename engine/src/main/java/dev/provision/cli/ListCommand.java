package dev.provision.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.provision.graph.LinkedPlay;
import dev.provision.plan.Action;
import dev.provision.plan.Holding;
import dev.provision.plan.Options;
import dev.provision.plan.Planned;
import dev.provision.plan.PlannedChange;
import dev.provision.plan.Planner;
import dev.provision.plan.Planning;
import dev.provision.plan.Step;
import dev.provision.plan.Work;
import dev.provision.report.ExitCode;
import dev.provision.spi.KindInfo.Column;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Provider;
import dev.provision.spi.ReadSession;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code provision list}: what the environment has, live, as nova prints it, and whether it
 * drifted.
 */
final class ListCommand implements Command {
  private static final String DRIFT = "Drift";

  @Override
  public String name() {
    return "list";
  }

  @Override
  public String arguments() {
    return "PLAYBOOK";
  }

  @Override
  public String summary() {
    return "List the instances, live, as nova list does, and whether they drifted.";
  }

  @Override
  public String example() {
    return "provision list playbooks/three-tier.yml";
  }

  @Override
  public org.apache.commons.cli.Options options() {
    return CommonOptions.format(CommonOptions.world(), "text or json");
  }

  @Override
  public ExitCode run(Invocation invocation) throws UsageException, InterruptedException {
    invocation.arguments(1, 1, "a playbook");
    boolean json = invocation.format("text", "json").equals("json");
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
                  Planning<R, W> planning = Planner.plan(work, session, Options.DEFAULT);
                  new Loading(invocation).print(planning.diagnostics());
                  if (planning.planned().isEmpty()) {
                    return Plays.refused(planning);
                  }
                  print(invocation.console(), provider, planning.planned().get(), json);
                  return ExitCode.OK;
                }
              }
            });
  }

  private static <R, W> void print(
      Console console, Provider<?, R, W> provider, Planned<R, W> planned, boolean json) {
    List<Map<String, String>> rows = new ArrayList<>();
    List<Column> columns = new ArrayList<>();
    provider.kinds().forEach(kind -> columns.addAll(kind.info().columns()));
    for (Holding<?, R, W> holding :
        Holding.all(provider, planned.plan().environment(), planned.snapshot())) {
      if (!holding.kind().info().columns().isEmpty()) {
        rows.add(row(holding, planned));
      }
    }
    rows.sort(Comparator.comparing(row -> row.getOrDefault("Name", "")));
    if (json) {
      Gson gson = new GsonBuilder().setPrettyPrinting().create();
      console.line(gson.toJson(rows));
      return;
    }
    List<String> headings = new ArrayList<>(columns.stream().map(Column::heading).toList());
    headings.add(DRIFT);
    console
        .out()
        .print(
            Columns.box(
                headings,
                rows.stream().map(row -> headings.stream().map(row::get).toList()).toList()));
  }

  private static <O, R, W> Map<String, String> row(
      Holding<O, R, W> holding, Planned<R, W> planned) {
    Map<String, Object> attributes = holding.kind().attributes(holding.owned().state());
    Map<String, String> row = new LinkedHashMap<>();
    for (Column column : holding.kind().info().columns()) {
      row.put(
          column.heading(),
          Style.oneLine(String.valueOf(attributes.getOrDefault(column.attribute(), "-"))));
    }
    row.put(DRIFT, drift(holding, planned));
    return row;
  }

  private static String drift(Holding<?, ?, ?> holding, Planned<?, ?> planned) {
    if (holding.isSuspect()) {
      return "possible copy";
    }
    Optional<Step> step =
        planned.plan().steps().stream()
            .filter(s -> s.address().equals(holding.address()))
            .findFirst();
    if (step.isEmpty()) {
      return "orphan";
    }
    if (step.get().action() == Action.NONE) {
      return "-";
    }
    List<String> fields =
        step.get().changes().stream().map(PlannedChange::change).map(c -> c.field()).toList();
    return fields.isEmpty()
        ? EventText.doing(step.get().action())
        : Style.oneLine(String.join(", ", fields));
  }
}
