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
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.journal.Journal;
import dev.provision.vsphere.journal.JournalEntry;
import dev.provision.vsphere.rights.Principal;
import dev.provision.vsphere.rights.Rights;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    if (isRoot(desired.on())) {
      Item root = read.get(read.root()).orElseGet(() -> new Item(read.root(), Map.of(), Map.of()));
      return new Lookup.Found(root, InventoryPath.ROOT);
    }
    return read.find(ManagedTypes.VIEWED, new PlaceName(desired.on()), below(desired, read));
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
      PermissionState state = state(ours.get(), entry);
      return new Observation.Present<>(
          state, state.path(), entry.get().isAdopted() ? Ownership.ADOPTED : Ownership.OWNED);
    }
    if (!(find(desired, read) instanceof Lookup.Found found)) {
      return new Observation.Absent<>();
    }
    return permission(found.item().ref().getVal(), desired.principal().entry())
        .map(there -> state(there, Optional.empty()))
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

  private PermissionState state(Permission permission, Optional<JournalEntry> entry) {
    return new PermissionState(
        Optional.of(permission),
        rights.flatMap(all -> all.role(permission.getRoleId())),
        entry,
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
            .map(there -> state(there, Optional.of(entry)))
            .orElseGet(
                () ->
                    new PermissionState(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(entry),
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
