package dev.provision.modules.permissions;

import com.vmware.vim25.ManagedObjectNotFound;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.NotFound;
import com.vmware.vim25.Permission;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Owned;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Lookup;
import dev.provision.vsphere.journal.JournalEntry;
import dev.provision.vsphere.journal.JournalWriter;
import dev.provision.vsphere.journal.Thing;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.rights.Principal;
import dev.provision.vsphere.rights.Rights;
import dev.provision.vsphere.rights.Role;
import dev.provision.vsphere.wire.Faults;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The calls that set and remove a permission, each on what is read just before. For one step. */
final class PermissionWrites {
  private final VsphereWriter write;
  private final JournalWriter journal;
  private final ManagedObjectReference manager;

  PermissionWrites(VsphereWriter write) throws ModuleException {
    this.write = write;
    this.journal = new JournalWriter(write);
    this.manager =
        Optional.ofNullable(write.content().getAuthorizationManager())
            .orElseThrow(() -> ModuleException.refused("this server has no permissions"));
  }

  private Optional<Permission> now(ManagedObjectReference entity, Principal principal)
      throws ModuleException {
    Permission[] all = write.call(api -> api.retrieveEntityPermissions(manager, entity, false));
    return Stream.of(all == null ? new Permission[0] : all)
        .filter(each -> Principal.of(each).equals(principal))
        .findFirst();
  }

  private int role(PermissionDesired desired) throws ModuleException {
    if (desired.role().id().isPresent()) {
      return desired.role().id().getAsInt();
    }
    return Rights.now(manager, write)
        .role(desired.role().name())
        .map(Role::id)
        .orElseThrow(
            () ->
                ModuleException.refused("there is no role `" + desired.role().name() + "` yet")
                    .as(ModuleException.Kind.STALE));
  }

  void create(PermissionDesired desired) throws ModuleException, InterruptedException {
    Inventory read = write.inventory();
    if (!(PermissionSearch.find(desired, read) instanceof Lookup.Found found)) {
      throw ModuleException.refused("there is no object `" + desired.on() + "`")
          .as(ModuleException.Kind.STALE);
    }
    ManagedObjectReference entity = found.item().ref();
    Instant since = journal.time();
    if (now(entity, desired.principal()).isPresent()) {
      throw ModuleException.refused(
              found.path() + " has a permission of " + desired.principal() + " by now, not ours")
          .as(ModuleException.Kind.STALE);
    }
    JournalEntry entry =
        journal.begin(
            desired.environment(),
            desired.address(),
            new Thing(entity, found.path().toString(), desired.principal().entry()),
            since,
            desired.protect());
    set(entity, desired.account(), desired, desired.propagate().orElse(true));
    journal.made(entry);
    remove(new PermissionSearch(read).others(desired, entity));
  }

  /**
   * Removes these of others, one by one: {@code ResetEntityPermissions} would also remove what
   * somebody adds after they were read.
   */
  private void remove(List<Other> others) throws ModuleException {
    for (Other other : others) {
      Optional<Permission> there = now(other.on(), other.principal());
      if (there.isPresent()) {
        remove(other.on(), there.get());
      }
    }
  }

  /** It may be gone by now, alone or with its object. */
  private void remove(ManagedObjectReference entity, Permission there) throws ModuleException {
    write.touched(manager);
    try {
      write.send(
          api ->
              api.removeEntityPermission(manager, entity, there.getPrincipal(), there.isGroup()));
    } catch (ModuleException e) {
      if (!Faults.is(e, NotFound.class) && !Faults.is(e, ManagedObjectNotFound.class)) {
        throw e;
      }
    }
  }

  private void set(
      ManagedObjectReference entity, String account, PermissionDesired desired, boolean propagate)
      throws ModuleException {
    Permission permission = new Permission();
    permission.setEntity(entity);
    permission.setPrincipal(account);
    permission.setGroup(desired.principal().group());
    permission.setRoleId(role(desired));
    permission.setPropagate(propagate);
    write.touched(manager);
    write.send(api -> api.setEntityPermissions(manager, entity, new Permission[] {permission}));
  }

  void update(PermissionDesired desired, PermissionState seen, List<Change> changes)
      throws ModuleException, InterruptedException {
    ManagedObjectReference entity = seen.entity().orElseThrow();
    Permission there =
        now(entity, desired.principal())
            .orElseThrow(
                () ->
                    ModuleException.refused(seen.path() + " is gone")
                        .as(ModuleException.Kind.STALE));
    boolean propagate = desired.propagate().orElse(there.isPropagate());
    if (there.getRoleId() != role(desired) || there.isPropagate() != propagate) {
      set(entity, there.getPrincipal(), desired, propagate);
    }
    remove(changes.stream().flatMap(Other::of).toList());
    JournalEntry entry = seen.entry().orElseThrow();
    if (entry.change(desired.protect()).isPresent()) {
      journal.made(entry, desired.protect());
    }
  }

  void delete(PermissionState seen) throws ModuleException, InterruptedException {
    JournalEntry entry = seen.entry().orElseThrow();
    if (seen.permission().isPresent()) {
      Permission there = seen.permission().get();
      Optional<Owned.Stay> stays =
          TakenRights.of(write.inventory()).flatMap(taken -> taken.whyItStays(seen));
      if (stays.isPresent()) {
        throw ModuleException.refused("it " + stays.get());
      }
      journal.leaving(entry);
      remove(there.getEntity(), there);
    }
    journal.forget(entry);
  }

  void adopt(PermissionDesired desired, PermissionState seen)
      throws ModuleException, InterruptedException {
    ManagedObjectReference entity = seen.entity().orElseThrow();
    journal.adopt(
        desired.environment(),
        desired.address(),
        new Thing(entity, write.inventory().path(entity).toString(), desired.principal().entry()),
        desired.protect());
  }

  void release(PermissionState seen) throws ModuleException, InterruptedException {
    if (seen.entry().isPresent()) {
      journal.forget(seen.entry().get());
    }
  }

  void rename(Address to, PermissionState seen) throws ModuleException, InterruptedException {
    JournalEntry entry = seen.entry().orElseThrow();
    journal.called(entry, to, entry.mark().what());
  }
}
