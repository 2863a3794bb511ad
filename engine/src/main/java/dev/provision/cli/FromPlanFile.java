package dev.provision.cli;

import dev.provision.cli.text.PlanText;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.graph.LinkedPlay;
import dev.provision.plan.Narrowing;
import dev.provision.plan.Options;
import dev.provision.plan.Planned;
import dev.provision.plan.Planner;
import dev.provision.plan.Planning;
import dev.provision.plan.Step;
import dev.provision.plan.Work;
import dev.provision.plan.saved.Comparison;
import dev.provision.plan.saved.PlanFile;
import dev.provision.plan.saved.SavedPlan;
import dev.provision.plan.saved.Saving;
import dev.provision.report.ExitCode;
import dev.provision.spi.Address;
import dev.provision.spi.ModuleException;
import dev.provision.spi.ReadSession;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Makes the plan of an {@code apply FILE}: plans anew, with the places of the file, and refuses
 * what the file does not hold. So the file cannot add anything, whoever wrote it.
 */
final class FromPlanFile {
  private final Invocation invocation;
  private final String name;
  private final PlanFile file;
  private final boolean partial;

  /** By environment, what is left out and what was said to be done. */
  private final Map<String, Set<Address>> leftOut = new TreeMap<>();

  private final Map<String, Set<Address>> done = new TreeMap<>();
  private boolean refused;

  private FromPlanFile(Invocation invocation, String name, PlanFile file) {
    this.invocation = invocation;
    this.name = name;
    this.file = file;
    this.partial = invocation.has("partial");
  }

  static org.apache.commons.cli.Options options(org.apache.commons.cli.Options options) {
    return options
        .addOption(
            CommonOptions.value(
                "playbook",
                "FILE",
                "with a plan file: its playbook, if that is somewhere else now"))
        .addOption(
            CommonOptions.flag(
                "partial",
                "with a plan file: leave out what is not as it says, and what needs that"));
  }

  /** These are for plan files alone. */
  static void refuseOptions(Invocation invocation) throws UsageException {
    for (String option : List.of("playbook", "partial")) {
      if (invocation.has(option)) {
        throw new UsageException(
            "--" + option + " goes with a plan file, which `provision plan --out FILE` makes");
      }
    }
  }

  /**
   * @param name of the file, as the user gave it
   */
  static FromPlanFile of(Invocation invocation, String name, PlanFile file) throws UsageException {
    List<String> given = PlanOut.deciding(invocation);
    if (!given.equals(file.options())) {
      throw new UsageException(
          "the plan in "
              + name
              + " was made with "
              + said(file.options())
              + ", not with "
              + said(given)
              + ": say the same here, or plan again");
    }
    String playbook = invocation.option("playbook").orElse(file.playbook());
    if (!Files.exists(Loading.path(playbook))) {
      throw new UsageException(
          "the plan in "
              + name
              + " is one of the playbook `"
              + playbook
              + "`, which is not here: name it with --playbook");
    }
    return new FromPlanFile(invocation.about(playbook), name, file);
  }

  /** Whether the file was made under these rules; if not, the user has been told. */
  boolean isUnder(Optional<String> rules) {
    if (file.rules().isEmpty() || file.rules().equals(rules)) {
      return true;
    }
    invocation
        .console()
        .error(
            "nothing was changed: the plan in "
                + name
                + " was made under rules"
                + (rules.isEmpty()
                    ? ", and here are none: give them with --rules"
                    : ", and these are others: plan again under these"));
    return false;
  }

  private static String said(List<String> options) {
    return options.isEmpty() ? "no option of that sort" : String.join(" ", options);
  }

  /** The command, about the playbook of the file. */
  Invocation invocation() {
    return invocation;
  }

  /** Refuses a file of another playbook or environment. */
  List<Diagnostic> unfit(List<LinkedPlay> plays) {
    Set<String> declared =
        plays.stream()
            .map(play -> play.environment().toString())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> held =
        file.plans().stream()
            .map(SavedPlan::environment)
            .collect(Collectors.toCollection(TreeSet::new));
    return declared.equals(held)
        ? List.of()
        : List.of(
            Diagnostic.error(
                "the plan in "
                    + name
                    + " is one of "
                    + names(held)
                    + ", and the playbook `"
                    + invocation.playbook().orElseThrow()
                    + "` declares "
                    + names(declared)));
  }

  private static String names(Set<String> environments) {
    return environments.stream().map(each -> "`" + each + "`").collect(Collectors.joining(", "));
  }

