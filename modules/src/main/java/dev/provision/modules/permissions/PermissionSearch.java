package dev.provision.modules.permissions;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.Permission;
import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Observation;
import dev.provision.spi.Observation.Ownership;
import dev.provision.spi.Owned;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Lookup;
import dev.provision.vsphere.inventory.ManagedTypes;
import dev.provision.vsphere.inventory.Place;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.journal.EntryMark;
import dev.provision.vsphere.journal.Journal;
import dev.provision.vsphere.journal.JournalEntry;
import dev.provision.vsphere.rights.AccountOn;
import dev.provision.vsphere.rights.Principal;
import dev.provision.vsphere.rights.Rights;
import dev.provision.vsphere.rights.Role;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds permissions by object and account, and says whose they are. */
final class PermissionSearch {
  private final Inventory read;
  private final Optional<Rights> rights;

  PermissionSearch(Inventory read) {
    this.read = read;
    this.rights = Rights.of(read);
  }

  /** The object that a name or path means. */
  static Lookup find(PermissionDesired desired, Inventory read) {
    return look(desired.on(), desired, read);
  }

  /** An object of this path in the datacenter of a permission; empty while it does not exist. */
  private static Optional<ManagedObjectReference> existing(
      String on, PermissionDesired desired, Inventory read) {
    return look(on, desired, read) instanceof Lookup.Found found
        ? Place.known(found.item().ref())
        : Optional.empty();
  }

  /** The object that a permission is declared on; empty while it does not exist. */
  static Optional<ManagedObjectReference> existing(PermissionDesired desired, Inventory read) {
    return existing(desired.on(), desired, read);
  }

  private static Lookup look(String on, PermissionDesired desired, Inventory read) {
    if (isRoot(on)) {
      Item root = read.get(read.root()).orElseGet(() -> new Item(read.root(), Map.of(), Map.of()));
      return new Lookup.Found(root, InventoryPath.ROOT);
    }
    return read.find(ManagedTypes.VIEWED, new PlaceName(on), below(desired, read));
  }

  static boolean isRoot(String on) {
    return on.equals("/");
  }

  static InventoryPath below(PermissionDesired desired, Inventory read) {
    return desired.vcenter().below(read);
  }

  Observation<PermissionState> observe(Address address, PermissionDesired desired) {
    Optional<JournalEntry> entry =
        Journal.of(desired.environment(), read).of(address).stream()
            .reduce((older, newer) -> newer)
            .filter(JournalEntry::counts);
    Optional<Permission> ours = entry.flatMap(this::permission);
    if (ours.isPresent()) {
      PermissionState state = state(ours.get(), entry, others(desired, ours.get().getEntity()));
      return new Observation.Present<>(
          state, state.path(), entry.get().isAdopted() ? Ownership.ADOPTED : Ownership.OWNED);
    }
    if (!(find(desired, read) instanceof Lookup.Found found)) {
      return new Observation.Absent<>();
    }
    return permission(found.item().ref().getVal(), desired.principal().entry())
        .map(there -> state(there, Optional.empty(), others(desired, there.getEntity())))
        .<Observation<PermissionState>>map(state -> new Observation.Foreign<>(state, state.path()))
        .orElseGet(Observation.Absent::new);
  }

  private Optional<Permission> permission(JournalEntry entry) {
    return permission(entry.mark().on(), entry.mark().what());
  }

  private Optional<Permission> permission(String on, String what) {
    return rights.stream()
        .flatMap(
            all ->
                all
                    .permissions(
                        each ->
                            each.getEntity() != null
                                && each.getEntity().getVal().equals(on)
                                && Principal.of(each).entry().equals(what))
                    .stream())
        .findFirst();
  }

  /**
   * The permissions of others that stand on the object of an exclusive one: no entry of the
   * environment's journal is about them, and the playbook does not declare them, which may adopt
   * one only now.
   */
  List<Other> others(PermissionDesired desired, ManagedObjectReference on) {
    if (!desired.exclusive() || rights.isEmpty()) {
      return List.of();
    }
    Rights all = rights.get();
    Set<Principal> declared =
        all.declared().stream()
            .filter(each -> existing(each.on(), desired, read).filter(on::equals).isPresent())
            .map(AccountOn::principal)
            .collect(Collectors.toSet());
    declared.add(desired.principal());
    Set<String> ours =
        Journal.of(desired.environment(), read).entries().stream()
            .map(JournalEntry::mark)
            .filter(mark -> mark.on().equals(on.getVal()))
            .map(EntryMark::what)
            .collect(Collectors.toSet());
    return all
        .permissions(
            each ->
                on.equals(each.getEntity())
                    && !declared.contains(Principal.of(each))
                    && !ours.contains(Principal.of(each).entry()))
        .stream()
        .map(each -> Other.of(each, roleName(each)))
        .sorted(Comparator.comparing(Other::toString))
        .toList();
  }

  /** Those on the object that is declared; none while it does not exist. */
  List<Other> others(PermissionDesired desired) {
    return existing(desired, read).map(on -> others(desired, on)).orElse(List.of());
  }

  private String roleName(Permission permission) {
    return rights
        .flatMap(all -> all.role(permission.getRoleId()))
        .map(Role::name)
        .orElse("role " + permission.getRoleId());
  }

  private PermissionState state(
      Permission permission, Optional<JournalEntry> entry, List<Other> others) {
    return new PermissionState(
        Optional.of(permission),
        rights.flatMap(all -> all.role(permission.getRoleId())),
        entry,
        others,
        path(permission.getEntity(), Principal.of(permission)));
  }

  private String path(ManagedObjectReference entity, Principal principal) {
    return read.path(entity) + " permission of " + principal;
  }

  /** Every permission that the journal names, whether it is still there or not. */
  Stream<Owned<PermissionState>> owned(String kind, EnvironmentId environment) {
    return Journal.of(environment, read).ofKind(kind).values().stream()
        .map(entries -> owned(entries.get(entries.size() - 1)));
  }

  private Owned<PermissionState> owned(JournalEntry entry) {
    PermissionState state =
        permission(entry)
            .map(there -> state(there, Optional.of(entry), List.of()))
            .orElseGet(
                () ->
                    new PermissionState(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(entry),
                        List.of(),
                        entry.mark().owner() + " " + entry.mark().what()));
    return new Owned<>(
        entry.mark().address(),
        state,
        state.path(),
        entry.isAdopted(),
        entry.mark().protect(),
        entry.contradicted().map(why -> "it may not be ours: " + why).orElse(""),
        List.of(),
        TakenRights.of(read).flatMap(taken -> taken.whyItStays(state)));
  }
}
