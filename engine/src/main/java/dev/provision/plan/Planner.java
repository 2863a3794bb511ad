package dev.provision.plan;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.spi.Address;
import dev.provision.spi.Declaration;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Owned;
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
 * Makes the plan of one play: reads once, then decides in memory. Its session cannot write, so the
 * type system makes a dry run safe.
 */
public final class Planner {
  private Planner() {}

  /**
   * Plans. Returns all mistakes together.
   *
   * @throws ModuleException when the server could not be read
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
    List<Holding<?, R, W>> held =
        options.destroy() && options.targets().isEmpty()
            ? Holding.withHome(work.provider(), work.environment(), read)
            : Holding.withRemains(work.provider(), work.environment(), read);
    checkFlags(work, nodes, held, options, findings);
    Basis<R, W> basis = new Basis<>(work, nodes, session, held, read, options);
    return options.destroy() ? destroy(basis, findings) : converge(basis, findings);
  }

  /**
   * The input of a plan.
   *
   * @param nodes the selected nodes of the work
   * @param session answers what the account may do
   * @param held what the environment owns
   * @param read the snapshot
   */
  private record Basis<R, W>(
      Work<?, R, W> work,
      List<Node<?, R, W>> nodes,
      ReadSession<R> session,
      List<Holding<?, R, W>> held,
      R read,
      Options options) {
    Plan plan(List<Step> steps, Removals<R, W> removals, List<Diagnostic> warnings) {
      return new Plan(
          work.environment(), session.target(), Order.of(steps), removals.orphans(), warnings);
    }

    /** Where what a plan does is declared, also when it deletes that. */
    Map<Address, Span> positions(Plan plan) {
      Map<Address, Span> all = new HashMap<>();
      work.nodes().forEach(node -> all.put(node.address(), node.declaration().span()));
      plan.steps().forEach(step -> step.where().ifPresent(span -> all.put(step.address(), span)));
      return all;
    }

    /** Addresses of objects whose marks protect them. */
    Set<Address> protectedByMark() {
      return held.stream()
          .filter(h -> h.owned().protect() && !h.isSuspect())
          .map(Holding::address)
          .collect(Collectors.toSet());
    }

    /** Objects that cannot be removed, and why. */
    Map<Address, Owned.Stay> staying() {
      Map<Address, Owned.Stay> staying = new HashMap<>();
      held.stream()
          .filter(h -> !h.isSuspect())
          .forEach(h -> h.owned().stay().ifPresent(stay -> staying.put(h.address(), stay)));
      return staying;
    }

    /**
     * Addresses that the playbook declares, and what their parts were called before; for a resource
     * that is not selected, also its former address.
     */
    Set<Address> withLines() {
      Set<Address> selected = nodes.stream().map(Node::address).collect(Collectors.toSet());
      Set<Address> lines = new HashSet<>();
      for (Node<?, R, W> node : work.nodes()) {
        lines.add(node.address());
        lines.addAll(node.parts());
        lines.addAll(node.formerParts());
        if (!selected.contains(node.address())) {
          lines.addAll(node.formerly());
        }
      }
      return lines;
    }
  }

  private static <R, W> void checkFlags(
      Work<?, R, W> work,
      List<Node<?, R, W>> selected,
      List<Holding<?, R, W>> held,
      Options options,
      Findings findings) {
    Set<Address> there = new HashSet<>();
    work.nodes().forEach(node -> there.add(node.entry()));
    Selection.check(options.policy().replace(), there, "--replace", findings);
    Selection.checkSelected(options.policy().replace(), there, selected, findings);
    for (Node<?, R, W> node : work.nodes()) {
      there.add(node.address());
      there.addAll(node.parts());
    }
    held.forEach(h -> there.add(h.address()));
    Selection.check(options.targets().orElse(Set.of()), there, "--target", findings);
    Selection.check(options.narrowing().excluded(), there, "--exclude", findings);
  }

