package dev.provision.vsphere.survey;

import com.vmware.vim25.Event;
import com.vmware.vim25.EventFilterSpec;
import com.vmware.vim25.EventFilterSpecByEntity;
import com.vmware.vim25.EventFilterSpecByTime;
import com.vmware.vim25.EventFilterSpecRecursionOption;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.ws.VimStub;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.AddedProperties;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Snapshot;
import dev.provision.vsphere.journal.Journal;
import dev.provision.vsphere.journal.JournalEntry;
import dev.provision.vsphere.wire.Faults;
import dev.provision.vsphere.wire.VimFault;
import java.rmi.RemoteException;
import java.time.Instant;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;

/**
 * Asks the events of hosts and clusters who made a thing that an entry of the journal is about,
 * where a run ended before it could say so itself. None are asked for in the other plans.
 */
final class JournalEvents {
  private final VimStub api;
  private final ServiceContent content;

  JournalEvents(VimStub api, ServiceContent content) {
    this.api = api;
    this.content = content;
  }

  /** The snapshot with the events for open entries. */
  Snapshot added(EnvironmentId environment, Snapshot read) throws ModuleException {
    Map<ManagedObjectReference, Instant> since = new LinkedHashMap<>();
    Map<JournalEntry, ManagedObjectReference> open = new LinkedHashMap<>();
    for (JournalEntry entry : Journal.of(environment, read).entries()) {
      Optional<Item> on = entry.isOpen() ? on(entry, read) : Optional.empty();
      on.ifPresent(
          item -> {
            open.put(entry, item.ref());
            since.merge(item.ref(), entry.mark().since(), (a, b) -> a.isBefore(b) ? a : b);
          });
    }
    if (open.isEmpty() || content.getEventManager() == null) {
      return read;
    }
    Map<ManagedObjectReference, Event[]> events = new HashMap<>();
    for (Map.Entry<ManagedObjectReference, Instant> each : since.entrySet()) {
      events.put(each.getKey(), events(each.getKey(), each.getValue()));
    }
    Map<ManagedObjectReference, Item> items = new LinkedHashMap<>(read.contents().items());
    open.forEach(
        (entry, on) -> {
          Item folder = items.get(entry.folder());
          Map<String, Object> properties = new HashMap<>(folder.properties());
          properties.put(AddedProperties.ENTRY_EVENTS, events.get(on));
          items.put(folder.ref(), new Item(folder.ref(), properties, folder.missing()));
        });
    return new Snapshot(read.contents().with(items));
  }

  private static Optional<Item> on(JournalEntry entry, Inventory read) {
    for (String type : new String[] {"HostSystem", "ClusterComputeResource"}) {
      for (Item item : read.all(type)) {
        if (item.ref().getVal().equals(entry.mark().on())) {
          return Optional.of(item);
        }
      }
    }
    return Optional.empty();
  }

  private Event[] events(ManagedObjectReference on, Instant since) throws ModuleException {
    EventFilterSpec filter = new EventFilterSpec();
    filter.setEntity(new EventFilterSpecByEntity());
    filter.getEntity().setEntity(on);
    filter.getEntity().setRecursion(EventFilterSpecRecursionOption.self);
    filter.setTime(new EventFilterSpecByTime());
    GregorianCalendar from = new GregorianCalendar(TimeZone.getTimeZone("UTC"));
    from.setTimeInMillis(since.toEpochMilli());
    filter.getTime().setBeginTime(from);
    filter.setEventTypeId(new String[] {"TaskEvent"});
    try {
      Event[] events = api.queryEvents(content.getEventManager(), filter);
      return events == null ? new Event[0] : events;
    } catch (VimFault e) {
      return new Event[0]; // without the permission to read events, the entry alone decides
    } catch (RemoteException e) {
      throw Faults.translate(e);
    }
  }
}
