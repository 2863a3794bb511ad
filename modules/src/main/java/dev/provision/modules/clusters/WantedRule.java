package dev.provision.modules.clusters;

import java.util.List;
import java.util.Optional;

/**
 * A declared rule.
 *
 * @param members the VMs to keep together or apart; empty for a rule about hosts
 */
record WantedRule(Sort sort, List<Member> members, RuleSpec spec) {
  /** What a rule does. */
  enum Sort {
    APART("apart"),
    TOGETHER("together"),
    ON_HOSTS("vms"),
    /** What no playbook can declare, such as {@code ClusterDependencyRuleInfo} of API 6.5. */
    OTHER("another sort");

    private final String word;

    Sort(String word) {
      this.word = word;
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
    return spec.apart().isPresent() ? Sort.APART : Sort.TOGETHER;
  }

  Optional<List<Member>> wantedMembers() {
    return sort == Sort.ON_HOSTS ? Optional.empty() : Optional.of(members);
  }

  String words() {
    return sort == Sort.ON_HOSTS
        ? spec.vms().orElseThrow()
            + spec.on().map(hosts -> " on " + hosts).orElse("")
            + spec.off().map(hosts -> " off " + hosts).orElse("")
        : sort + " " + Member.words(members);
  }
}