  /**
   * Plans as the file says. When that is refused, the diagnostics say why, and {@link #isRefused}
   * says so.
   */
  <R, W> Planning<R, W> plan(Work<?, R, W> work, ReadSession<R> session, Options asked)
      throws ModuleException, InterruptedException {
    SavedPlan held = file.of(work.environment().toString()).orElseThrow();
    Options exact = asked.withPolicy(asked.policy().exactly()).withPins(held.pins());
    Set<Address> out = leftOut.computeIfAbsent(held.environment(), e -> new TreeSet<>());
    while (true) {
      Planning<R, W> planning = Planner.plan(work, session, without(exact, out));
      boolean unplaced = planning.planned().isEmpty() && planning.refusedByTheWorld();
      Planning<R, W> seen =
          unplaced ? Planner.plan(work, session, without(exact.withPins(Map.of()), out)) : planning;
      if (seen.planned().isEmpty()) {
        return planning;
      }
      Planned<R, W> planned = seen.planned().get();
      SavedPlan now = Saving.of(planned, invocation.console().redaction()::mask);
      if (!now.target().equals(held.target())) {
        return foreign(planning, held, now);
      }
      Comparison comparison = Comparison.of(held, now, planned.plan());
      if (comparison.isHeld()) {
        return unplaced ? planning : agreed(planning, comparison, held.environment());
      }
      say(comparison, planned);
      if (!partial || !out.addAll(comparison.refused().keySet())) {
        refused = true;
        end(comparison.refused().size());
        return refusal(planning, List.of());
      }
    }
  }

  private static Options without(Options options, Set<Address> out) {
    Narrowing narrowing = options.narrowing();
    Set<Address> all = new HashSet<>(narrowing.excluded());
    all.addAll(out);
    return options.withNarrowing(new Narrowing(all, narrowing.tags(), narrowing.skippedTags()));
  }

  private <R, W> Planning<R, W> agreed(
      Planning<R, W> planning, Comparison comparison, String environment) {
    Set<Address> told = done.computeIfAbsent(environment, e -> new TreeSet<>());
    List<Address> now =
        comparison.done().stream()
            .filter(each -> !leftOut.get(environment).contains(each))
            .filter(told::add)
            .toList();
    if (!now.isEmpty()) {
      String names = now.stream().map(Address::toString).collect(Collectors.joining(", "));
      invocation.console().err().println("done already since the plan was made: " + names);
    }
    return planning;
  }

  private <R, W> Planning<R, W> foreign(Planning<R, W> planning, SavedPlan held, SavedPlan now) {
    return refusal(
        planning,
        List.of(
            Diagnostic.error(
                "the plan in "
                    + name
                    + " is one for "
                    + held.target()
                    + ", and this is "
                    + now.target())));
  }

  private static <R, W> Planning<R, W> refusal(Planning<R, W> planning, List<Diagnostic> why) {
    return new Planning<>(Optional.empty(), why, planning.authority(), false, planning.read());
  }

  private void say(Comparison comparison, Planned<?, ?> planned) {
    List<Diagnostic> all =
        comparison.refusedOf(planned.plan()).stream()
            .map(step -> said(step, comparison.refused().get(step.address())))
            .toList();
    new Loading(invocation).print(all);
  }

  private Diagnostic said(Step step, List<String> why) {
    String message =
        "`" + step.address() + "` is not as " + name + " says: " + String.join("; ", why);
    return step.where()
        .map(span -> Diagnostic.error(message, span))
        .orElseGet(() -> Diagnostic.error(message));
  }

  private void end(int count) {
    invocation
        .console()
        .error(
            "nothing was changed: "
                + PlanText.counted(count, "object")
                + (count == 1 ? " is" : " are")
                + " not as "
                + name
                + " says; plan again"
                + (partial ? "" : ", or apply the rest with --partial"));
  }

  /** Whether {@link #plan} refused, because the file holds something else. */
  boolean isRefused() {
    return refused;
  }

  /** How a run ended that left things out. */
  ExitCode ended(ExitCode run) {
    String names =
        leftOut.values().stream()
            .flatMap(Set::stream)
            .map(Address::toString)
            .collect(Collectors.joining(", "));
    if (run != ExitCode.OK || names.isEmpty()) {
      return run;
    }
    invocation.console().error("left out, because not as " + name + " says: " + names);
    return ExitCode.NOT_ALLOWED;
  }
}
