package dev.provision.rules;

import dev.provision.declare.SpecTree;
import dev.provision.plan.Action;
import dev.provision.plan.Found;
import dev.provision.plan.Look;
import dev.provision.plan.Need;
import dev.provision.plan.Node;
import dev.provision.plan.Plan;
import dev.provision.plan.Planned;
import dev.provision.plan.PlannedChange;
import dev.provision.plan.Step;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Disruption;
import dev.provision.spi.ModuleException;
import dev.provision.spi.ReadSession;
import dev.provision.spi.ReadSession.Usage;
import dev.provision.spi.ValueKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A plan as expressions read it; {@code provision doc rules} describes it. */
final class PlanModel<R, W> {
  private final Planned<R, W> planned;
  private final Look<R, W> look;
  private final Map<Address, Node<?, R, W>> nodes = new HashMap<>();
  private final Map<Address, Map<String, Object>> resources = new LinkedHashMap<>();

  PlanModel(Planned<R, W> planned) {
    this.planned = planned;
    this.look = new Look<>(planned.work());
    planned.work().nodes().forEach(node -> nodes.put(node.address(), node));
    planned.byMark().forEach(nodes::remove);
    planned.plan().steps().forEach(step -> resources.put(step.address(), model(step)));
  }

  /** What a rule about the whole plan reads, by name. */
  Map<String, Object> whole() {
    Plan plan = planned.plan();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("environment", plan.environment().name());
    all.put("project", plan.environment().project());
    all.put("target", plan.target());
    all.put("resources", List.copyOf(resources.values()));
    Map<String, Object> counts = new LinkedHashMap<>();
    for (Action action : Action.values()) {
      counts.put(word(action), plan.count(action));
    }
    all.put("counts", counts);
    Map<String, Object> disruptions = new LinkedHashMap<>();
    for (Disruption each : Disruption.values()) {
      disruptions.put(each.word(), plan.count(each));
    }
    all.put("disruptions", disruptions);
    return all;
  }

  /** What a rule reads as {@code each}. */
  Map<String, Object> resource(Step step) {
    return resources.get(step.address());
  }

  private Map<String, Object> model(Step step) {
    Optional<Node<?, R, W>> node = Optional.ofNullable(nodes.get(step.address()));
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("address", step.address().toString());
    all.put("kind", step.address().kind());
    all.put("name", step.address().name());
    all.put("action", word(step.action()));
    all.put("existing", step.existing());
    all.put("path", step.path());
    all.put("placement", step.placement());
    all.put("where", step.where().map(Object::toString).orElse(""));
    all.put(
        "tags",
        node.map(each -> each.declaration().common().tags().stream().sorted().toList())
            .orElse(List.of()));
    all.put("protect", node.map(each -> each.declaration().common().protect()).orElse(false));
    all.put("declared", node.map(each -> SpecTree.of(each.declaration())).orElse(Map.of()));
    List<Object> changes = new ArrayList<>();
    step.changes().stream().map(PlannedChange::change).forEach(c -> changes.add(change(c)));
    all.put("changes", changes);
    all.put(
        "disruptions",
        step.needs().stream().map(Need::disruption).map(Disruption::word).distinct().toList());
    all.put("size", size(node.flatMap(this::usage).orElse(Usage.NONE)));
    return all;
  }

  private static Map<String, Object> change(Change change) {
    return Map.of("field", change.field(), "before", change.before(), "after", change.after());
  }

  private Optional<Usage> usage(Node<?, R, W> node) {
    if (node.isLate() || node.kind() instanceof ValueKind) {
      return Optional.empty();
    }
    return look.at(node, planned.known(), planned.snapshot()).value().flatMap(Found::usage);
  }

  private static Map<String, Object> size(Usage usage) {
    Map<String, Object> size = new LinkedHashMap<>();
    size.put("vcpus", usage.vcpus());
    size.put("memory_mib", usage.memoryMib());
    size.put("disk_gib", gibibytes(usage.diskMib()));
    return size;
  }

  /** A part of one counts as a whole one. */
  private static long gibibytes(long mebibytes) {
    return (mebibytes + 1023) / 1024;
  }

  /**
   * What the project has after the plan: what the plan declares, and what exists besides in all
   * environments of the project.
   */
  Map<String, Object> totals(ReadSession<R> session) throws ModuleException, InterruptedException {
    Set<Address> without = new HashSet<>(resources.keySet());
    Usage all = session.usage(planned.work().environment(), without, planned.snapshot());
    for (Step step : planned.plan().steps()) {
      Node<?, R, W> node = nodes.get(step.address());
      all = all.and(node == null ? Usage.NONE : usage(node).orElse(Usage.NONE));
    }
    Map<String, Object> totals = new LinkedHashMap<>();
    totals.put("machines", all.machines());
    totals.putAll(size(all));
    return totals;
  }

  private static String word(Action action) {
    return action.name().toLowerCase(Locale.ROOT);
  }
}
