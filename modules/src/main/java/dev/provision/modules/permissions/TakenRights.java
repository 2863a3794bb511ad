package dev.provision.modules.permissions;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Disruption;
import dev.provision.spi.Observation;
import dev.provision.spi.Owned;
import dev.provision.spi.Problem;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.rights.Grant;
import dev.provision.vsphere.rights.Grants;
import dev.provision.vsphere.rights.OwnAccount;
import dev.provision.vsphere.rights.Principal;
import dev.provision.vsphere.rights.Rights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * Who would lose rights when a permission is made, changed or removed: the account of the
 * connection never, and the root folder keeps an administrator ({@code
 * AuthMinimumAdminPermission}).
 */
final class TakenRights {
  private static final String ANOTHER =
      "make this change with another account that keeps its rights";

  private final Inventory read;
  private final Optional<OwnAccount> own;
  private final Grants now;

  private TakenRights(Rights rights, Inventory read) {
    this.read = read;
    this.own = rights.account();
    this.now = Grants.of(rights, read);
  }

  /** Empty where the permissions were not read. */
  static Optional<TakenRights> of(Inventory read) {
    return Rights.of(read).map(rights -> new TakenRights(rights, read));
  }

  /** What cannot be as declared. */
  List<Problem> problems(PermissionDesired desired, Observation<PermissionState> seen) {
    Optional<ManagedObjectReference> on = existing(desired, seen);
    if (on.isEmpty()) {
      return List.of(); // nobody has rights on what is still to be made
    }
    Grant wanted = wanted(desired, seen, on.get());
    Grants then = now.with(wanted);
    List<Problem> problems = new ArrayList<>();
    own.filter(account -> account.isOrHas(desired.principal()))
        .flatMap(account -> refusal(account, then, wanted))
        .ifPresent(why -> problems.add(new Problem("role", why)));
    if (isLastAdmin(then, on.get())) {
      problems.add(
          new Problem(
              "role",
              "`"
                  + desired.account()
                  + "` is the last administrator of the root folder, and vCenter keeps one: give"
                  + " another account the role Admin there first"));
    }
    return problems;
  }

  private Optional<String> refusal(OwnAccount account, Grants then, Grant wanted) {
    SortedSet<String> lost = account.loses(now, then, wanted.on());
    if (!lost.isEmpty()) {
      return Optional.of(
          account.isIn(wanted.principal())
              + "would lose "
              + Grants.named(lost)
              + " on "
              + read.path(wanted.on())
              + "; "
              + ANOTHER);
    }
    // what it has by a way that no permission shows is not known
    boolean unknown = now.held(account.principal(), account.groups(), wanted.on(), false).isEmpty();
    return unknown && !wanted.isAdmin()
        ? Optional.of(
            account.isIn(wanted.principal())
                + "would have no more than this role on "
                + read.path(wanted.on())
                + "; "
                + ANOTHER)
        : Optional.empty();
  }

  private boolean isLastAdmin(Grants then, ManagedObjectReference on) {
    return on.equals(read.root()) && now.hasAdmin(on) && !then.hasAdmin(on);
  }

  private Optional<ManagedObjectReference> existing(
      PermissionDesired desired, Observation<PermissionState> seen) {
    return seen.there()
        .flatMap(PermissionState::entity)
        .or(() -> PermissionSearch.existing(desired, read));
  }

  private static Grant wanted(
      PermissionDesired desired, Observation<PermissionState> seen, ManagedObjectReference on) {
    return Grant.of(
        on,
        desired.principal(),
        desired
            .propagate()
            .or(
                () ->
                    seen.there()
                        .flatMap(PermissionState::permission)
                        .map(there -> there.isPropagate()))
            .orElse(true),
        desired.role().id(),
        desired.role().privileges());
  }

  /** Why a permission of others cannot be removed; empty when it can. */
  Optional<String> whyItStays(Other other) {
    return own.filter(account -> account.isOrHas(other.principal()))
        .map(
            account ->
                other
                    + " on "
                    + read.path(other.on())
                    + " is a permission of the account of this connection, which is never removed:"
                    + " declare it too, with `adopt: true`");
  }

  /** What a new permission takes: from its account, and from others on an exclusive object. */
  Map<Disruption, String> creating(PermissionDesired desired) {
    List<String> all = new ArrayList<>();
    fromItsAccount(desired).ifPresent(all::add);
    List<Other> others = new PermissionSearch(read).others(desired);
    if (!others.isEmpty()) {
      all.add(
          others.stream().map(Other::toString).collect(Collectors.joining(", ", "removes ", ""))
              + " from "
              + desired.on());
    }
    return all.isEmpty() ? Map.of() : Map.of(Disruption.REVOKE, String.join("; ", all));
  }

  /** Which may have more by a permission of its own above. */
  private Optional<String> fromItsAccount(PermissionDesired desired) {
    Observation<PermissionState> none = new Observation.Absent<>();
    Optional<ManagedObjectReference> on = existing(desired, none);
    if (on.isEmpty()) {
      return Optional.empty();
    }
    SortedSet<String> lost =
        now.lost(
            now.with(wanted(desired, none, on.get())), desired.principal(), Set.of(), on.get());
    return lost.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "takes "
                + Grants.named(lost)
                + " from "
                + desired.account()
                + ", which has more by a permission above "
                + read.path(on.get()));
  }

  /** Why a permission cannot be removed; empty when it can. */
  Optional<Owned.Stay> whyItStays(PermissionState seen) {
    if (seen.permission().isEmpty()) {
      return Optional.empty();
    }
    ManagedObjectReference on = seen.permission().get().getEntity();
    Principal principal = Principal.of(seen.permission().get());
    Grants then = now.without(on, principal);
    if (isLastAdmin(then, on)) {
      return Optional.of(
          Owned.Stay.undeletable(
              "is the last administrator of the root folder",
              "vCenter keeps one; give another account the role Admin there first"));
    }
    return own.filter(account -> account.isOrHas(principal))
        .flatMap(
            account -> {
              SortedSet<String> lost = account.loses(now, then, on);
              return lost.isEmpty()
                  ? Optional.empty()
                  : Optional.of(
                      Owned.Stay.undeletable(
                          "gives the account of this connection its rights",
                          account.isIn(principal)
                              + "would lose "
                              + Grants.named(lost)
                              + " on "
                              + read.path(on)
                              + "; remove it with another account"));
            });
  }
}
