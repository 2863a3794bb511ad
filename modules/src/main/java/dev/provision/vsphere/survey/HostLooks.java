package dev.provision.vsphere.survey;

import com.vmware.vim25.AlreadyBeingManaged;
import com.vmware.vim25.DatastoreSummary;
import com.vmware.vim25.HostConnectInfo;
import com.vmware.vim25.HostConnectInfoNetworkInfo;
import com.vmware.vim25.HostDatastoreConnectInfo;
import com.vmware.vim25.HostHardwareSummary;
import com.vmware.vim25.HostListSummary;
import com.vmware.vim25.InvalidLogin;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.NetworkSummary;
import com.vmware.vim25.NoHost;
import com.vmware.vim25.SSLVerifyFault;
import com.vmware.vim25.ws.VimStub;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Survey;
import dev.provision.vsphere.connection.BareHosts;
import dev.provision.vsphere.connection.Connection;
import dev.provision.vsphere.inventory.HostLook;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Items;
import dev.provision.vsphere.inventory.ReadSpecs;
import dev.provision.vsphere.inventory.Retrieval;
import dev.provision.vsphere.inventory.Snapshot;
import dev.provision.vsphere.kind.joining.AddsHost;
import dev.provision.vsphere.kind.joining.HostDoor;
import dev.provision.vsphere.wire.Faults;
import dev.provision.vsphere.wire.VimFault;
import java.rmi.RemoteException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at hosts that a playbook adds and the server does not have yet: with {@code
 * QueryConnectionInfoViaSpec} of a datacenter, and where there is none at the host itself. So a
 * plan knows their memory, CPUs and datastores, and what will not work is said before anything is
 * changed. For one session, whose surveys come one after the other.
 */
public final class HostLooks {
  private static final List<String> HOST =
      List.of("name", "summary.hardware", "summary.managementServerIp", "summary.maxEVCModeKey");
  private static final int PAGE = 100;

  private final VimStub api;
  private final BareHosts hosts;
  private final boolean offline;
  private final Map<String, HostDoor> doors = new LinkedHashMap<>();
  private final Map<String, HostLook> seen = new LinkedHashMap<>();

  /**
   * @param offline whether a host that does not answer is passed over
   */
  public HostLooks(VimStub api, BareHosts hosts, boolean offline) {
    this.api = api;
    this.hosts = hosts;
    this.offline = offline;
  }

  void of(Survey what) {
    doors.clear();
    seen.clear();
    what.declarations()
        .forEach(
            each -> {
              if (each.spec() instanceof AddsHost adding && !each.common().absent()) {
                adding
                    .door(each.address().name())
                    .ifPresent(door -> doors.put(door.address(), door));
              }
            });
  }

  /** The snapshot with what was seen of hosts that it lacks; each is asked once. */
  Snapshot added(Snapshot read) throws ModuleException, InterruptedException {
    Map<ManagedObjectReference, Item> items = new LinkedHashMap<>();
    for (HostDoor door : doors.values()) {
      boolean there =
          read.all("HostSystem").stream().anyMatch(host -> host.shown().equals(door.address()));
      if (!there) {
        if (!seen.containsKey(door.address())) {
          seen.put(door.address(), look(door, read));
        }
        Item item = HostLook.item(door.address(), seen.get(door.address()));
        items.put(item.ref(), item);
      }
    }
    if (items.isEmpty()) {
      return read;
    }
    Map<ManagedObjectReference, Item> all = new LinkedHashMap<>(read.contents().items());
    all.putAll(items);
    return new Snapshot(read.contents().with(all));
  }

  private HostLook look(HostDoor door, Inventory read) throws InterruptedException {
    if (door.username().isEmpty() || door.password().isEmpty()) {
      return new HostLook.Unknown("it has no `username` and `password` here");
    }
    Optional<Item> datacenter = read.all("Datacenter").stream().findFirst();
    try {
      HostConnectInfo info;
      if (datacenter.isPresent()) {
        info = asked(datacenter.get().ref(), door, read);
      } else if (door.thumbprint().isPresent()) {
        info = itself(door);
      } else {
        return new HostLook.Unknown("without `thumbprint` it is not looked at from here");
      }
      return info.getServerIp() != null && !door.takeOver()
          ? new HostLook.Refused(
              "take_over",
              "the vCenter at "
                  + info.getServerIp()
                  + " manages it; `take_over: true` takes it away from there")
          : new HostLook.Seen(info);
    } catch (ModuleException e) {
      return failed(door, e);
    }
  }

