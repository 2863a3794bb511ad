package dev.provision;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds classes of one package that all reach each other, so that none can be read, tested or moved
 * without the others (Tarjan's strongly connected components). A nested class counts as the
 * outermost one around it.
 */
final class Knots {
  private final Map<String, Set<String>> uses;
  private final Map<String, Integer> order = new HashMap<>();
  private final Map<String, Integer> lowest = new HashMap<>();
  private final Deque<String> open = new ArrayDeque<>();
  private final List<Set<String>> found = new ArrayList<>();

  private Knots(Map<String, Set<String>> uses) {
    this.uses = uses;
  }

  /** For each package that has some, the classes in knots of more than so many. */
  static Map<String, Set<String>> of(JavaClasses classes, int allowed) {
    Map<String, Map<String, Set<String>>> rooms = new TreeMap<>();
    for (JavaClass type : classes) {
      Set<String> used =
          rooms
              .computeIfAbsent(ArrowsTest.room(type), room -> new TreeMap<>())
              .computeIfAbsent(outermost(type), name -> new TreeSet<>());
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (target.getPackageName().equals(type.getPackageName())) {
          used.add(outermost(target));
        }
      }
    }
    Map<String, Set<String>> large = new TreeMap<>();
    rooms.forEach(
        (room, uses) -> {
          for (Set<String> knot : new Knots(uses).all()) {
            if (knot.size() > allowed) {
              large.computeIfAbsent(room, name -> new TreeSet<>()).addAll(knot);
            }
          }
        });
    return large;
  }

  private List<Set<String>> all() {
    for (String name : uses.keySet()) {
      if (!order.containsKey(name)) {
        visit(name);
      }
    }
    return found;
  }

  private void visit(String name) {
    order.put(name, order.size());
    lowest.put(name, order.get(name));
    open.push(name);
    for (String used : uses.getOrDefault(name, Set.of())) {
      if (!order.containsKey(used)) {
        visit(used);
        lowest.merge(name, lowest.get(used), Math::min);
      } else if (open.contains(used)) {
        lowest.merge(name, order.get(used), Math::min);
      }
    }
    if (lowest.get(name).equals(order.get(name))) {
      Set<String> knot = new TreeSet<>();
      String member;
      do {
        member = open.pop();
        knot.add(member);
      } while (!member.equals(name));
      found.add(knot);
    }
  }

  private static String outermost(JavaClass type) {
    JavaClass outer = type;
    while (outer.getEnclosingClass().isPresent()) {
      outer = outer.getEnclosingClass().get();
    }
    return outer.getSimpleName();
  }
}
