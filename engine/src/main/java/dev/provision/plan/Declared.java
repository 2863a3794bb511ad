package dev.provision.plan;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.spi.Address;
import dev.provision.spi.Allocation;
import dev.provision.spi.Change;
import dev.provision.spi.Demand;
import dev.provision.spi.Observation;
import dev.provision.spi.Placement;
import dev.provision.spi.ValueKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Goes through the declarations in graph order: resolve, look, decide. Then places all new
 * resources together. What depends on a resource with mistakes is skipped, because its findings
 * would only repeat those mistakes.
 */
final class Declared<R, W> {
  private final Work<?, R, W> work;
  private final Deciding<R, W> deciding;
  private final Findings findings;
  private final Look<R, W> look;
  private final Known known = new Known();
  private final Map<Address, Draft<R, W>> drafts = new LinkedHashMap<>();
  private final Map<Address, Node<?, R, W>> values = new LinkedHashMap<>();
  private final Map<Address, Found<?, ?, ?, R, W>> made = new LinkedHashMap<>();
  private final Map<Address, String> summaries = new LinkedHashMap<>();
  private final Map<Address, Demand> moves = new LinkedHashMap<>();
  private final Set<String> paths = new HashSet<>();
  private final Twins<R, W> twins = new Twins<>();
  private final Set<Address> broken = new HashSet<>();
  private final Set<Address> unknown = new HashSet<>();
  private final Map<Address, Set<Address>> lettingGo = new LinkedHashMap<>();
  private Allocation allocation = new Allocation(Map.of(), Map.of());

  Declared(Work<?, R, W> work, Deciding<R, W> deciding, Findings findings) {
    this.work = work;
    this.deciding = deciding;
    this.findings = findings;
    this.look = new Look<>(work);
  }

  /**
   * Decides for each resource.
   *
   * @return the snapshot including what is going to be created, and what would be if it were not
   *     refused
   */
  R decide(List<Node<?, R, W>> nodes, R there) {
    R read = there;
    for (Node<?, R, W> node : nodes) {
      if (node.dependencies().stream().anyMatch(broken::contains)) {
        broken.add(node.address());
        read = unheard(node, read);
      } else if (node.kind() instanceof ValueKind) {
        values.put(node.address(), node);
        checked(node, look.value(node, known)).ifPresent(v -> known.export(node.address(), v));
      } else {
        Optional<Found<?, ?, ?, R, W>> found = checked(node, look.at(node, known, read));
        if (found.isPresent()) {
          decide(node, found.get(), read);
          read = after(node, found.get(), read);
        }
      }
      if (broken.contains(node.address()) && known.exported(node.address()).isEmpty()) {
        unknown.add(node.address());
      }
    }
    return read;
  }

  /**
   * The snapshot with a resource that waits for a refused one, without what is wrong with it: that
   * may only repeat the refusal.
   */
  private R unheard(Node<?, R, W> node, R read) {
    if (node.dependencies().stream().anyMatch(unknown::contains)
        || node.kind() instanceof ValueKind) {
      return read;
    }
    return look.at(node, known, read).value().map(found -> after(node, found, read)).orElse(read);
  }

  private R after(Node<?, R, W> node, Found<?, ?, ?, R, W> found, R read) {
    if (broken.contains(node.address())) {
      return found.isToBe() ? asIfMade(found, read) : read;
    }
    boolean changes = drafts.get(node.address()).action() != Action.NONE;
    return changes && !node.declaration().common().absent() ? found.foreseen(read) : read;
  }

  /** So that nothing else is refused because it lacks what a refusal keeps from being made. */
  private R asIfMade(Found<?, ?, ?, R, W> found, R read) {
    if (found.isAbsent()) {
      known.expect(found);
    } else {
      known.learn(found);
    }
    return found.foreseen(read);
  }

  /**
   * Names in the connection that match nothing, and would not without the refusals either.
   *
   * @param foreseen what {@link #decide} gave
   */
  List<Diagnostic> missingPlaces(R foreseen) {
    boolean mayBeMade =
        work.nodes().stream()
            .anyMatch(node -> unknown.contains(node.address()) && Found.isForeseen(node.kind()));
    return mayBeMade ? List.of() : work.problems(foreseen);
  }

  private <T> Optional<T> checked(Node<?, R, W> node, Checked<T> result) {
    findings.add(result.diagnostics());
    if (result.hasErrors() || result.value().isEmpty()) {
      broken.add(node.address());
      return Optional.empty();
    }
    return result.value();
  }

  private void decide(Node<?, R, W> node, Found<?, ?, ?, R, W> found, R read) {
    List<Diagnostic> problems = found.problems(read);
    findings.add(problems);
    Optional<Diagnostic> twin = twins.refused(found);
    twin.ifPresent(findings::add);
    Optional<Draft<R, W>> draft =
        twin.isPresent()
            ? Optional.empty()
            : deciding.decide(found).map(one -> isOfNew(node) ? one.ofNew() : one);
    if (draft.isEmpty() || !problems.isEmpty()) {
      broken.add(node.address());
      return;
    }
    drafts.put(
        node.address(),
        node.pending().isPresent() ? LateNotes.warned(node, draft.get(), drafts) : draft.get());
    List<Change> changes = draft.get().changes().stream().map(PlannedChange::change).toList();
    if (!draft.get().isMade() && !changes.isEmpty()) {
      found.demandToMove(changes, read).ifPresent(demand -> moves.put(node.address(), demand));
    }
    if (draft.get().action() != Action.NONE) {
      lettingGo.put(node.address(), found.before(read));
    }
    if (!found.path().isEmpty()) {
      paths.add(node.address().kind() + " " + found.path());
    }
    twins.add(found, read);
    if (draft.get().isMade()) {
      summaries.put(node.address(), found.summary(made.values(), read));
      made.put(node.address(), found);
      known.expect(found);
    } else {
      known.learn(found);
    }
  }

