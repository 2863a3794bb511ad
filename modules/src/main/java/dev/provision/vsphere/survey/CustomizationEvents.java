package dev.provision.vsphere.survey;

import com.vmware.vim25.CustomizationEvent;
import com.vmware.vim25.Event;
import com.vmware.vim25.EventFilterSpec;
import com.vmware.vim25.EventFilterSpecByEntity;
import com.vmware.vim25.EventFilterSpecRecursionOption;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.ws.VimStub;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.AddedProperties;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.inventory.NewerProperties;
import dev.provision.vsphere.inventory.Snapshot;
import dev.provision.vsphere.wire.Faults;
import dev.provision.vsphere.wire.VimFault;
import java.rmi.RemoteException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks vCenter's events how the customization of guests went when the VM itself does not say
 * enough: on servers before 7.0.2, and after a failure for the path of the guest's log. One call
 * for each folder with such a VM.
 */
public final class CustomizationEvents {
  /**
   * Servers of all versions know these types. All are listed, because a filter by the name of a
   * supertype may not include its subtypes.
   */
  private static final String[] TYPES = {
    "CustomizationStartedEvent",
    "CustomizationSucceeded",
    "CustomizationFailed",
    "CustomizationLinuxIdentityFailed",
    "CustomizationNetworkSetupFailed",
    "CustomizationSysprepFailed",
    "CustomizationUnknownFailure"
  };

  /** States that the VM reports for which we need no event. */
  private static final Set<String> ENOUGH =
      Set.of("TOOLSDEPLOYPKG_PENDING", "TOOLSDEPLOYPKG_RUNNING", "TOOLSDEPLOYPKG_SUCCEEDED");

  private final VimStub api;
  private final ServiceContent content;

  CustomizationEvents(VimStub api, ServiceContent content) {
    this.api = api;
    this.content = content;
  }

  /** The snapshot with the events of all VMs that were read in full. */
  Snapshot added(Snapshot read) throws ModuleException {
    return added(read, read.contents().full());
  }

  /** The snapshot with the events of these VMs. */
  Snapshot added(Snapshot read, Collection<ManagedObjectReference> refs) throws ModuleException {
    Map<ManagedObjectReference, List<Item>> byFolder = new LinkedHashMap<>();
    for (ManagedObjectReference ref : new LinkedHashSet<>(refs)) {
      Optional<Item> vm = read.get(ref).filter(CustomizationEvents::isInDoubt);
      vm.flatMap(Item::parent)
          .ifPresent(
              folder -> byFolder.computeIfAbsent(folder, f -> new ArrayList<>()).add(vm.get()));
    }
    if (byFolder.isEmpty() || content.getEventManager() == null) {
      return read;
    }
    Map<ManagedObjectReference, Item> items = new LinkedHashMap<>(read.contents().items());
    for (Map.Entry<ManagedObjectReference, List<Item>> each : byFolder.entrySet()) {
      Map<ManagedObjectReference, CustomizationEvent> newest = newest(each.getKey());
      for (Item vm : each.getValue()) {
        if (newest.containsKey(vm.ref())) {
          Map<String, Object> properties = new HashMap<>(vm.properties());
          properties.put(AddedProperties.CUSTOMIZATION_EVENT, newest.get(vm.ref()));
          items.put(vm.ref(), new Item(vm.ref(), properties, vm.missing()));
        }
      }
    }
    return new Snapshot(read.contents().with(items));
  }

  private static boolean isInDoubt(Item vm) {
    return vm.type().equals("VirtualMachine")
        && Marks.extraConfig(vm).containsKey(Marks.CUSTOMIZATION)
        && vm.get(AddedProperties.PENDING_CUSTOMIZATION, String.class).orElse("").isEmpty()
        && !ENOUGH.contains(vm.get(NewerProperties.CUSTOMIZATION, String.class).orElse(""));
  }

  private Map<ManagedObjectReference, CustomizationEvent> newest(ManagedObjectReference folder)
      throws ModuleException {
    EventFilterSpec filter = new EventFilterSpec();
    filter.setEntity(new EventFilterSpecByEntity());
    filter.getEntity().setEntity(folder);
    filter.getEntity().setRecursion(EventFilterSpecRecursionOption.children);
    filter.setEventTypeId(TYPES);
    Map<ManagedObjectReference, CustomizationEvent> newest = new HashMap<>();
    try {
      Event[] events = api.queryEvents(content.getEventManager(), filter);
      for (Event event : events == null ? new Event[0] : events) {
        if (event instanceof CustomizationEvent one && one.getVm() != null) {
          newest.merge(one.getVm().getVm(), one, (a, b) -> a.getKey() > b.getKey() ? a : b);
        }
      }
    } catch (VimFault e) {
      // without the permission to read events, only the VM's own properties are used
      return Map.of();
    } catch (RemoteException e) {
      throw Faults.translate(e);
    }
    return newest;
  }
}
