package dev.provision.modules.permissions;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.Permission;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.spi.Observation;
import dev.provision.spi.Problem;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Lookup;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.places.DirectHost;
import dev.provision.vsphere.rights.PermissionPlace;
import dev.provision.vsphere.rights.Principal;
import dev.provision.vsphere.rights.Rights;
import dev.provision.vsphere.rights.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What cannot be done with a permission, and what differs of one. */
final class PermissionRules {
  /** Why a found permission is not changed into one of another account or object. */
  static final String ANOTHER =
      "a permission of another account or on another object is a different permission: give it"
          + " another name,"
          + " and `--prune` removes this one";

  private PermissionRules() {}

  static List<Problem> problems(
      PermissionDesired desired, Observation<PermissionState> seen, Inventory read) {
    if (DirectHost.is(read)) {
      return List.of(
          new Problem(
              "", DirectHost.refusal("permissions", "they belong to a vCenter; leave them out")));
    }
    List<Problem> problems = new ArrayList<>();
    Lookup lookup = PermissionSearch.find(desired, read);
    if (lookup instanceof Lookup.Found found) {
      PermissionPlace.instead(found.item(), found.path(), read)
          .ifPresent(
              path ->
                  problems.add(
                      new Problem(
                          "on",
                          "`"
                              + found.path()
                              + "` has no permissions of its own; set them on `"
                              + path
                              + "`")));
    } else {
      lookup
          .problem("object", new PlaceName(desired.on()), PermissionSearch.below(desired, read))
          .ifPresent(why -> problems.add(new Problem("on", why)));
    }
    TakenRights.of(read).map(taken -> taken.problems(desired, seen)).ifPresent(problems::addAll);
    List<Other> others =
        seen.there()
            .map(PermissionState::others)
            .orElseGet(() -> new PermissionSearch(read).others(desired));
    for (Other other : others) {
      TakenRights.of(read)
          .flatMap(taken -> taken.whyItStays(other))
          .ifPresent(why -> problems.add(new Problem(Other.FIELD, why)));
    }
    return problems;
  }

  static List<Change> changes(PermissionDesired desired, PermissionState seen) {
    List<Change> changes = new ArrayList<>();
    if (seen.permission().isEmpty()) {
      return changes;
    }
    Permission there = seen.permission().get();
    Principal principal = Principal.of(there);
    if (!principal.equals(desired.principal())) {
      changes.add(
          Change.inPlace("principal", principal.toString(), desired.principal().toString())
              .with(Effect.REFUSED, ANOTHER));
    }
    role(desired, there, seen.role()).ifPresent(changes::add);
    desired
        .propagate()
        .filter(wanted -> wanted != there.isPropagate())
        .ifPresent(
            wanted ->
                changes.add(
                    Change.inPlace("propagate", String.valueOf(!wanted), String.valueOf(wanted))
                        .with(wanted ? Effect.IN_PLACE : Effect.REVOKES, "")));
    seen.others().forEach(other -> changes.add(other.removed()));
    seen.entry().ifPresent(entry -> entry.change(desired.protect()).ifPresent(changes::add));
    return changes;
  }

  private static Optional<Change> role(
      PermissionDesired desired, Permission there, Optional<Role> has) {
    if (desired.role().id().isPresent() && desired.role().id().getAsInt() == there.getRoleId()) {
      return Optional.empty();
    }
    boolean loses =
        desired.role().id().orElse(0) != Rights.ADMIN
            && !has.map(role -> desired.role().privileges().containsAll(role.privileges()))
                .orElse(false);
    return Optional.of(
        Change.inPlace(
                "role",
                has.map(Role::name).orElse("role " + there.getRoleId()),
                desired.role().name())
            .with(
                loses ? Effect.REVOKES : Effect.IN_PLACE,
                loses ? "the new role does not have all privileges of the old one" : ""));
  }

  /** Whether a found permission is on the object that is declared. */
  static Optional<Change> moved(PermissionDesired desired, PermissionState seen, Inventory read) {
    Optional<ManagedObjectReference> wanted =
        PermissionSearch.find(desired, read) instanceof Lookup.Found found
            ? Optional.of(found.item().ref())
            : Optional.empty();
    return seen.entity()
        .filter(entity -> wanted.isPresent() && !wanted.get().equals(entity))
        .map(
            entity ->
                Change.inPlace("on", read.path(entity).toString(), desired.on())
                    .with(Effect.REFUSED, ANOTHER));
  }
}
