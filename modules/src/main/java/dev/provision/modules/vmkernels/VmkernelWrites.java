package dev.provision.modules.vmkernels;

import com.vmware.vim25.AlreadyExists;
import com.vmware.vim25.HostNetworkConfig;
import com.vmware.vim25.HostVirtualNicConfig;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.NotFound;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.journal.AdapterEntry;
import dev.provision.vsphere.journal.Journal;
import dev.provision.vsphere.journal.JournalEntry;
import dev.provision.vsphere.journal.JournalWriter;
import dev.provision.vsphere.journal.Thing;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.hostnet.Adapter;
import dev.provision.vsphere.kind.hostnet.HostAdapters;
import dev.provision.vsphere.kind.hostnet.HostTransaction;
import dev.provision.vsphere.kind.hostnet.ManagementPath;
import dev.provision.vsphere.kind.hostnet.NicMove;
import dev.provision.vsphere.kind.hostnet.PortGroupAt;
import dev.provision.vsphere.kind.hostnet.Service;
import dev.provision.vsphere.kind.rows.Seen;
import dev.provision.vsphere.newer.network.RoutedVirtualNicSpec;
import dev.provision.vsphere.wire.Faults;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The calls that make, change and remove an adapter, each on what is read just before, under the
 * lock of the host's network. An adapter that vCenter manages the host through is changed in a
 * transaction, which the host takes back when it cuts it off. For one step.
 */
final class VmkernelWrites {
  private static final String NETWORK = "configManager.networkSystem";
  private static final String SERVICES = "configManager.virtualNicManager";

  private final VsphereWriter write;
  private final JournalWriter journal;

  VmkernelWrites(VsphereWriter write) {
    this.write = write;
    this.journal = new JournalWriter(write);
  }

  private HostAdapters read(ManagedObjectReference host) throws ModuleException {
    List<String> paths = new ArrayList<>(HostAdapters.PROPERTIES);
    paths.addAll(List.of("name", NETWORK, SERVICES));
    Item item = write.read(host, paths.toArray(String[]::new));
    Seen<HostAdapters> seen = HostAdapters.of(item, write.inventory());
    if (seen instanceof Seen.Known<HostAdapters> known) {
      return known.value();
    }
    String why = seen instanceof Seen.Unknown<HostAdapters> unknown ? unknown.why() : "no adapters";
    throw ModuleException.refused("`" + item.name() + "` cannot be read: " + why);
  }

  private static ManagedObjectReference manager(HostAdapters host, String property)
      throws ModuleException {
    return host.host()
        .get(property, ManagedObjectReference.class)
        .orElseThrow(
            () ->
                ModuleException.refused(
                    "`" + host.host().name() + "` shows no `" + property + "`"));
  }

  private static Thing thing(HostAdapters host, AdapterEntry entry) {
    return new Thing(host.host().ref(), host.host().name(), entry.toString());
  }

  void create(VmkernelDesired desired) throws ModuleException, InterruptedException {
    ManagedObjectReference ref = desired.host().place().in(write.inventory());
    Instant since = journal.time();
    HostAdapters host = read(ref);
    Optional<Adapter> there =
        VmkernelSearch.identified(
            desired, host, Journal.of(desired.environment(), write.inventory()));
    if (there.isPresent()) {
      throw ModuleException.refused(
              VmkernelSearch.entry(there.get()) + " is there by now and is not ours")
          .as(ModuleException.Kind.STALE);
    }
    PortGroupAt at = PortGroupAt.of(desired.network());
    AdapterEntry coming = new AdapterEntry(Optional.empty(), at.name());
    JournalEntry entry =
        journal.begin(
            desired.environment(),
            desired.address(),
            thing(host, coming),
            since,
            desired.protect());
    String device = add(desired, host, at, entry);
    AdapterEntry made = new AdapterEntry(Optional.of(device), at.name());
    journal.made(entry, desired.address(), made.toString(), desired.protect());
    select(Wanted.of(desired, Optional.empty()).services(), new TreeSet<>(), device, host);
  }

  private String add(VmkernelDesired desired, HostAdapters host, PortGroupAt at, JournalEntry entry)
      throws ModuleException, InterruptedException {
    RoutedVirtualNicSpec spec = VmkernelRows.SPEC.create(Wanted.of(desired, Optional.empty()));
    ManagedObjectReference manager = manager(host, NETWORK);
    write.touched(host.host().ref());
    try {
      // the name is empty for one on a distributed switch (vSphere API, AddVirtualNic)
      return write.call(api -> api.addVirtualNic(manager, at.isDistributed() ? "" : at.id(), spec));
    } catch (ModuleException e) {
      if (Faults.is(e, AlreadyExists.class)) {
        // somebody else made it just now: it is theirs
        journal.forget(entry);
        throw e.as(ModuleException.Kind.STALE);
      }
      throw e;
    }
  }

