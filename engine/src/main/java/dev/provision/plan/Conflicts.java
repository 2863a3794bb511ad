package dev.provision.plan;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.SharedThing;
import dev.provision.diagnostic.Span;
import dev.provision.spi.Address;
import dev.provision.spi.Claim;
import dev.provision.spi.Claimed;
import dev.provision.spi.Kind;
import dev.provision.spi.trait.Claiming;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds things that only one resource can have and that two are to have: two declared resources, or
 * a declared one and another object in the world. A resource of this plan that gives such a thing
 * up, or is removed, comes first.
 */
final class Conflicts<R, W> {
  private final Map<String, List<Wanted<R, W>>> wanted = new LinkedHashMap<>();
  private final Map<String, Address> byPath = new HashMap<>();
  private final List<Taken<R, W>> taken = new ArrayList<>();
  private final Map<Address, Set<Address>> first = new LinkedHashMap<>();

  /** A declared resource and what it claims. */
  private record Wanted<R, W>(Draft<R, W> draft, Claim claim) {
    Span where() {
      return draft.found().declaration().spanOf(claim.field());
    }

    /**
     * Whether the resource gets the thing in this plan; otherwise it already has it, and its guest
     * uses it.
     */
    boolean isNew() {
      String of = claim.field().substring(0, claim.field().lastIndexOf('.') + 1);
      return draft.isMade()
          || draft.changes().stream()
              .anyMatch(change -> (change.change().field() + ".").startsWith(of));
    }
  }

  /** An object that this plan does not declare has what a declared resource claims. */
  private record Taken<R, W>(Wanted<R, W> by, String path) {}

  /**
   * @param others objects that the environment owns and no declaration found
   */
  Conflicts(
      Work<?, R, W> work, Collection<Draft<R, W>> drafts, List<Holding<?, R, W>> others, R read) {
    for (Draft<R, W> draft : drafts) {
      if (!draft.found().path().isEmpty()) {
        byPath.put(draft.found().path(), draft.address());
      }
      for (Claim claim : draft.found().claims()) {
        wanted
            .computeIfAbsent(claim.key(), key -> new ArrayList<>())
            .add(new Wanted<>(draft, claim));
      }
    }
    Set<String> declared = Set.copyOf(byPath.keySet());
    others.forEach(other -> byPath.putIfAbsent(other.owned().path(), other.address()));
    if (wanted.isEmpty()) {
      return;
    }
    for (Kind<?, R, W> kind : work.provider().kinds()) {
      if (kind instanceof Claiming<?, ?, ?, R, W> claiming) {
        claiming.claimed(read).forEach(claimed -> add(claimed, declared));
      }
    }
  }

  private void add(Claimed claimed, Set<String> declared) {
    for (Wanted<R, W> one : wanted.getOrDefault(claimed.key(), List.of())) {
      Address holder = byPath.get(claimed.path());
      if (one.draft().address().equals(holder)) {
        continue;
      }
      if (holder != null) {
        first.computeIfAbsent(one.draft().address(), a -> new LinkedHashSet<>()).add(holder);
      }
      if (!declared.contains(claimed.path())) {
        taken.add(new Taken<>(one, claimed.path()));
      }
    }
  }

  /** For each resource, the others in the plan that must first give up what it claims. */
  Map<Address, Set<Address>> first() {
    return first;
  }

  /** Notes about existing resources that have something that another object has too. */
  Map<Address, String> notes() {
    Map<Address, String> notes = new LinkedHashMap<>();
    for (Taken<R, W> each : taken) {
      if (!each.by().isNew()) {
        notes.put(
            each.by().draft().address(),
            "`" + each.path() + "` has " + each.by().claim().what() + " too");
      }
    }
    return notes;
  }

  /**
   * @param going addresses that this plan removes
   */
  List<Diagnostic> refused(Set<Address> going) {
    List<Diagnostic> refused = new ArrayList<>();
    for (List<Wanted<R, W>> those : wanted.values()) {
      if (those.size() > 1) {
        refused.add(
            SharedThing.refusal(
                those.get(0).claim().what(),
                those.stream().map(one -> one.draft().address().toString()).toList(),
                those.stream().map(Wanted::where).toList()));
      }
    }
    for (Taken<R, W> each : taken) {
      Address holder = byPath.get(each.path());
      if (each.by().isNew() && (holder == null || !going.contains(holder))) {
        refused.add(
            Diagnostic.error(
                "`"
                    + each.by().draft().address()
                    + "` cannot have "
                    + each.by().claim().what()
                    + ": `"
                    + each.path()
                    + "` has it",
                each.by().where()));
      }
    }
    return refused;
  }
}
