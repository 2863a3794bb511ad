package dev.provision.acceptance;

import dev.provision.contract.VcsimLacks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What of {@code playbooks/site.yml} vcsim can do: without the sections and fields that {@code
 * vcsim-lacks.yml} names, and without what refers to an entry that went with them.
 */
final class SitePart {
  /** Fields that name entries of another section. */
  private static final Map<String, String> REFERS =
      Map.of("networks", "instances.networks", "datastores", "clusters.ha.heartbeat_datastores");

  private final Map<String, Object> site;
  private final Set<String> left = new TreeSet<>();

  SitePart(Path folder) {
    site = Site.yaml().load(Site.playbook(folder));
    for (String section : List.copyOf(site.keySet())) {
      if (VcsimLacks.kind(section)) {
        site.remove(section);
        left.add(section);
      } else if (site.get(section) instanceof Map) {
        VcsimLacks.fields(section).forEach(field -> leaveOut(section, field));
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  /** The entries of a section. */
  Map<String, Object> in(String section) {
    return map(site.get(section));
  }

  /** The sections and fields of site.yml that are left out. */
  Set<String> left() {
    return left;
  }

  /** Takes out the machines, and what names them. */
  void withoutMachines() {
    List.of("instances", "images", "flavors", "outputs").forEach(site::remove);
    for (Object cluster : in("clusters").values()) {
      map(cluster).keySet().removeAll(List.of("vm_groups", "rules"));
    }
  }

  /** As YAML, with this connection. */
  String text(String vcenter) {
    site.remove("vcenter");
    return Site.yaml().dump(site) + "vcenter: " + vcenter + "\n";
  }

  private void leaveOut(String section, String field) {
    List<String> gone = new ArrayList<>();
    for (Map.Entry<String, Object> entry : in(section).entrySet()) {
      Map<String, Object> fields = map(entry.getValue());
      if (isOf(field, fields)) {
        gone.add(entry.getKey());
        left.add(section + " " + field);
      } else if (remove(fields, Arrays.asList(field.split("\\.")))) {
        left.add(section + "." + field);
      }
    }
    gone.forEach(in(section)::remove);
    if (!gone.isEmpty() && REFERS.containsKey(section)) {
      String[] from = REFERS.get(section).split("\\.", 2);
      forget(from[0], Arrays.asList(from[1].split("\\.")), gone);
    }
  }

  /** Whether the table means entries of this sort by a word. */
  private static boolean isOf(String word, Map<String, Object> entry) {
    return switch (word) {
      case "vmfs" -> entry.containsKey("vmfs") || entry.containsKey("local");
      case "distributed" -> entry.containsKey("switch");
      default -> false;
    };
  }

  /**
   * Takes a field out, also of each entry of a list with names of its own, and what is empty then.
   */
  private static boolean remove(Map<String, Object> of, List<String> path) {
    String first = path.get(0);
    if (!of.containsKey(first)) {
      boolean any = false;
      for (Iterator<Object> each = of.values().iterator(); each.hasNext(); ) {
        if (each.next() instanceof Map<?, ?> inner && path.size() == 1) {
          any |= remove(map(inner), path);
          if (inner.isEmpty()) {
            each.remove();
          }
        }
      }
      return any;
    }
    if (path.size() == 1 || !(of.get(first) instanceof Map)) {
      of.remove(first); // the short form of the record stands for one of its fields
      return true;
    }
    Map<String, Object> inner = map(of.get(first));
    boolean any = remove(inner, path.subList(1, path.size()));
    if (inner.isEmpty()) {
      of.remove(first);
    }
    return any;
  }

  /** Takes names of entries out of a field, and the field when none is left. */
  private void forget(String section, List<String> path, List<String> names) {
    for (Object entry : in(section).values()) {
      Map<String, Object> at = map(entry);
      for (String each : path.subList(0, path.size() - 1)) {
        at = at.get(each) instanceof Map ? map(at.get(each)) : Map.of();
      }
      String last = path.get(path.size() - 1);
      if (at.get(last) instanceof Map<?, ?> map) {
        map.values().removeAll(names);
        if (map.isEmpty()) {
          at.remove(last);
          left.add(section + "." + String.join(".", path));
        }
      } else if (at.get(last) instanceof List<?> list) {
        list.removeAll(names);
      }
    }
  }
}