  void update(VmkernelDesired desired, VmkernelState seen)
      throws ModuleException, InterruptedException {
    HostAdapters host = read(seen.host().orElseThrow());
    String device = seen.adapter().orElseThrow().device();
    Adapter now = host.device(device).orElseThrow(() -> gone(device));
    Wanted wanted = Wanted.of(desired, Optional.of(now));
    List<Change> changes = VmkernelRows.SPEC.changes(wanted, now);
    JournalEntry entry = seen.entry().orElseThrow();
    if (!changes.isEmpty()) {
      write.touched(host.host().ref());
      set(now, VmkernelRows.SPEC.update(wanted, now, changes), wanted, host);
    }
    if (now.services() instanceof Seen.Known) {
      select(wanted.services(), now.selected(), device, host);
    }
    String says = new AdapterEntry(Optional.of(device), wanted.at().name()).toString();
    if (entry.change(desired.protect()).isPresent() || !entry.mark().what().equals(says)) {
      journal.made(entry, desired.address(), says, desired.protect());
    }
  }

  private static ModuleException gone(String device) {
    return ModuleException.refused(device + " is gone").as(ModuleException.Kind.STALE);
  }

  private void set(Adapter now, RoutedVirtualNicSpec spec, Wanted wanted, HostAdapters host)
      throws ModuleException, InterruptedException {
    ManagedObjectReference manager = manager(host, NETWORK);
    if (!now.has(Service.MANAGEMENT)) {
      write.send(api -> api.updateVirtualNic(manager, now.device(), spec));
      return;
    }
    Optional<String> why = wanted.whyCut(now, host);
    if (why.isPresent()) {
      throw ModuleException.refused(why.get());
    }
    HostVirtualNicConfig edit = new HostVirtualNicConfig();
    edit.setChangeOperation("edit");
    edit.setDevice(now.device());
    edit.setPortgroup(wanted.at().isDistributed() ? "" : wanted.at().id());
    edit.setSpec(spec);
    HostNetworkConfig config = new HostNetworkConfig();
    config.setVnic(new HostVirtualNicConfig[] {edit});
    NicMove along = new NicMove(host.host(), wanted.at().switchUuid(), wanted.nics());
    if (!wanted.at().equals(now.at()) && !along.isEmpty()) {
      along.into(config);
    }
    new HostTransaction(host.host(), write).send(manager, config);
  }

  /** Selects and deselects it, a call a service. */
  private void select(
      Optional<SortedSet<Service>> wanted, SortedSet<Service> has, String device, HostAdapters host)
      throws ModuleException {
    if (wanted.isEmpty() || wanted.get().equals(has)) {
      return;
    }
    ManagedObjectReference manager = manager(host, SERVICES);
    write.touched(host.host().ref());
    for (Service each : wanted.get()) {
      if (!has.contains(each)) {
        write.send(api -> api.selectVnicForNicType(manager, each.name(), device));
      }
    }
    for (Service each : has) {
      if (!wanted.get().contains(each)) {
        requireManaged(each, device, host);
        write.send(api -> api.deselectVnicForNicType(manager, each.name(), device));
      }
    }
  }

  private static void requireManaged(Service lost, String device, HostAdapters host)
      throws ModuleException {
    Optional<String> why =
        lost.equals(Service.MANAGEMENT)
            ? host.device(device).flatMap(each -> new ManagementPath(host).whyCutWithout(each))
            : Optional.empty();
    if (why.isPresent()) {
      throw ModuleException.refused(why.get());
    }
  }

  /** Removes it, where vCenter and the host's datastores can do without it. */
  void delete(VmkernelState seen) throws ModuleException, InterruptedException {
    JournalEntry entry = seen.entry().orElseThrow();
    Optional<String> device = AdapterEntry.of(entry.mark()).flatMap(AdapterEntry::device);
    if (seen.host().isPresent()) {
      HostAdapters host = read(seen.host().get());
      Optional<Adapter> now =
          device.isPresent()
              ? host.device(device.get())
              : seen.adapter().flatMap(each -> host.device(each.device()));
      if (now.isPresent()) {
        remove(now.get(), host, entry);
      }
    }
    journal.forget(entry);
  }

  private void remove(Adapter adapter, HostAdapters host, JournalEntry entry)
      throws ModuleException, InterruptedException {
    if (adapter.has(Service.MANAGEMENT)) {
      requireManaged(Service.MANAGEMENT, adapter.device(), host);
    }
    new AdapterUsers(host.host().ref(), write).requireNone(adapter);
    journal.leaving(
        journal.called(entry, entry.mark().address(), VmkernelSearch.entry(adapter).toString()));
    ManagedObjectReference manager = manager(host, NETWORK);
    write.touched(host.host().ref());
    try {
      write.send(api -> api.removeVirtualNic(manager, adapter.device()));
    } catch (ModuleException e) {
      if (!Faults.is(e, NotFound.class)) {
        throw e;
      }
    }
  }

  void adopt(VmkernelDesired desired, VmkernelState seen)
      throws ModuleException, InterruptedException {
    HostAdapters host = seen.found().orElseThrow();
    journal.adopt(
        desired.environment(),
        desired.address(),
        thing(host, VmkernelSearch.entry(seen.adapter().orElseThrow())),
        desired.protect());
  }

  void release(VmkernelState seen) throws ModuleException, InterruptedException {
    if (seen.entry().isPresent()) {
      journal.forget(seen.entry().get());
    }
  }

  /** The same adapter under another address. */
  void rename(Address to, VmkernelState seen) throws ModuleException, InterruptedException {
    JournalEntry entry = seen.entry().orElseThrow();
    journal.called(entry, to, entry.mark().what());
  }
}
