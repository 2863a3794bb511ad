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
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Snapshot;
import dev.provision.vsphere.journal.Journal;
import dev.provision.vsphere.journal.JournalEntry;
import dev.provision.vsphere.rights.Rights;
import dev.provision.vsphere.wire.Faults;
import dev.provision.vsphere.wire.VimFault;
import java.rmi.RemoteException;
import java.time.Instant;
import java.util.GregorianCalendar;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TimeZone;

/**
 * Asks the events of hosts and clusters who made the object of a journal entry, when a run ended
 * before it could record that itself. Without such an open entry it asks nothing.
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
    for (JournalEntry entry : Journal.of(environment, read).entries()) {
      if (entry.isOpen()) {
        entry
            .owner(read)
            .ifPresent(
                item ->
                    since.merge(item.ref(), entry.mark().since(), (a, b) -> a.isBefore(b) ? a : b));
      }
    }
    if (since.isEmpty() || content.getEventManager() == null) {
      return read;
    }
    Map<ManagedObjectReference, Item> items = new LinkedHashMap<>(read.contents().items());
    for (Map.Entry<ManagedObjectReference, Instant> each : since.entrySet()) {
      Event[] events = events(each.getKey(), each.getValue());
      Item item = items.get(each.getKey());
      items.put(item.ref(), item.with(AddedProperties.JOURNAL_EVENTS, events));
    }
    return new Snapshot(read.contents().with(items));
  }

  private Event[] events(ManagedObjectReference on, Instant since) throws ModuleException {
    EventFilterSpec filter = new EventFilterSpec();
    boolean roles = on.getType().equals(Rights.TYPE);
    if (!roles) { // events of roles are about no object of the inventory
      filter.setEntity(new EventFilterSpecByEntity());
      filter.getEntity().setEntity(on);
      filter.getEntity().setRecursion(EventFilterSpecRecursionOption.self);
    }
    filter.setTime(new EventFilterSpecByTime());
    GregorianCalendar from = new GregorianCalendar(TimeZone.getTimeZone("UTC"));
    from.setTimeInMillis(since.toEpochMilli());
    filter.getTime().setBeginTime(from);
    filter.setEventTypeId(
        roles
            ? new String[] {"RoleAddedEvent"}
            : new String[] {"TaskEvent", "PermissionAddedEvent"});
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
