package dev.provision.modules.servergroups;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.modules.servergroups.GroupState.Member;
import dev.provision.modules.servergroups.GroupState.Part;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The differences between a server group's rules and what they should be. Users do not notice these
 * changes.
 */
final class GroupDiff {
  private static final String RULE = "rule";
  private static final String POLICY = "policy";
  private static final String ENABLED = "enabled";
  private static final String MEMBERS = "members";
  private static final String TO_BE_MADE = " (to be made)";

  private GroupDiff() {}

  static List<Change> of(GroupDesired desired, GroupState seen) {
    List<Change> changes = new ArrayList<>();
    for (Part part : seen.parts()) {
      String where = seen.parts().size() == 1 ? "" : " on " + part.cluster().path().name();
      if (!part.isLeftAlone()) {
        compare(desired, seen, part, where, changes);
      }
    }
    if (seen.maySpread()) {
      String there = text(seen.members().stream().map(Member::address));
      changes.add(
          Change.inPlace(
              MEMBERS,
              there.isEmpty() ? Change.ABSENT : there,
              Stream.of(there, coming(seen.undecided()))
                  .filter(names -> !names.isEmpty())
                  .collect(Collectors.joining(", "))));
    }
    return changes;
  }

  private static void compare(
      GroupDesired desired, GroupState seen, Part part, String where, List<Change> changes) {
    if (part.rule().isEmpty() || !part.wantsRule()) {
      if (part.rule().isPresent() != part.wantsRule()) {
        changes.add(
            Change.inPlace(
                RULE + where,
                part.rule()
                    .map(rule -> rule.policy().word() + " of " + names(rule.vms(), seen))
                    .orElse(Change.ABSENT),
                part.wantsRule()
                    ? desired.policy().word() + " of " + wanted(part)
                    : Change.ABSENT));
      }
      return;
    }
    Rule rule = part.rule().get();
    if (rule.policy() != desired.policy()) {
      changes.add(Change.inPlace(POLICY + where, rule.policy().word(), desired.policy().word()));
    }
    if (!rule.enabled()) {
      changes.add(Change.inPlace(ENABLED + where, "false", "true"));
    }
    if (!rule.vms().equals(part.vms()) || !part.coming().isEmpty()) {
      changes.add(Change.inPlace(MEMBERS + where, names(rule.vms(), seen), wanted(part)));
    }
  }

  private static String wanted(Part part) {
    String here = text(part.here().stream().map(Member::address));
    return part.coming().isEmpty()
        ? here
        : Stream.of(here, coming(part.coming()))
            .filter(names -> !names.isEmpty())
            .collect(Collectors.joining(", "));
  }

  private static String coming(List<Address> members) {
    return members.stream()
        .map(member -> member.name() + TO_BE_MADE)
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String text(Stream<Address> members) {
    return members.map(Address::name).sorted().collect(Collectors.joining(", "));
  }

  private static String names(Collection<ManagedObjectReference> vms, GroupState seen) {
    return vms.isEmpty()
        ? Change.ABSENT
        : vms.stream().map(seen::name).sorted().collect(Collectors.joining(", "));
  }
}
