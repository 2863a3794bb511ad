package dev.provision.plan;

import dev.provision.spi.Address;
import dev.provision.spi.Declaration;
import dev.provision.spi.ModuleException;
import dev.provision.spi.ReadSession;
import dev.provision.spi.Survey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes the plan of one play: reads once, then decides in memory. It is given a session that cannot
 * write, so a dry run is safe by type.
 */
public final class Planner {
  private Planner() {}

  /**
   * Plans. All mistakes are returned together.
   *
   * @throws ModuleException when the world could not be read
   */
  public static <R, W> Planning<R, W> plan(
      Work<?, R, W> work, ReadSession<R> session, Options asked)
      throws ModuleException, InterruptedException {
    Findings findings = new Findings();
    Options options = Selection.byAddress(work, asked, findings);
    List<Node<?, R, W>> nodes = Selection.of(work, options, findings);
    List<Declaration<?>> declarations = new ArrayList<>();
    nodes.forEach(n -> declarations.add(n.declaration()));
    boolean undeclared = options.destroy() || options.prune();
    R read = Surveying.of(work, session, new Survey(work.environment(), declarations, undeclared));
    List<Holding<?, R, W>> held = Holding.withRemains(work.provider(), work.environment(), read);
    checkFlags(work, nodes, held, options, findings);
    return options.destroy()
        ? destroy(work, session.target(), held, read, options, findings)
        : converge(work, nodes, session.target(), held, read, options, findings);
  }

  private static <R, W> void checkFlags(
      Work<?, R, W> work,
      List<Node<?, R, W>> selected,
      List<Holding<?, R, W>> held,
      Options options,
      Findings findings) {
    Set<Address> there = new HashSet<>();
    work.nodes().forEach(n -> there.add(n.address()));
    Selection.check(options.policy().replace(), there, "--replace", findings);
    Selection.checkSelected(options.policy().replace(), there, selected, findings);
    held.forEach(h -> there.add(h.address()));
    Selection.check(options.targets().orElse(Set.of()), there, "--target", findings);
    Selection.check(options.narrowing().excluded(), there, "--exclude", findings);
  }

  private static <R, W> Planning<R, W> converge(
      Work<?, R, W> work,
      List<Node<?, R, W>> nodes,
      String target,
      List<Holding<?, R, W>> held,
      R read,
      Options options,
      Findings findings) {
    Set<Address> protectedByMark =
        held.stream()
            .filter(h -> h.owned().protect() && !h.isSuspect())
            .map(Holding::address)
            .collect(Collectors.toSet());
    findings.add(Declared.missingPlaces(work, nodes, read, options.policy()));
    if (findings.hasErrors()) {
      return failed(findings); // what lies in a place that is not there would only echo it
    }
    Declared<R, W> declared =
        new Declared<>(work, new Deciding<>(options.policy(), protectedByMark, findings), findings);
    declared.allocate(declared.decide(nodes, read));
    if (findings.hasErrors()) {
      return failed(findings);
    }
    List<Holding<?, R, W>> others = held.stream().filter(h -> !declared.hasFound(h)).toList();
    Conflicts<R, W> conflicts = declared.conflicts(others, read);
    List<Step> steps = new ArrayList<>(declared.steps());
    Set<Address> selected = nodes.stream().map(Node::address).collect(Collectors.toSet());
    Set<Address> lines = new HashSet<>();
    for (Node<?, R, W> node : work.nodes()) {
      lines.add(node.address());
      if (!selected.contains(node.address())) {
        lines.addAll(node.formerly());
      }
    }
    Removals<R, W> removals = Removals.prune(others, lines, steps, options);
    findings.add(conflicts.refused(removals.addresses()));
    if (findings.hasErrors()) {
      return failed(findings);
    }
    steps.addAll(removals.steps());
    Plan plan =
        new Plan(
            work.environment(), target, Order.of(steps), removals.orphans(), findings.warnings());
    return made(
        new Planned<>(
            plan,
            work,
            read,
            declared.known(),
            declared.allocation().placed(),
            options.policy(),
            removals.addresses()),
        findings);
  }

  private static <R, W> Planning<R, W> destroy(
      Work<?, R, W> work,
      String target,
      List<Holding<?, R, W>> held,
      R read,
      Options options,
      Findings findings) {
    if (findings.hasErrors()) {
      return failed(findings);
    }
    Map<Address, Set<Address>> dependants = new HashMap<>();
    Set<Address> protect = new HashSet<>();
    for (Node<?, R, W> node : work.nodes()) {
      if (node.declaration().common().protect()) {
        protect.add(node.address());
        protect.addAll(node.formerly());
      }
      for (Address dependency : node.dependencies()) {
        dependants.computeIfAbsent(dependency, a -> new HashSet<>()).add(node.address());
      }
    }
    Removals<R, W> removals = Removals.destroy(held, dependants, protect, options);
    Plan plan =
        new Plan(
            work.environment(), target, Order.of(removals.steps()), removals.orphans(), List.of());
    return made(
        new Planned<>(
            plan, work, read, new Known(), Map.of(), options.policy(), removals.addresses()),
        findings);
  }

  private static <R, W> Planning<R, W> failed(Findings findings) {
    return new Planning<>(Optional.empty(), findings.all(), findings.isOnlyOfTheWorld());
  }

  private static <R, W> Planning<R, W> made(Planned<R, W> planned, Findings findings) {
    return new Planning<>(Optional.of(planned), findings.all(), false);
  }
}