  private HostLook failed(HostDoor door, ModuleException e) {
    if (offline && (e.kind() == ModuleException.Kind.UNREACHABLE || Faults.is(e, NoHost.class))) {
      return new HostLook.Away(e.getMessage());
    }
    if (e.getCause() instanceof VimFault fault && (fault.isUnsupported() || fault.isDenied())) {
      return new HostLook.Unknown(e.getMessage());
    }
    if (Faults.is(e, InvalidLogin.class)) {
      return new HostLook.Refused("password", "the host refuses `username` and `password`");
    }
    if (Faults.is(e, SSLVerifyFault.class)) {
      return new HostLook.Refused(
          "thumbprint",
          "the vCenter cannot verify the host's certificate; pin it with `thumbprint:`, after"
              + " comparing it on the host");
    }
    if (Faults.is(e, AlreadyBeingManaged.class)) {
      return new HostLook.Refused(
          "take_over", e.getMessage() + " `take_over: true` takes it away from there");
    }
    String field = e.kind() == ModuleException.Kind.UNREACHABLE ? "address" : "thumbprint";
    return new HostLook.Refused(field, e.getMessage());
  }

  private HostConnectInfo asked(ManagedObjectReference datacenter, HostDoor door, Inventory read)
      throws ModuleException {
    var spec = door.spec(door.verified(hosts::certificate), read.version());
    return Faults.translated(() -> api.queryConnectionInfoViaSpec(datacenter, spec));
  }

  /** The same from a session with the host. */
  private HostConnectInfo itself(HostDoor door) throws ModuleException, InterruptedException {
    door.verified(hosts::certificate);
    try (Connection host =
        hosts.open(
            door.address(),
            door.username().orElseThrow(),
            door.password().orElseThrow(),
            door.thumbprint().orElseThrow())) {
      HostConnectInfo info = new HostConnectInfo();
      List<HostDatastoreConnectInfo> datastores = new ArrayList<>();
      List<HostConnectInfoNetworkInfo> networks = new ArrayList<>();
      for (Item item : Faults.translated(() -> read(host))) {
        if (item.type().equals("HostSystem")) {
          info.setHost(new HostListSummary());
          item.get("summary.hardware", HostHardwareSummary.class)
              .ifPresent(info.getHost()::setHardware);
          item.get("summary.managementServerIp", String.class).ifPresent(info::setServerIp);
          item.get("summary.maxEVCModeKey", String.class)
              .ifPresent(info.getHost()::setMaxEVCModeKey);
        } else if (item.type().equals("Network")) {
          HostConnectInfoNetworkInfo network = new HostConnectInfoNetworkInfo();
          network.setSummary(new NetworkSummary());
          network.getSummary().setName(item.shown());
          networks.add(network);
        } else {
          HostDatastoreConnectInfo datastore = new HostDatastoreConnectInfo();
          item.get("summary", DatastoreSummary.class).ifPresent(datastore::setSummary);
          datastores.add(datastore);
        }
      }
      info.setDatastore(datastores.toArray(HostDatastoreConnectInfo[]::new));
      info.setNetwork(networks.toArray(HostConnectInfoNetworkInfo[]::new));
      return info;
    }
  }

  private static List<Item> read(Connection host) throws RemoteException {
    VimStub api = host.api();
    ManagedObjectReference view =
        api.createContainerView(
            host.content().getViewManager(),
            host.content().getRootFolder(),
            new String[] {"HostSystem", "Datastore", "Network"},
            true);
    try {
      return new Retrieval(api, host.content().getPropertyCollector(), PAGE)
              .all(
                  ReadSpecs.filter(
                      List.of(ReadSpecs.behind(view, "ContainerView", "view")),
                      List.of(
                          ReadSpecs.properties("HostSystem", HOST),
                          ReadSpecs.properties("Datastore", List.of("name", "summary")),
                          ReadSpecs.properties("Network", List.of("name")))))
              .stream()
              .map(Items::of)
              .toList();
    } finally {
      api.destroyView(view);
    }
  }
}
