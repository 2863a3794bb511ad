package dev.provision.plan;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.DidYouMean;
import dev.provision.spi.Address;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The nodes to plan: all, or the targets and what they depend on, without what is excluded. */
final class Selection {
  private Selection() {}

  /** The same options with tags replaced by addresses, and with late parts beside their entries. */
  static Options byAddress(Work<?, ?, ?> work, Options options, Findings findings) {
    Options plain = withoutTags(work, options, findings);
    Set<Address> excluded = withLateParts(work, plain.narrowing().excluded());
    Options narrowed = plain.withNarrowing(new Narrowing(excluded, Set.of(), Set.of()));
    return plain
        .targets()
        .map(targets -> narrowed.withTargets(withLateParts(work, targets)))
        .orElse(narrowed);
  }

  private static Set<Address> withLateParts(Work<?, ?, ?> work, Set<Address> entries) {
    Set<Address> all = new HashSet<>(entries);
    for (Node<?, ?, ?> node : work.nodes()) {
      if (entries.contains(node.entry())) {
        all.add(node.address());
        all.addAll(node.parts());
      }
    }
    return all;
  }

  private static Options withoutTags(Work<?, ?, ?> work, Options options, Findings findings) {
    Narrowing narrowing = options.narrowing();
    Set<Address> tagged = tagged(work, narrowing.tags(), "--tags", findings);
    Set<Address> excluded = tagged(work, narrowing.skippedTags(), "--skip-tags", findings);
    excluded.addAll(narrowing.excluded());
    Options plain = options.withNarrowing(new Narrowing(excluded, Set.of(), Set.of()));
    if (narrowing.tags().isEmpty()) {
      return plain;
    }
    tagged.addAll(options.targets().orElse(Set.of()));
    return plain.withTargets(tagged);
  }

  private static Set<Address> tagged(
      Work<?, ?, ?> work, Set<String> tags, String flag, Findings findings) {
    Set<Address> tagged = new HashSet<>();
    Set<String> there = new TreeSet<>();
    for (Node<?, ?, ?> node : work.nodes()) {
      Set<String> has = node.declaration().common().tags();
      there.addAll(has);
      if (has.stream().anyMatch(tags::contains)) {
        tagged.add(node.address());
      }
    }
    for (String tag : new TreeSet<>(tags)) {
      if (!there.contains(tag)) {
        findings.add(
            Diagnostic.error(
                flag + " " + tag + ": nothing has this tag" + DidYouMean.suffix(tag, there)));
      }
    }
    return tagged;
  }

  static <R, W> List<Node<?, R, W>> of(Work<?, R, W> work, Options options, Findings findings) {
    Set<Address> selected =
        options.targets().isEmpty()
            ? work.nodes().stream().map(Node::address).collect(Collectors.toSet())
            : needed(work, options.targets().get());
    leaveOut(work, options.narrowing().excluded(), selected, findings);
    return work.nodes().stream().filter(n -> selected.contains(n.address())).toList();
  }

  private static <R, W> Set<Address> needed(Work<?, R, W> work, Set<Address> targets) {
    Map<Address, Node<?, R, W>> byAddress = new HashMap<>();
    work.nodes().forEach(n -> byAddress.put(n.address(), n));
    Set<Address> selected = new HashSet<>();
    Deque<Address> open = new ArrayDeque<>(targets.stream().sorted().toList());
    while (!open.isEmpty()) {
      Address address = open.remove();
      Node<?, R, W> node = byAddress.get(address);
      if (node != null && selected.add(address)) {
        open.addAll(node.dependencies());
      }
    }
    return selected;
  }

  /** Leaves out what needs a resource that is left out, with a note. */
  private static <R, W> void leaveOut(
      Work<?, R, W> work, Set<Address> excluded, Set<Address> selected, Findings findings) {
    Set<Address> out = new HashSet<>(excluded);
    Set<Address> too = new HashSet<>();
    boolean more = true;
    while (more) {
      more = false;
      for (Node<?, R, W> node : work.nodes()) {
        if (!out.contains(node.address()) && node.dependencies().stream().anyMatch(out::contains)) {
          out.add(node.address());
          more = true;
          if (selected.contains(node.address())) {
            too.add(node.address());
          }
        }
      }
    }
    selected.removeAll(out);
    for (Node<?, R, W> node : work.nodes()) {
      if (too.contains(node.address())) {
        findings.add(
            Diagnostic.warning(
                "`" + node.address() + "` is left out too: it needs something that is",
                node.declaration().span()));
      }
    }
  }

  /**
   * Reports resources to be replaced that the targets leave out; they would otherwise silently stay
   * as they are.
   */
  static <R, W> void checkSelected(
      Set<Address> replaced, Set<Address> there, List<Node<?, R, W>> selected, Findings findings) {
    Set<Address> planned = new HashSet<>();
    selected.forEach(n -> planned.add(n.address()));
    for (Address address : replaced.stream().filter(there::contains).sorted().toList()) {
      if (!planned.contains(address)) {
        findings.add(
            Diagnostic.error("--replace " + address + ": neither a --target nor needed by one"));
      }
    }
  }

  /** Reports addresses on the command line that no resource has. */
  static void check(Set<Address> wanted, Set<Address> there, String flag, Findings findings) {
    for (Address address : wanted.stream().sorted().toList()) {
      if (!there.contains(address)) {
        findings.add(
            Diagnostic.error(flag + " " + address + ": nothing is called `" + address + "`"));
      }
    }
  }
}
