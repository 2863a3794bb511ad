package dev.provision.vsphere.survey;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.ws.VimStub;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Survey;
import dev.provision.vsphere.inventory.AddedProperties;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Items;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.inventory.ReadSpecs;
import dev.provision.vsphere.inventory.Retrieval;
import dev.provision.vsphere.inventory.Snapshot;
import dev.provision.vsphere.kind.ReadsLockdown;
import dev.provision.vsphere.wire.Faults;
import dev.provision.vsphere.wire.VimFault;
import java.rmi.RemoteException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks hosts for the exceptions from their lockdown, which are no property of anything: a call for
 * each host whose declaration names some, and one read for all of them.
 */
public final class LockdownSearch {
  private static final String MANAGER = "configManager.hostAccessManager";
  private static final int PAGE = 100;

  private final VimStub api;
  private final ServiceContent content;
  private List<PlaceName> hosts = List.of();

  public LockdownSearch(VimStub api, ServiceContent content) {
    this.api = api;
    this.content = content;
  }

  public void of(Survey what) {
    hosts =
        what.declarations().stream()
            .filter(each -> each.spec() instanceof ReadsLockdown)
            .flatMap(
                each -> ((ReadsLockdown) each.spec()).lockedHost(each.address().name()).stream())
            .flatMap(name -> PlaceName.read(name).stream())
            .toList();
  }

  /** The snapshot with the exceptions; hosts that were asked already are not asked again. */
  public Snapshot added(Snapshot read) throws ModuleException, InterruptedException {
    List<ManagedObjectReference> asked =
        hosts.isEmpty()
            ? List.of()
            : read.all("HostSystem").stream()
                .filter(host -> !isKnown(host))
                .map(Item::ref)
                .filter(host -> hosts.stream().anyMatch(name -> name.fits(read.path(host))))
                .toList();
    if (asked.isEmpty()) {
      return read;
    }
    Map<ManagedObjectReference, Item> items = new LinkedHashMap<>(read.contents().items());
    for (ObjectContent each : Retrieval.whole(() -> managers(asked))) {
      Item managers = Items.of(each);
      items.put(managers.ref(), asked(items.get(managers.ref()), managers));
    }
    return new Snapshot(read.contents().with(items));
  }

  private static boolean isKnown(Item host) {
    return host.properties().containsKey(AddedProperties.LOCKDOWN_EXCEPTIONS)
        || host.missing().containsKey(AddedProperties.LOCKDOWN_EXCEPTIONS);
  }

  private List<ObjectContent> managers(List<ManagedObjectReference> asked) throws RemoteException {
    return new Retrieval(api, content.getPropertyCollector(), PAGE)
        .all(
            ReadSpecs.filter(
                asked.stream().map(ReadSpecs::object).toList(),
                List.of(ReadSpecs.properties("HostSystem", List.of(MANAGER)))));
  }

  /** A host that does not answer, or that the account may not ask, has none that are known. */
  private Item asked(Item host, Item managers) throws ModuleException {
    Optional<ManagedObjectReference> manager = managers.get(MANAGER, ManagedObjectReference.class);
    if (manager.isEmpty()) {
      return without(host, "its host shows no manager of its access");
    }
    try {
      String[] users = api.queryLockdownExceptions(manager.get());
      return host.with(AddedProperties.LOCKDOWN_EXCEPTIONS, users == null ? new String[0] : users);
    } catch (VimFault e) {
      return without(host, Faults.reason(e));
    } catch (RemoteException e) {
      throw Faults.translate(e);
    }
  }

  private static Item without(Item host, String why) {
    Map<String, String> missing = new HashMap<>(host.missing());
    missing.put(AddedProperties.LOCKDOWN_EXCEPTIONS, why);
    return new Item(host.ref(), host.properties(), missing);
  }
}
