package dev.provision.modules.roles;

import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.vsphere.rights.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/** What differs of a role: its name, and one change for each privilege. */
final class RoleChanges {
  private static final String GRANTED = "granted";

  private RoleChanges() {}

  static List<Change> of(RoleDesired desired, RoleState observed) {
    List<Change> changes = new ArrayList<>();
    observed.role().ifPresent(role -> addOf(role, desired, observed.users(), changes));
    observed.entry().ifPresent(entry -> entry.change(desired.protect()).ifPresent(changes::add));
    return changes;
  }

  private static void addOf(
      Role role, RoleDesired desired, List<String> users, List<Change> changes) {
    if (!role.name().equals(desired.name())) {
      changes.add(Change.inPlace("name", role.name(), desired.name()));
    }
    SortedSet<String> wanted = desired.wanted(role.privileges());
    for (String each : wanted) {
      if (!role.privileges().contains(each)) {
        changes.add(Change.inPlace("privileges." + each, Change.ABSENT, GRANTED));
      }
    }
    for (String each : role.privileges()) {
      if (!wanted.contains(each)) {
        changes.add(
            Change.inPlace("privileges." + each, GRANTED, Change.ABSENT)
                .with(
                    Effect.REVOKES,
                    users.isEmpty()
                        ? ""
                        : "who has the role loses it: " + String.join(", ", users)));
      }
    }
  }
}
