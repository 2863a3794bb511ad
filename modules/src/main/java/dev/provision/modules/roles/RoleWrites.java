package dev.provision.modules.roles;

import com.vmware.vim25.AlreadyExists;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.NotFound;
import com.vmware.vim25.Permission;
import dev.provision.spi.Address;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.journal.JournalEntry;
import dev.provision.vsphere.journal.JournalWriter;
import dev.provision.vsphere.journal.Thing;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.rights.Rights;
import dev.provision.vsphere.rights.Role;
import dev.provision.vsphere.tags.LinkedVcenters;
import dev.provision.vsphere.wire.Faults;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * The calls that make, change and remove a role. {@code UpdateAuthorizationRole} replaces all
 * privileges, so each is made on what is read just before, under the lock. For one step.
 */
final class RoleWrites {
  private final VsphereWriter write;
  private final JournalWriter journal;
  private final ManagedObjectReference manager;

  RoleWrites(VsphereWriter write) throws ModuleException {
    this.write = write;
    this.journal = new JournalWriter(write);
    this.manager =
        Optional.ofNullable(write.content().getAuthorizationManager())
            .orElseThrow(() -> ModuleException.refused("this server has no roles"));
  }

  private Thing thing(String what) {
    String vcenter = write.content().getAbout().getInstanceUuid();
    return new Thing(manager, vcenter == null ? manager.getVal() : vcenter, what);
  }

  /** In the server's spelling. */
  private String[] spelled(SortedSet<String> privileges) {
    Optional<Rights> known = Rights.of(write.inventory());
    return privileges.stream()
        .map(each -> known.map(rights -> rights.spelled(each)).orElse(each))
        .toArray(String[]::new);
  }

  void create(RoleDesired desired) throws ModuleException, InterruptedException {
    Instant since = journal.time();
    if (Rights.now(manager, write).role(desired.name()).isPresent()) {
      throw ModuleException.refused("role " + desired.name() + " is there by now and is not ours")
          .as(ModuleException.Kind.STALE);
    }
    JournalEntry entry =
        journal.begin(
            desired.environment(),
            desired.address(),
            thing(RoleEntry.coming(desired.name()).toString()),
            since,
            desired.protect());
    write.touched(manager);
    try {
      write.call(
          api -> api.addAuthorizationRole(manager, desired.name(), spelled(desired.privileges())));
    } catch (ModuleException e) {
      if (Faults.is(e, AlreadyExists.class)) {
        // somebody else made it just now: it is theirs
        journal.forget(entry);
        throw e.as(ModuleException.Kind.STALE);
      }
      throw e;
    }
    Role made =
        Rights.now(manager, write).role(desired.name()).orElseThrow(() -> gone(desired.name()));
    finish(entry, desired.address(), made, desired.protect());
  }

  private static ModuleException gone(String name) {
    return ModuleException.refused("role " + name + " is gone").as(ModuleException.Kind.STALE);
  }

  private void finish(JournalEntry entry, Address address, Role role, boolean protect)
      throws ModuleException, InterruptedException {
    journal.made(entry, address, RoleEntry.of(role).toString(), protect);
  }

  void update(RoleDesired desired, RoleState seen) throws ModuleException, InterruptedException {
    int id = seen.role().orElseThrow().id();
    Role now =
        Rights.now(manager, write).role(id).orElseThrow(() -> gone(seen.role().get().name()));
    SortedSet<String> wanted = desired.wanted(now.privileges());
    if (!now.name().equals(desired.name()) || !wanted.equals(now.privileges())) {
      write.touched(manager);
      write.send(api -> api.updateAuthorizationRole(manager, id, desired.name(), spelled(wanted)));
    }
    JournalEntry entry = seen.entry().orElseThrow();
    RoleEntry says = new RoleEntry(desired.name(), Optional.of(id));
    if (entry.change(desired.protect()).isPresent()
        || !entry.mark().what().equals(says.toString())) {
      finish(
          entry,
          desired.address(),
          new Role(id, desired.name(), false, now.privileges()),
          desired.protect());
    }
  }

  /**
   * Removes it when nobody has it: asked just before, because {@code failIfUsed} is not looked at
   * by every server.
   */
  void delete(RoleState seen) throws ModuleException, InterruptedException {
    JournalEntry entry = seen.entry().orElseThrow();
    Optional<Role> now =
        seen.role().isEmpty()
            ? Optional.empty()
            : Rights.now(manager, write).role(seen.role().get().id());
    if (now.isPresent()) {
      int id = now.get().id();
      LinkedVcenters.requireAlone(write.tagging(), write.content().getAbout());
      requireUnused(id);
      String called = RoleEntry.of(now.get()).toString();
      journal.leaving(
          entry.mark().what().equals(called)
              ? entry
              : journal.called(entry, entry.mark().address(), called));
      write.touched(manager);
      try {
        write.send(api -> api.removeAuthorizationRole(manager, id, true));
      } catch (ModuleException e) {
        if (!Faults.is(e, NotFound.class)) {
          throw e;
        }
      }
    }
    journal.forget(entry);
  }

  private void requireUnused(int id) throws ModuleException {
    Permission[] all = write.call(api -> api.retrieveRolePermissions(manager, id));
    Inventory read = write.inventory();
    List<String> users = new ArrayList<>();
    for (Permission each : all == null ? new Permission[0] : all) {
      users.add(RoleSearch.user(each, read));
    }
    if (!users.isEmpty()) {
      throw ModuleException.refused("it is still in use: " + String.join(", ", users));
    }
  }

  void adopt(RoleDesired desired, RoleState seen) throws ModuleException, InterruptedException {
    journal.adopt(
        desired.environment(),
        desired.address(),
        thing(RoleEntry.of(seen.role().orElseThrow()).toString()),
        desired.protect());
  }

  void release(RoleState seen) throws ModuleException, InterruptedException {
    if (seen.entry().isPresent()) {
      journal.forget(seen.entry().get());
    }
  }

  /** The same role under another address; its own name follows with the changes. */
  void rename(Address to, RoleState seen) throws ModuleException, InterruptedException {
    JournalEntry entry = seen.entry().orElseThrow();
    journal.called(entry, to, entry.mark().what());
  }
}
