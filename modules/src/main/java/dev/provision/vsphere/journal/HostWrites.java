package dev.provision.vsphere.journal;

import com.vmware.vim25.AlreadyExists;
import com.vmware.vim25.DuplicateName;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.NotFound;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.rows.Seen;
import dev.provision.vsphere.wire.Faults;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The calls that make, change and remove things on hosts, host after host. Each host is read again
 * just before its call, under its lock: such a call sets all fields, so a spec from the plan would
 * undo what somebody changed since. For one step.
 */
public final class HostWrites<W, E, T> {
  private final HostScoped<W, E, T> scoped;
  private final HostThings<W, E, T> things;
  private final VsphereWriter write;
  private final JournalWriter journal;

  public HostWrites(HostScoped<W, E, T> scoped, VsphereWriter write) {
    this.scoped = scoped;
    this.things = scoped.things();
    this.write = write;
    this.journal = new JournalWriter(write);
  }

  /**
   * Makes or changes the thing on every host that is to have it, and removes it from the others.
   */
  public void converge(
      EnvironmentId environment, Address address, W wanted, HostState<E> state, boolean protect)
      throws ModuleException, InterruptedException {
    for (HostPart<E> part : state.parts()) {
      if (part.isUnread()) {
        continue;
      }
      if (part.wanted()) {
        converge(environment, address, wanted, state.name(), part, protect);
      } else if (part.isOurs()) {
        remove(part, part.called());
      }
    }
  }

  private void converge(
      EnvironmentId environment,
      Address address,
      W wanted,
      String name,
      HostPart<E> part,
      boolean protect)
      throws ModuleException, InterruptedException {
    ManagedObjectReference host = part.host().orElseThrow();
    Instant since = journal.time();
    Item now = read(host);
    Optional<E> there = there(now, name);
    if (there.isEmpty()) {
      add(environment, address, wanted, name, now, since, protect);
      return;
    }
    if (!part.isOurs()) {
      throw ModuleException.refused(part.path() + " is there by now and is not ours")
          .as(ModuleException.Kind.STALE);
    }
    List<Change> changes = things.rows().changes(wanted, there.get());
    if (!changes.isEmpty()) {
      T spec = things.rows().update(wanted, there.get(), changes);
      ManagedObjectReference manager = manager(now);
      write.touched(host);
      things.update(write, now, manager, there.get(), spec);
    }
    JournalEntry entry = part.entry().orElseThrow();
    if (entry.change(protect).isPresent()) {
      journal.made(entry, protect);
    }
  }

  private void add(
      EnvironmentId environment,
      Address address,
      W wanted,
      String name,
      Item host,
      Instant since,
      boolean protect)
      throws ModuleException, InterruptedException {
    ManagedObjectReference manager = manager(host);
    JournalEntry entry =
        journal.begin(environment, address, scoped.thing(host, name), since, protect);
    T spec = things.rows().create(wanted);
    write.touched(host.ref());
    try {
      write.send(api -> things.add(api, manager, spec));
    } catch (ModuleException e) {
      if (Faults.is(e, AlreadyExists.class) || Faults.is(e, DuplicateName.class)) {
        // somebody else made it just now: it is theirs
        journal.forget(entry);
        throw e.as(ModuleException.Kind.STALE);
      }
      throw e;
    }
    journal.made(entry);
    touchNew(host.ref());
  }

  /** Has the objects read that the server shows for it, such as a network. */
  private void touchNew(ManagedObjectReference host) throws ModuleException {
    if (!things.shownAs().isEmpty()) {
      Item after = write.read(host, things.shownAs().toArray(String[]::new));
      for (String property : things.shownAs()) {
        for (ManagedObjectReference ref :
            after
                .get(property, ManagedObjectReference[].class)
                .orElse(new ManagedObjectReference[0])) {
          if (write.inventory().get(ref).isEmpty()) {
            write.touched(ref);
          }
        }
      }
    }
  }

  /** Writes an entry for what somebody else made, on each host that has it. */
  public void adopt(EnvironmentId environment, Address address, HostState<E> state, boolean protect)
      throws ModuleException, InterruptedException {
    for (HostPart<E> part : state.wanted().toList()) {
      if (part.isThere() && !part.isOurs()) {
        Item host = write.inventory().get(part.host().orElseThrow()).orElseThrow();
        journal.adopt(environment, address, scoped.thing(host, state.name()), protect);
      }
    }
  }

  /** Deletes the entries and nothing else. */
  public void release(HostState<E> state) throws ModuleException, InterruptedException {
    for (HostPart<E> part : state.parts()) {
      if (part.entry().isPresent()) {
        journal.forget(part.entry().get());
      }
    }
  }

  /** Removes the thing from every host where it is ours; what was adopted is given back. */
  public void delete(HostState<E> state) throws ModuleException, InterruptedException {
    for (HostPart<E> part : state.parts()) {
      if (part.isOurs()) {
        remove(part, part.called());
      }
    }
  }

  private void remove(HostPart<E> part, String name) throws ModuleException, InterruptedException {
    JournalEntry entry = part.entry().orElseThrow();
    if (part.host().isPresent() && !entry.isAdopted()) {
      Item now = read(part.host().get());
      Optional<E> there = there(now, name);
      if (there.isPresent()) {
        things.requireUnused(there.get(), now);
        ManagedObjectReference manager = manager(now);
        journal.leaving(entry);
        write.touched(now.ref());
        for (ManagedObjectReference shown : shown(now, name)) {
          write.touched(shown);
        }
        try {
          write.send(api -> things.remove(api, manager, name));
        } catch (ModuleException e) {
          if (!Faults.is(e, NotFound.class)) {
            throw e;
          }
        }
      }
    }
    journal.forget(entry);
  }

  /** What the server shows of it as an object of its own, by its name. */
  private List<ManagedObjectReference> shown(Item host, String name) {
    List<ManagedObjectReference> shown = new ArrayList<>();
    for (String property : things.shownAs()) {
      for (ManagedObjectReference ref :
          write
              .inventory()
              .get(host.ref())
              .flatMap(item -> item.get(property, ManagedObjectReference[].class))
              .orElse(new ManagedObjectReference[0])) {
        write
            .inventory()
            .get(ref)
            .filter(item -> item.shown().equals(name))
            .ifPresent(item -> shown.add(ref));
      }
    }
    return shown;
  }

  private Item read(ManagedObjectReference host) throws ModuleException {
    List<String> paths = new ArrayList<>(things.properties());
    paths.addAll(Set.of("name", things.manager()));
    return write.read(host, paths.toArray(String[]::new));
  }

  private ManagedObjectReference manager(Item host) throws ModuleException {
    return host.get(things.manager(), ManagedObjectReference.class)
        .orElseThrow(
            () ->
                ModuleException.refused(
                    "`" + host.name() + "` shows no `" + things.manager() + "`"));
  }

  private Optional<E> there(Item host, String name) throws ModuleException {
    Seen<Map<String, E>> all = things.seen(host);
    if (all instanceof Seen.Unknown<Map<String, E>> unknown) {
      throw ModuleException.refused("`" + host.name() + "` cannot be read: " + unknown.why());
    }
    return all.known().map(known -> known.get(name));
  }
}
