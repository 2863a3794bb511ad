package dev.provision.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.provision.cli.ending.Interrupts;
import dev.provision.cli.text.Columns;
import dev.provision.cli.text.EventText;
import dev.provision.cli.text.Style;
import dev.provision.graph.LinkedPlay;
import dev.provision.plan.Action;
import dev.provision.plan.Holding;
import dev.provision.plan.Options;
import dev.provision.plan.Planned;
import dev.provision.plan.PlannedChange;
import dev.provision.plan.Planner;
import dev.provision.plan.Planning;
import dev.provision.plan.Step;
import dev.provision.plan.Surveying;
import dev.provision.plan.Work;
import dev.provision.report.ExitCode;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.KindInfo.Column;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Provider;
import dev.provision.spi.ReadSession;
import dev.provision.spi.RunContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code provision list}: the environment's instances as they are now, in the columns and words of
 * {@code nova list}. A last column shows drift, when there is some or {@code --drift} is given.
 */
final class ListCommand implements Command {
  private static final String DRIFT = "Drift";

  @Override
  public String name() {
    return "list";
  }

  @Override
  public String arguments() {
    return "[PLAYBOOK]";
  }

  @Override
  public String summary() {
    return "List the instances, live, as nova list does, and what drifted.";
  }

  @Override
  public String example() {
    return "provision list playbooks/three-tier.yml";
  }

  @Override
  public org.apache.commons.cli.Options options() {
    return CommonOptions.format(CommonOptions.world(), "text or json")
        .addOption(CommonOptions.flag("drift", "show the column Drift also where nothing drifted"))
        .addOption(CommonOptions.vcenter())
        .addOption(CommonOptions.environment());
  }

  @Override
  public ExitCode run(Invocation invocation) throws UsageException, InterruptedException {
    boolean alone = invocation.option("vcenter").isPresent();
    String file = Plays.file(invocation, "whose instances");
    boolean json = invocation.format("text", "json").equals("json");
    Interrupts interrupts = invocation.interrupts();
    Listing listing = new Listing(invocation, alone, json);
    ExitCode code = new Plays(invocation, interrupts).each(file, listing);
    if (json && (code == ExitCode.OK || !listing.all.isEmpty())) {
      Gson gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
      invocation.console().line(Style.json(gson.toJson(listing.all)));
    }
    return code;
  }

  /** Lists the instances of each play; prints the tables at once, but JSON only at the end. */
  private static final class Listing implements Plays.Task {
    private final Invocation invocation;
    private final boolean alone;
    private final boolean json;
    private final List<Map<String, String>> all = new ArrayList<>();

    Listing(Invocation invocation, boolean alone, boolean json) {
      this.invocation = invocation;
      this.alone = alone;
      this.json = json;
    }

    @Override
    public <C extends Record, R, W> ExitCode on(
        Provider<C, R, W> provider, LinkedPlay play, RunContext run)
        throws ModuleException, InterruptedException {
      Work<C, R, W> work = Work.of(provider, play);
      Planning<R, W> planning;
      Optional<R> unplanned;
      try (ReadSession<R> session =
          Opening.of(invocation, () -> provider.openReadOnly(work.connection(), run))) {
        planning = Planner.plan(work, session, Options.DEFAULT);
        unplanned = unplanned(planning, work, session);
      }
      new Loading(invocation).print(planning.diagnostics());
      if (planning.planned().isEmpty()) {
        unplanned.ifPresent(read -> withoutPlan(provider, work.environment(), read));
        return Plays.refused(planning);
      }
      planned(provider, work.environment(), planning.planned().get());
      return ExitCode.OK;
    }

    private <R, W> void withoutPlan(Provider<?, R, W> provider, EnvironmentId environment, R read) {
      List<Map<String, String>> rows = rows(provider, environment, read, List.of());
      rows.forEach(row -> row.remove(DRIFT));
      all.addAll(rows);
      if (!json) {
        invocation.console().out().print(table(provider, rows, false));
      }
    }

    private <R, W> void planned(
        Provider<?, R, W> provider, EnvironmentId environment, Planned<R, W> planned) {
      List<Map<String, String>> rows =
          rows(provider, environment, planned.snapshot(), planned.plan().steps());
      all.addAll(rows);
      if (json) {
        return;
      }
      boolean drift =
          !alone
              && (invocation.has("drift")
                  || rows.stream().anyMatch(row -> !row.get(DRIFT).equals("-")));
      invocation.console().out().print(table(provider, rows, drift));
      missing(planned, provider).ifPresent(invocation.console()::line);
    }
  }

  /** The snapshot, where there is no plan because something fits nowhere or cannot be read. */
  private static <R, W> Optional<R> unplanned(
      Planning<R, W> planning, Work<?, R, W> work, ReadSession<R> session)
      throws ModuleException, InterruptedException {
    if (planning.planned().isPresent() || !planning.refusedByTheWorld()) {
      return Optional.empty();
    }
    return Optional.of(Surveying.of(work, session));
  }

  private static <R, W> List<Map<String, String>> rows(
      Provider<?, R, W> provider, EnvironmentId environment, R read, List<Step> steps) {
    List<Map<String, String>> rows = new ArrayList<>();
    for (Holding<?, R, W> holding : Holding.all(provider, environment, read)) {
      if (!holding.kind().info().columns().isEmpty()) {
        rows.add(row(holding, environment, steps));
      }
    }
    rows.sort(Comparator.comparing(row -> row.getOrDefault("Name", "")));
    return rows;
  }

  private static String table(
      Provider<?, ?, ?> provider, List<Map<String, String>> rows, boolean drift) {
    List<String> headings = new ArrayList<>();
    provider.kinds().forEach(k -> k.info().columns().forEach(c -> headings.add(c.heading())));
    if (drift) {
      headings.add(DRIFT);
    }
    return Columns.box(
        headings,
        rows.stream()
            .map(row -> headings.stream().map(h -> row.getOrDefault(h, "-")).toList())
            .toList());
  }

  /** One line that names the declared instances that do not exist. */
  private static Optional<String> missing(Planned<?, ?> planned, Provider<?, ?, ?> provider) {
    Set<String> listed =
        provider.kinds().stream()
            .filter(kind -> !kind.info().columns().isEmpty())
            .map(kind -> kind.info().kind())
            .collect(Collectors.toSet());
    List<String> missing =
        planned.plan().steps().stream()
            .filter(step -> step.action() == Action.CREATE)
            .filter(step -> listed.contains(step.address().kind()))
            .map(step -> step.address().toString())
            .toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of("declared and not there: " + String.join(", ", missing));
  }

  private static <O, R, W> Map<String, String> row(
      Holding<O, R, W> holding, EnvironmentId environment, List<Step> steps) {
    Map<String, Object> attributes = holding.kind().attributes(holding.owned().state());
    Map<String, String> row = new LinkedHashMap<>();
    row.put("Environment", environment.toString());
    for (Column column : holding.kind().info().columns()) {
      row.put(
          column.heading(),
          Style.oneLine(String.valueOf(attributes.getOrDefault(column.attribute(), "-"))));
    }
    row.put(DRIFT, drift(holding, steps));
    return row;
  }

  private static String drift(Holding<?, ?, ?> holding, List<Step> steps) {
    if (holding.isSuspect()) {
      return "possible copy";
    }
    if (holding.owned().keeps().isPresent()) {
      return holding.owned().keeps().get().what();
    }
    Optional<Step> step =
        steps.stream().filter(s -> s.address().equals(holding.address())).findFirst();
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
