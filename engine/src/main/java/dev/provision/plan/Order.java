package dev.provision.plan;

import dev.provision.spi.Address;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sorts steps so that they could be done one by one, and otherwise keeps their order. Existing
 * objects may refer to each other in a circle; then the edge that closes it is dropped.
 */
final class Order {
  private final Map<Address, Step> steps = new LinkedHashMap<>();
  private final Map<Address, Step> done = new LinkedHashMap<>();
  private final Set<Address> open = new HashSet<>();

  private Order(List<Step> all) {
    all.forEach(s -> steps.put(s.address(), s));
  }

  static List<Step> of(List<Step> all) {
    Order order = new Order(all);
    all.forEach(s -> order.visit(s.address()));
    return List.copyOf(order.done.values());
  }

  /** Depth first with its own stack, because a chain can be as long as the playbook. */
  private void visit(Address first) {
    List<Address> stack = new ArrayList<>(List.of(first));
    Map<Address, List<Address>> kept = new HashMap<>();
    while (!stack.isEmpty()) {
      Address at = stack.get(stack.size() - 1);
      if (done.containsKey(at)) {
        stack.remove(stack.size() - 1);
        continue;
      }
      Step step = steps.get(at);
      if (open.add(at)) {
        List<Address> before = new ArrayList<>();
        for (Address other : step.after()) {
          if (steps.containsKey(other) && !open.contains(other)) {
            before.add(other);
          }
        }
        kept.put(at, before);
        for (int i = before.size() - 1; i >= 0; i--) {
          stack.add(before.get(i));
        }
      } else {
        stack.remove(stack.size() - 1);
        open.remove(at);
        done.put(at, step.withAfter(kept.get(at)));
      }
    }
  }
}
