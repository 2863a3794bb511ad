package dev.provision.cli;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.plan.Authorized;
import dev.provision.plan.Lifetime;
import dev.provision.plan.Planning;
import dev.provision.plan.Work;
import dev.provision.spi.Layer;
import dev.provision.spi.ModuleException;
import dev.provision.spi.ReadSession;
import dev.provision.spi.RunContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The last layers of {@code doctor}: whether the account has what the plan needs, which is what the
 * plan itself asks, and whether there can be one.
 */
final class PlanLayers {
  private static final String PRIVILEGES = "privileges";
  private static final String PLAN = "plan";

  private PlanLayers() {}

  /**
   * @param failed a layer before these
   */
  static <C extends Record, R, W> List<Layer> after(
      Optional<Layer> failed, Work<C, R, W> work, RunContext run) throws InterruptedException {
    if (failed.isPresent()) {
      String why = "because " + failed.get().name() + " failed";
      return List.of(Layer.skipped(PRIVILEGES, why), Layer.skipped(PLAN, why));
    }
    try (ReadSession<R> session = work.provider().openReadOnly(work.connection(), run)) {
      return of(Lifetime.of(work, session));
    } catch (ModuleException e) {
      return List.of(unasked(), Layer.refused(PLAN, e));
    }
  }

  private static Layer unasked() {
    return Layer.skipped(PRIVILEGES, "because only a plan says which are needed");
  }

  private static List<Layer> of(Lifetime<?, ?> life) {
    Planning<?, ?> planning = life.planning();
    List<String> told = texts(planning.diagnostics());
    if (planning.authority().stream().anyMatch(each -> !each.held())) {
      List<String> lines = new ArrayList<>(told);
      lines.addAll(besides(life));
      return List.of(
          Layer.refused(PRIVILEGES, lines, fix(planning.diagnostics())),
          Layer.skipped(PLAN, "because " + PRIVILEGES + " failed"));
    }
    if (planning.planned().isEmpty()) {
      String fix = fix(planning.diagnostics());
      return List.of(
          unasked(),
          planning.refusedByTheWorld()
              ? Layer.refused(PLAN, told, fix)
              : Layer.mistaken(PLAN, told, fix));
    }
    List<String> held = new ArrayList<>();
    held.add("the account has all " + planning.authority().size() + " that are needed");
    held.addAll(besides(life));
    List<String> lines = new ArrayList<>(List.of("can be made"));
    lines.addAll(told);
    return List.of(Layer.ok(PRIVILEGES, held), Layer.ok(PLAN, lines));
  }

  /** What the account lacks and the plan does not need, a line for each privilege and reason. */
  private static List<String> besides(Lifetime<?, ?> life) {
    List<String> lines = new ArrayList<>();
    lines.addAll(
        lacking(
            life.later(),
            each -> "a later change or the destroy of `" + each.by().get(0) + "` needs"));
    lines.addAll(lacking(life.commands(), each -> "is needed only " + each.right().call()));
    return lines;
  }

  private static List<String> lacking(List<Authorized> all, Function<Authorized, String> why) {
    Map<String, List<String>> places =
        all.stream()
            .filter(each -> !each.held())
            .collect(
                Collectors.groupingBy(
                    each ->
                        each.right().privilege() + " on %s is missing, which " + why.apply(each),
                    TreeMap::new,
                    Collectors.mapping(each -> each.right().on(), Collectors.toList())));
    return places.entrySet().stream()
        .map(each -> each.getKey().replace("%s", String.join(", ", each.getValue())))
        .toList();
  }

  /** Each with its position. */
  static List<String> texts(List<Diagnostic> diagnostics) {
    return diagnostics.stream()
        .map(each -> each.span().map(span -> span + ": ").orElse("") + each.message())
        .toList();
  }

  /** The first hint of an error; may be empty. */
  static String fix(List<Diagnostic> diagnostics) {
    return diagnostics.stream()
        .filter(Diagnostic::isError)
        .flatMap(diagnostic -> diagnostic.hint().stream())
        .findFirst()
        .orElse("");
  }
}
