package dev.provision.plan;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.spi.Address;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The nodes that are planned: all, or the targets and what they depend on. */
final class Selection {
  private Selection() {}

  static <R, W> List<Node<?, R, W>> of(Work<?, R, W> work, Options options) {
    if (options.targets().isEmpty()) {
      return work.nodes();
    }
    Map<Address, Node<?, R, W>> byAddress = new HashMap<>();
    work.nodes().forEach(n -> byAddress.put(n.address(), n));
    Set<Address> selected = new HashSet<>();
    Deque<Address> open = new ArrayDeque<>(options.targets().get().stream().sorted().toList());
    while (!open.isEmpty()) {
      Address address = open.remove();
      Node<?, R, W> node = byAddress.get(address);
      if (node != null && selected.add(address)) {
        open.addAll(node.dependencies());
      }
    }
    return work.nodes().stream().filter(n -> selected.contains(n.address())).toList();
  }

  /** What is to be replaced and is left out by the targets would silently stay as it is. */
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

  /** Addresses on the command line that nothing has. */
  static void check(Set<Address> wanted, Set<Address> there, String flag, Findings findings) {
    for (Address address : wanted.stream().sorted().toList()) {
      if (!there.contains(address)) {
        findings.add(
            Diagnostic.error(flag + " " + address + ": nothing is called `" + address + "`"));
      }
    }
  }
}
