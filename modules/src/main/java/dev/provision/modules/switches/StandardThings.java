package dev.provision.modules.switches;

import com.vmware.vim25.HostNetworkConfig;
import com.vmware.vim25.HostVirtualSwitch;
import com.vmware.vim25.HostVirtualSwitchConfig;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ws.VimStub;
import dev.provision.spi.Change;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.journal.HostThings;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.hostnet.HostAdapters;
import dev.provision.vsphere.kind.hostnet.HostTransaction;
import dev.provision.vsphere.kind.rows.Rows;
import dev.provision.vsphere.kind.rows.Seen;
import java.rmi.RemoteException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Standard switches of hosts, and the calls that write them. */
final class StandardThings implements HostThings<StandardWanted, StandardSeen, StandardDraft> {
  @Override
  public String what() {
    return "standard switch";
  }

  @Override
  public Rows<StandardWanted, StandardSeen, StandardDraft> rows() {
    return StandardRows.ALL;
  }

  @Override
  public Set<String> properties() {
    Set<String> all = new HashSet<>(HostAdapters.PROPERTIES);
    all.add(StandardSeen.SWITCHES);
    return all;
  }

  @Override
  public String manager() {
    return "configManager.networkSystem";
  }

  @Override
  public Set<String> shownAs() {
    return Set.of();
  }

  @Override
  public Seen<Map<String, StandardSeen>> seen(Item host) {
    return Seen.of(host, StandardSeen.SWITCHES, HostVirtualSwitch[].class)
        .map(switches -> StandardSeen.of(switches, host));
  }

  @Override
  public Change told(Change change, StandardSeen seen) {
    return StandardRows.told(change, seen);
  }

  @Override
  public void add(VimStub api, ManagedObjectReference manager, StandardDraft draft)
      throws RemoteException {
    api.addVirtualSwitch(manager, draft.name(), draft.spec());
  }

  @Override
  public void update(
      VimStub api, ManagedObjectReference manager, StandardSeen seen, StandardDraft draft)
      throws RemoteException {
    api.updateVirtualSwitch(manager, seen.name(), draft.spec());
  }

  /** The one that vCenter manages the host through, in a transaction. */
  @Override
  public void update(
      VsphereWriter write,
      Item host,
      ManagedObjectReference manager,
      StandardSeen seen,
      StandardDraft draft)
      throws ModuleException {
    if (!seen.manages()) {
      HostThings.super.update(write, host, manager, seen, draft);
      return;
    }
    if (draft.spec().getBridge() == null) {
      throw ModuleException.refused(
          "vCenter manages `" + host.name() + "` through it, so it keeps an uplink");
    }
    HostVirtualSwitchConfig edit = new HostVirtualSwitchConfig();
    edit.setChangeOperation("edit");
    edit.setName(seen.name());
    edit.setSpec(draft.spec());
    HostNetworkConfig config = new HostNetworkConfig();
    config.setVswitch(new HostVirtualSwitchConfig[] {edit});
    new HostTransaction(host, write).send(manager, config);
  }

  @Override
  public void remove(VimStub api, ManagedObjectReference manager, String name)
      throws RemoteException {
    api.removeVirtualSwitch(manager, name);
  }

  /** {@code RemoveVirtualSwitch} takes port groups along, whoever made them. */
  @Override
  public void requireUnused(StandardSeen seen, Item host) throws ModuleException {
    if (!seen.adapters().isEmpty()) {
      throw ModuleException.refused(
          "`"
              + host.name()
              + "` has VMkernel adapters on it: "
              + String.join(", ", seen.devices())
              + (seen.manages() ? "; vCenter manages the host through it" : ""));
    }
    if (!seen.groups().isEmpty()) {
      throw ModuleException.refused(
          "`" + host.name() + "` has port groups on it: " + String.join(", ", seen.groups()));
    }
  }
}
