package dev.provision.modules.roles;

import com.vmware.vim25.Permission;
import dev.provision.diagnostic.DidYouMean;
import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Observation;
import dev.provision.spi.Observation.Ownership;
import dev.provision.spi.Owned;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.journal.Journal;
import dev.provision.vsphere.journal.JournalEntry;
import dev.provision.vsphere.rights.Principal;
import dev.provision.vsphere.rights.Rights;
import dev.provision.vsphere.rights.Role;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds roles by the journal and by name, and says whose they are. */
final class RoleSearch {
  private final Inventory read;
  private final Optional<Rights> rights;

  RoleSearch(Inventory read) {
    this.read = read;
    this.rights = Rights.of(read);
  }

  Observation<RoleState> observe(Address address, RoleDesired desired) {
    if (rights.isEmpty()) {
      return new Observation.Absent<>();
    }
    if (rights.get().unread().isPresent()) {
      return new Observation.Unreadable<>("role " + desired.name(), rights.get().unread().get());
    }
    Optional<Role> named = rights.get().role(desired.name());
    if (desired.existing()) {
      return named
          .map(role -> state(role, Optional.empty(), desired))
          .<Observation<RoleState>>map(
              state -> new Observation.Present<>(state, state.path(), Ownership.EXISTING))
          .orElseGet(Observation.Absent::new);
    }
    Optional<JournalEntry> entry = entry(address, desired.environment());
    Optional<Role> ours =
        entry
            .filter(JournalEntry::counts)
            .flatMap(each -> RoleEntry.of(each.mark()).find(rights.get()));
    if (ours.isPresent()) {
      RoleState state = state(ours.get(), entry, desired);
      return new Observation.Present<>(
          state, state.path(), entry.get().isAdopted() ? Ownership.ADOPTED : Ownership.OWNED);
    }
    return named
        .map(role -> state(role, Optional.empty(), desired))
        .<Observation<RoleState>>map(state -> new Observation.Foreign<>(state, state.path()))
        .orElseGet(Observation.Absent::new);
  }

  /** The newest entry of an address. */
  private Optional<JournalEntry> entry(Address address, EnvironmentId environment) {
    return Journal.of(environment, read).of(address).stream().reduce((older, newer) -> newer);
  }

  private RoleState state(Role role, Optional<JournalEntry> entry, RoleDesired desired) {
    return new RoleState(Optional.of(role), entry, users(role, desired.environment()));
  }

  /** Who has it by permissions that are not ours. */
  private List<String> users(Role role, EnvironmentId environment) {
    List<JournalEntry> ours = Journal.of(environment, read).entries();
    return having(role).stream()
        .filter(each -> ours.stream().noneMatch(entry -> isAbout(entry, each)))
        .map(each -> user(each, read))
        .toList();
  }

  private List<Permission> having(Role role) {
    return rights.orElseThrow().permissions(each -> each.getRoleId() == role.id());
  }

  private static boolean isAbout(JournalEntry entry, Permission permission) {
    return !entry.isAdopted()
        && permission.getEntity() != null
        && entry.mark().on().equals(permission.getEntity().getVal())
        && entry.mark().what().equals(Principal.of(permission).entry());
  }

  /** The permissions of ours that give it to somebody; they go first. */
  private List<Address> after(Role role, EnvironmentId environment) {
    List<JournalEntry> ours = Journal.of(environment, read).entries();
    return having(role).stream()
        .flatMap(
            each ->
                ours.stream()
                    .filter(entry -> isAbout(entry, each))
                    .map(entry -> entry.mark().address()))
        .distinct()
        .toList();
  }

  /** {@code LAB\bob on /DC0/vm}; vcsim may not say on what. */
  static String user(Permission permission, Inventory read) {
    return permission.getPrincipal()
        + (permission.getEntity() == null ? "" : " on " + read.path(permission.getEntity()));
  }

  /** Every role that the journal names, whether it is still there or not. */
  Stream<Owned<RoleState>> owned(String kind, EnvironmentId environment) {
    return Journal.of(environment, read).ofKind(kind).values().stream()
        .map(entries -> owned(entries.get(entries.size() - 1), environment));
  }

  private Owned<RoleState> owned(JournalEntry entry, EnvironmentId environment) {
    Optional<Role> role = rights.flatMap(all -> RoleEntry.of(entry.mark()).find(all));
    RoleState state =
        new RoleState(
            role, Optional.of(entry), role.map(each -> users(each, environment)).orElse(List.of()));
    return new Owned<>(
        entry.mark().address(),
        state,
        state.path(),
        entry.isAdopted(),
        entry.mark().protect(),
        entry.contradicted().map(why -> "it may not be ours: " + why).orElse(""),
        role.map(each -> after(each, environment)).orElse(List.of()),
        state.users().isEmpty()
            ? Optional.empty()
            : Optional.of(
                Owned.Stay.undeletable("is still in use", String.join(", ", state.users()))));
  }

  /** Why nothing is called so, and what the user may have meant. */
  String whyNone(String name) {
    return "there is no role `"
        + name
        + "`"
        + DidYouMean.suffix(
            name,
            rights.map(all -> all.roles().stream().map(Role::name).toList()).orElse(List.of()));
  }
}
