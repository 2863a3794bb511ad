package dev.provision.vsphere.survey;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.ws.VimStub;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Survey;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Items;
import dev.provision.vsphere.inventory.Snapshot;
import dev.provision.vsphere.kind.KeyProviders;
import dev.provision.vsphere.kind.NeedsKeys;
import dev.provision.vsphere.newer.KeyStub;
import dev.provision.vsphere.newer.KmipClusterInfo;
import dev.provision.vsphere.wire.Faults;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks a vCenter for its key providers, in one call, when a playbook needs one. Nobody here has
 * seen a real server answer; that {@code ListKmipServers} also names native key providers is taken
 * from vcsim.
 */
public final class KeyProviderSearch {
  private final VimStub api;
  private final ServiceContent content;

  public KeyProviderSearch(VimStub api, ServiceContent content) {
    this.api = api;
    this.content = content;
  }

  public static boolean isWanted(Survey what) {
    return what.declarations().stream()
        .anyMatch(each -> each.spec() instanceof NeedsKeys some && some.needsKeys());
  }

  /** The snapshot with the key providers. */
  Snapshot added(Snapshot snapshot) throws ModuleException {
    Map<ManagedObjectReference, Item> items = new LinkedHashMap<>(snapshot.contents().items());
    Item root = items.get(snapshot.root());
    if (root == null) {
      return snapshot;
    }
    Map<String, Object> properties = new LinkedHashMap<>(root.properties());
    properties.put(KeyProviders.PROPERTY, read());
    items.put(root.ref(), new Item(root.ref(), properties, root.missing()));
    return new Snapshot(snapshot.contents().with(items));
  }

  /** The key providers for a capture, as the property of a vCenter; empty when there are none. */
  public Optional<ObjectContent> captured() throws ModuleException {
    Optional<ManagedObjectReference> manager = KeyProviders.manager(content);
    return manager.isEmpty()
        ? Optional.empty()
        : Optional.of(Items.content(manager.get(), Map.of("kmipServers", servers(manager.get()))));
  }

  private KeyProviders read() throws ModuleException {
    Optional<ManagedObjectReference> manager = KeyProviders.manager(content);
    if (manager.isEmpty()) {
      return KeyProviders.unread("this server has no key providers: that needs a vCenter of 6.5");
    }
    try {
      KmipClusterInfo[] all = servers(manager.get());
      List<String> names = new ArrayList<>();
      Optional<String> standard = Optional.empty();
      for (KmipClusterInfo each : all == null ? new KmipClusterInfo[0] : all) {
        names.add(each.clusterId.id);
        if (each.useAsDefault) {
          standard = Optional.of(each.clusterId.id);
        }
      }
      return new KeyProviders(Optional.empty(), names, standard);
    } catch (ModuleException e) {
      if (e.getCause() instanceof VimFault fault && fault.isDenied()) {
        return KeyProviders.unread("its key providers cannot be read: " + e.getMessage());
      }
      throw e;
    }
  }

  private KmipClusterInfo[] servers(ManagedObjectReference manager) throws ModuleException {
    return Faults.translated(() -> new KeyStub(api.getWsc(), manager).listKmipServers());
  }
}
