package dev.provision.modules.clusters.declaration;

import dev.provision.spi.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A VM group, host group or rule of a cluster.
 *
 * @param address {@code cluster.prod.rules.web-apart}
 * @param name its name in the cluster
 */
public record Entry(Address address, Sort sort, String name) {
  /** The lists of a cluster; rules are last, because they name groups. */
  public enum Sort {
    VM_GROUP("vm_groups", "VM group"),
    HOST_GROUP("host_groups", "host group"),
    RULE("rules", "rule");

    private final String field;
    private final String word;

    Sort(String field, String word) {
      this.field = field;
      this.word = word;
    }

    public String field() {
      return field;
    }

    /** The name of one in the journal, {@code rule web-apart}. */
    public String what(String name) {
      return word + " " + name;
    }
  }

  public static List<Entry> of(Address cluster, ClusterSpec spec) {
    List<Entry> all = new ArrayList<>();
    spec.allVmGroups().keySet().forEach(name -> all.add(of(cluster, Sort.VM_GROUP, name)));
    spec.allHostGroups().keySet().forEach(name -> all.add(of(cluster, Sort.HOST_GROUP, name)));
    spec.allRules().keySet().forEach(name -> all.add(of(cluster, Sort.RULE, name)));
    return all;
  }

  public static Entry of(Address cluster, Sort sort, String name) {
    return new Entry(
        new Address(cluster.kind(), cluster.name() + "." + sort.field() + "." + name), sort, name);
  }

  /** Reads the text of {@link #what}; empty when it is about something else. */
  public static Optional<Entry> read(Address address, String what) {
    for (Sort sort : Sort.values()) {
      String beginning = sort.what("");
      if (what.startsWith(beginning)) {
        return Optional.of(new Entry(address, sort, what.substring(beginning.length())));
      }
    }
    return Optional.empty();
  }

  public String what() {
    return sort.what(name);
  }
}
