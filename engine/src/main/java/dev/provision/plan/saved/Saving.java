package dev.provision.plan.saved;

import dev.provision.declare.SpecTree;
import dev.provision.plan.Action;
import dev.provision.plan.Holding;
import dev.provision.plan.Look;
import dev.provision.plan.Node;
import dev.provision.plan.Planned;
import dev.provision.plan.PlannedChange;
import dev.provision.plan.Step;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Placement;
import dev.provision.spi.ValueKind;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Turns a plan into its saved form, which is also how two plans are compared. */
public final class Saving<R, W> {
  /** Attributes that tell an object from another one, the best first. */
  private static final List<String> IDS = List.of("id", "key", "device");

  private final Planned<R, W> planned;
  private final UnaryOperator<String> mask;
  private final Look<R, W> look;
  private final Map<Address, Node<?, R, W>> nodes = new HashMap<>();
  private final Map<Address, String> ids = new HashMap<>();

  private Saving(Planned<R, W> planned, UnaryOperator<String> mask) {
    this.planned = planned;
    this.mask = mask;
    this.look = new Look<>(planned.work());
    planned.work().nodes().forEach(node -> nodes.put(node.address(), node));
    if (!planned.byMark().isEmpty()) {
      Holding.withHome(planned.work().provider(), planned.work().environment(), planned.snapshot())
          .forEach(this::identify);
    }
  }

  private <O> void identify(Holding<O, R, W> holding) {
    if (planned.byMark().contains(holding.address())) {
      ids.put(holding.address(), id(holding.kind().attributes(holding.owned().state())));
    }
  }

  /**
   * @param mask takes out what a server may have repeated of a secret
   */
  public static <R, W> SavedPlan of(Planned<R, W> planned, UnaryOperator<String> mask) {
    Saving<R, W> saving = new Saving<>(planned, mask);
    return new SavedPlan(
        planned.plan().environment().toString(),
        mask.apply(planned.plan().target()),
        planned.plan().steps().stream().map(saving::step).toList());
  }

  private SavedStep step(Step step) {
    boolean makes = step.action() == Action.CREATE || step.action() == Action.REPLACE;
    boolean removes = step.action() == Action.DELETE || step.action() == Action.RELEASE;
    return new SavedStep(
        step.address(),
        word(step.action()),
        mask.apply(step.path()),
        mask.apply(id(step)),
        makes ? mask.apply(pathToBe(step)) : "",
        mask.apply(step.summary()),
        step.where().map(Object::toString).orElse(""),
        makes ? declared(step.address()) : Map.of(),
        step.changes().stream().map(this::change).toList(),
        mask.apply(step.placement()),
        planned.placements().getOrDefault(step.address(), Placement.NONE).standsOn(),
        step.needs().stream()
            .map(need -> need.disruption().word())
            .collect(Collectors.toCollection(LinkedHashSet::new)),
        removes ? step.notes().stream().map(mask).toList() : List.of());
  }

  private SavedChange change(PlannedChange planned) {
    Change change = planned.change();
    return new SavedChange(
        change.field(),
        mask.apply(change.before()),
        mask.apply(change.after()),
        change.effect().name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  static String word(Action action) {
    return action.name().toLowerCase(Locale.ROOT);
  }

  private String id(Step step) {
    return planned
        .known()
        .of(step.address())
        .map(Saving::id)
        .orElseGet(() -> ids.getOrDefault(step.address(), ""));
  }

  private static String id(Map<String, Object> attributes) {
    return IDS.stream()
        .filter(attributes::containsKey)
        .map(name -> String.valueOf(attributes.get(name)))
        .findFirst()
        .orElse("");
  }

  /** Where a new object will be; for an image that names the content of its file. */
  private String pathToBe(Step step) {
    Node<?, R, W> node = nodes.get(step.address());
    return node == null
        ? ""
        : look.at(node, planned.known(), planned.snapshot())
            .value()
            .map(found -> found.pathToBe(planned.snapshot()))
            .orElse("");
  }

  /** The declared fields, and those of the values that it uses: of an instance, its flavor's. */
  private Map<String, String> declared(Address address) {
    Map<String, String> all = new TreeMap<>();
    Node<?, R, W> node = nodes.get(address);
    if (node == null) {
      return all;
    }
    SpecTree.texts(node.declaration()).forEach((path, text) -> all.put(path, mask.apply(text)));
    Set<Address> seen = new LinkedHashSet<>(node.dependencies());
    for (Address dependency : seen) {
      Node<?, R, W> value = nodes.get(dependency);
      if (value != null && value.kind() instanceof ValueKind) {
        SpecTree.texts(value.declaration())
            .forEach((path, text) -> all.put(dependency + " " + path, mask.apply(text)));
      }
    }
    return all;
  }
}
