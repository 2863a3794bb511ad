package dev.provision.modules.roles;

import dev.provision.diagnostic.DidYouMean;
import dev.provision.spi.Observation;
import dev.provision.spi.Problem;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.places.DirectHost;
import dev.provision.vsphere.rights.Grant;
import dev.provision.vsphere.rights.Grants;
import dev.provision.vsphere.rights.OwnAccount;
import dev.provision.vsphere.rights.Rights;
import dev.provision.vsphere.rights.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;

/** What cannot be done with a role. */
final class RoleRules {
  private final RoleDesired desired;
  private final Optional<RoleState> there;

  RoleRules(RoleDesired desired, Observation<RoleState> seen) {
    this.desired = desired;
    this.there =
        seen instanceof Observation.Present<RoleState> present
            ? Optional.of(present.state())
            : Optional.empty();
  }

  /** Mistakes that show without a server. */
  static List<Problem> problems(String name, RoleSpec spec) {
    List<Problem> problems = new ArrayList<>();
    if (name.isBlank()) {
      problems.add(new Problem("name", "a role needs a name"));
    }
    if (spec.existing() && (spec.privileges().isPresent() || spec.from().isPresent())) {
      problems.add(
          new Problem(
              "existing",
              "a role that is only looked up is not changed: leave `privileges` and `from` out"));
    }
    if (spec.exclusive() && spec.privileges().isEmpty() && spec.from().isEmpty()) {
      problems.add(new Problem("exclusive", "it needs `privileges` or `from`"));
    }
    return problems;
  }

  List<Problem> problems(Inventory read) {
    if (DirectHost.is(read)) {
      return List.of(
          new Problem("", DirectHost.refusal("roles", "they belong to a vCenter; leave them out")));
    }
    List<Problem> problems = new ArrayList<>();
    Rights.of(read)
        .filter(rights -> rights.unread().isEmpty())
        .ifPresent(
            rights -> {
              rights.role(desired.name()).ifPresent(named -> addForName(named, problems));
              addForPrivileges(rights, problems);
              there
                  .flatMap(RoleState::role)
                  .flatMap(role -> ownLoss(role, rights, read))
                  .ifPresent(why -> problems.add(new Problem("privileges", why)));
            });
    return problems;
  }

  /** What the account of the connection, which has this role, would lose by it. */
  private Optional<String> ownLoss(Role role, Rights rights, Inventory read) {
    Grants now = Grants.of(rights, read);
    Grants then = now.withRole(role.id(), desired.wanted(role.privileges()));
    return rights.account().stream()
        .flatMap(
            account ->
                now.stream()
                    .filter(each -> each.role().equals(OptionalInt.of(role.id())))
                    .filter(each -> account.isOrHas(each.principal()))
                    .flatMap(each -> ownLoss(account, now, then, each, read).stream()))
        .findFirst();
  }

  private static Optional<String> ownLoss(
      OwnAccount account, Grants now, Grants then, Grant by, Inventory read) {
    SortedSet<String> lost = account.loses(now, then, by.on());
    return lost.isEmpty()
        ? Optional.empty()
        : Optional.of(
            account.isIn(by.principal())
                + "has this role and would lose "
                + Grants.named(lost)
                + " on "
                + read.path(by.on())
                + "; make this change with another account");
  }

  private void addForName(Role named, List<Problem> to) {
    if (named.system()) {
      to.add(
          new Problem(
              "name",
              "`"
                  + named.name()
                  + "` is a system role, which cannot be changed; look it up with `existing:"
                  + " true`"));
    } else if (there.flatMap(RoleState::role).filter(role -> role.id() != named.id()).isPresent()) {
      to.add(new Problem("name", "there is another role `" + named.name() + "` already"));
    }
  }

  private void addForPrivileges(Rights rights, List<Problem> to) {
    for (String each : desired.privileges()) {
      if (!rights.privileges().isEmpty() && !rights.privileges().contains(each)) {
        to.add(
            new Problem(
                "privileges",
                "this vCenter has no privilege `"
                    + each
                    + "`"
                    + DidYouMean.suffix(each, rights.privileges())));
      }
    }
  }
}
