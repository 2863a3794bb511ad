package dev.provision.modules.clusters;

import dev.provision.modules.clusters.declaration.RuleSpec;
import java.util.List;
import java.util.Optional;

/**
 * A declared rule.
 *
 * @param members the VMs to keep together or apart; empty for a rule about groups
 */
record WantedRule(Sort sort, List<Member> members, RuleSpec spec) {
  /** What a rule does. */
  public enum Sort {
    APART("apart"),
    TOGETHER("together"),
    ON_HOSTS("vms"),
    /** {@code ClusterDependencyRuleInfo} of API 6.5. */
    AFTER("start"),
    /** What no playbook can declare. */
    OTHER("another sort");

    private final String word;

    Sort(String word) {
      this.word = word;
    }

    /** Whether such a rule has a list of VMs, and no group. */
    boolean hasMembers() {
      return this == APART || this == TOGETHER;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  static Sort sort(RuleSpec spec) {
    if (spec.vms().isPresent()) {
      return Sort.ON_HOSTS;
    }
    if (spec.start().isPresent()) {
      return Sort.AFTER;
    }
    return spec.apart().isPresent() ? Sort.APART : Sort.TOGETHER;
  }

  Optional<List<Member>> wantedMembers() {
    return sort.hasMembers() ? Optional.of(members) : Optional.empty();
  }

  String words() {
    if (sort == Sort.AFTER) {
      return spec.start().orElseThrow() + " after " + spec.after().orElse("");
    }
    return sort == Sort.ON_HOSTS
        ? spec.vms().orElseThrow()
            + spec.on().map(hosts -> " on " + hosts).orElse("")
            + spec.off().map(hosts -> " off " + hosts).orElse("")
        : sort + " " + Member.words(members);
  }
}
