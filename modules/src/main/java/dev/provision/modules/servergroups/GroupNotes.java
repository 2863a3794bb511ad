package dev.provision.modules.servergroups;

import dev.provision.modules.servergroups.GroupState.Member;
import dev.provision.modules.servergroups.GroupState.Part;
import dev.provision.spi.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The plan's notes about a server group besides the changes: who applies the policy, and where it
 * is broken.
 */
final class GroupNotes {
  private GroupNotes() {}

  static List<String> of(GroupDesired desired, Observation<GroupState> seen) {
    return seen instanceof Observation.Present<GroupState> present && !desired.absent()
        ? of(desired, present.state())
        : List.of();
  }

  private static List<String> of(GroupDesired desired, GroupState seen) {
    List<String> notes = new ArrayList<>();
    for (Part part : seen.parts()) {
      if (part.isLeftAlone() && part.here().size() + part.coming().size() >= 2) {
        notes.add(
            "DRS is off on `"
                + part.cluster().path()
                + "`: kept by placement alone"
                + (part.rule().isPresent() ? ", and its rule is left as it is" : ""));
      }
    }
    List<Part> inhabited = seen.parts().stream().filter(part -> !part.here().isEmpty()).toList();
    if (inhabited.size() > 1) {
      notes.add(
          "its members are in several clusters, and a rule holds in one: "
              + inhabited.stream()
                  .map(part -> "`" + part.cluster().path() + "`")
                  .collect(Collectors.joining(", ")));
    }
    if (desired.members().size() < 2) {
      notes.add(
          (desired.members().isEmpty() ? "it has no member" : "it has one member")
              + ", and a rule needs two");
    }
    broken(desired, seen, notes);
    return notes;
  }

  private static void broken(GroupDesired desired, GroupState seen, List<String> notes) {
    Map<String, List<String>> byHost = new TreeMap<>();
    for (Member member : seen.members()) {
      if (!member.host().isEmpty()) {
        byHost
            .computeIfAbsent(member.host(), host -> new ArrayList<>())
            .add("`" + member.address().name() + "`");
      }
    }
    String kept =
        seen.parts().stream().allMatch(part -> part.wantsRule() || part.here().isEmpty())
            ? "; DRS moves them"
            : "; nothing moves them by itself: migrate one";
    if (desired.policy().isTogether() && byHost.size() > 1) {
      notes.add(
          "not as "
              + desired.policy().word()
              + " wants: "
              + byHost.entrySet().stream()
                  .map(at -> String.join(", ", at.getValue()) + " on " + at.getKey())
                  .collect(Collectors.joining(", "))
              + kept);
    }
    if (!desired.policy().isTogether()) {
      byHost.forEach(
          (host, members) -> {
            if (members.size() > 1) {
              notes.add(
                  "not as "
                      + desired.policy().word()
                      + " wants: "
                      + String.join(", ", members)
                      + " are all on "
                      + host
                      + kept);
            }
          });
    }
  }
}