  private static <R, W> Planning<R, W> converge(Basis<R, W> basis, Findings findings)
      throws ModuleException, InterruptedException {
    Work<?, R, W> work = basis.work();
    R read = basis.read();
    Policy policy = basis.options().policy();
    Declared<R, W> declared =
        new Declared<>(
            work,
            new Deciding<>(policy, basis.protectedByMark(), basis.staying(), findings),
            findings);
    R foreseen = declared.decide(basis.nodes(), read);
    findings.addFirst(declared.missingPlaces(foreseen));
    if (findings.hasErrors()) {
      return failed(findings, read);
    }
    declared.share(foreseen);
    if (findings.hasErrors()) {
      return failed(findings, read);
    }
    declared.allocate(foreseen, basis.options().pins());
    if (findings.hasErrors()) {
      return failed(findings, basis.read());
    }
    return withRemovals(basis, declared, declared.authority(foreseen), findings);
  }

  /** Adds what is no longer declared to the steps of what is. */
  private static <R, W> Planning<R, W> withRemovals(
      Basis<R, W> basis, Declared<R, W> declared, Authority authority, Findings findings)
      throws ModuleException, InterruptedException {
    List<Holding<?, R, W>> others =
        basis.held().stream().filter(h -> !declared.hasFound(h)).toList();
    Conflicts<R, W> conflicts = declared.conflicts(others, basis.read());
    List<Step> steps = new ArrayList<>(declared.steps(basis.read()));
    Set<Address> within =
        Holding.within(basis.work().provider(), basis.work().environment(), basis.read()).stream()
            .map(Holding::address)
            .collect(Collectors.toSet());
    Removals<R, W> removals =
        Removals.prune(others, basis.withLines(), steps, within, basis.options());
    findings.add(conflicts.refused(removals.addresses()));
    if (findings.hasErrors()) {
      return failed(findings, basis.read());
    }
    steps.replaceAll(removals::afterParts);
    steps.addAll(removals.steps());
    removals.going().forEach(holding -> authority.needs(holding, basis.read()));
    return authorized(
        basis,
        authority,
        new Planned<>(
            basis.plan(steps, removals, findings.warnings()),
            basis.work(),
            basis.read(),
            declared.known(),
            declared.allocation().placed(),
            basis.options().policy(),
            removals.addresses()),
        findings);
  }

  private static <R, W> Planning<R, W> destroy(Basis<R, W> basis, Findings findings)
      throws ModuleException, InterruptedException {
    if (findings.hasErrors()) {
      return failed(findings, basis.read());
    }
    Map<Address, Set<Address>> dependants = new HashMap<>();
    Set<Address> protect = new HashSet<>();
    for (Node<?, R, W> node : basis.work().nodes()) {
      if (node.declaration().common().protect()) {
        protect.add(node.address());
        protect.addAll(node.parts());
        protect.addAll(node.formerly());
        protect.addAll(node.formerParts());
      }
      for (Address dependency : node.dependencies()) {
        Set<Address> later = dependants.computeIfAbsent(dependency, a -> new HashSet<>());
        later.add(node.address());
        later.addAll(node.parts());
      }
    }
    Removals<R, W> removals = Removals.destroy(basis.held(), dependants, protect, basis.options());
    Authority authority = new Authority();
    removals.going().forEach(holding -> authority.needs(holding, basis.read()));
    return authorized(
        basis,
        authority,
        new Planned<>(
            basis.plan(removals.steps(), removals, List.of()),
            basis.work(),
            basis.read(),
            new Known(),
            Map.of(),
            basis.options().policy(),
            removals.addresses()),
        findings);
  }

  private static <R, W> Planning<R, W> failed(Findings findings, R read) {
    return new Planning<>(
        Optional.empty(), findings.all(), List.of(), findings.isOnlyOfTheWorld(), read);
  }

  /** The plan, unless the account lacks what its steps need. */
  private static <R, W> Planning<R, W> authorized(
      Basis<R, W> basis, Authority authority, Planned<R, W> planned, Findings findings)
      throws ModuleException, InterruptedException {
    Map<Address, Span> where = new HashMap<>(basis.positions(planned.plan()));
    if (basis.options().lease()) {
      // it is of no resource: the connection is where it stands
      authority
          .needsLeases(basis.work().environment(), each -> basis.work().toLease(each, basis.read()))
          .forEach(lease -> where.put(lease, basis.work().connection().span()));
    }
    List<Authorized> asked =
        authority.asked(basis.work().environment(), basis.session(), basis.read());
    Authority.lacks(asked, where).forEach(findings::addRefusal);
    return new Planning<>(
        findings.hasErrors() ? Optional.empty() : Optional.of(planned),
        findings.all(),
        asked,
        findings.isOnlyOfTheWorld(),
        basis.read());
  }
}