  /** Whether it is a late part of something that this plan makes. */
  private boolean isOfNew(Node<?, R, W> node) {
    Draft<R, W> base = drafts.get(node.entry());
    return node.isLate() && base != null && base.isMade();
  }

  /** Whether the resource exists and moves to another place. */
  boolean isMoved(Address address) {
    return moves.containsKey(address);
  }

  /** What all new and all moved resources need. */
  List<Demand> demands() {
    List<Demand> demands = new ArrayList<>();
    for (Draft<R, W> draft : drafts.values()) {
      if (draft.isMade() && !(draft.found().seen() instanceof Observation.InProgress)) {
        demands.addAll(draft.found().demands());
      } else if (moves.containsKey(draft.address())) {
        demands.add(moves.get(draft.address()));
      }
    }
    return demands;
  }

  /** The decision for one resource; empty for a value, and when a mistake prevented a decision. */
  Optional<Draft<R, W>> draft(Address address) {
    return Optional.ofNullable(drafts.get(address));
  }

  /** Looks at what resources share, once all are decided. */
  void share(R then) {
    drafts.values().stream()
        .filter(draft -> draft.action() != Action.NONE)
        .map(draft -> Crowd.of(draft.found(), then))
        .forEach(
            crowd -> {
              findings.add(crowd.problems());
              lettingGo.merge(crowd.of(), crowd.givers(), Declared::both);
            });
  }

  private static Set<Address> both(Set<Address> some, Set<Address> others) {
    Set<Address> all = new LinkedHashSet<>(some);
    all.addAll(others);
    return all;
  }

  /**
   * Decides where new and moved resources go.
   *
   * @param pins {@link Options#pins}
   */
  void allocate(R read, Map<Address, Set<String>> pins) {
    List<Demand> demands =
        demands().stream()
            .map(each -> each.pinnedTo(pins.getOrDefault(each.address(), Set.of())))
            .toList();
    allocation = work.allocate(demands, read);
    Map<String, List<Draft<R, W>>> refused = new LinkedHashMap<>();
    for (Draft<R, W> draft : drafts.values()) {
      String why = allocation.refused().get(draft.address());
      if (why != null) {
        refused.computeIfAbsent(why, w -> new ArrayList<>()).add(draft);
      }
    }
    refused.forEach((why, those) -> findings.addRefusal(NoPlace.refusal(those, why)));
  }

  /** Finds resources that claim what others have; adds to the order and to the notes. */
  Conflicts<R, W> conflicts(List<Holding<?, R, W>> others, R read) {
    Conflicts<R, W> conflicts = new Conflicts<>(work, drafts.values(), others, read);
    conflicts.first().forEach((address, first) -> lettingGo.merge(address, first, Declared::both));
    conflicts.notes().forEach(this::note);
    LateNotes.notes(work.nodes(), drafts).forEach(this::note);
    return conflicts;
  }

  private void note(Address address, String note) {
    drafts.computeIfPresent(address, (same, draft) -> draft.withNote(note));
  }

  /** What its steps need of the account. */
  Authority authority(R read) {
    Authority authority = new Authority();
    for (Draft<R, W> draft : drafts.values()) {
      authority.needs(
          draft.found(),
          draft.action(),
          draft.changes().stream().map(PlannedChange::change).toList(),
          Optional.ofNullable(allocation.placed().get(draft.address())),
          read);
    }
    return authority;
  }

  /**
   * One step for each resource that is not a value.
   *
   * @param read the snapshot as it is
   */
  List<Step> steps(R read) {
    Map<Address, Set<Address>> first = new LinkedHashMap<>(lettingGo);
    Grounds.of(drafts.values(), allocation.placed(), read)
        .forEach((address, before) -> first.merge(address, before, Declared::both));
    Map<Address, Set<Address>> after = new Precedence<>(work.nodes(), drafts, values).after(first);
    List<Step> steps = new ArrayList<>();
    for (Draft<R, W> draft : drafts.values()) {
      Optional<Placement> placement = Optional.ofNullable(allocation.placed().get(draft.address()));
      steps.add(
          draft.step(
              summaries.getOrDefault(draft.address(), ""),
              placement,
              List.copyOf(after.get(draft.address())),
              read));
    }
    return steps;
  }

  /** Whether a declaration found this marked object, under whatever name. */
  boolean hasFound(Holding<?, R, W> holding) {
    return paths.contains(holding.address().kind() + " " + holding.owned().path());
  }

  Known known() {
    return known;
  }

  Allocation allocation() {
    return allocation;
  }
}
