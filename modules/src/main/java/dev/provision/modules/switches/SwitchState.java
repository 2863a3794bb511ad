package dev.provision.modules.switches;

import com.vmware.vim25.DistributedVirtualSwitchHostMemberPnicBacking;
import com.vmware.vim25.DistributedVirtualSwitchHostMemberPnicSpec;
import com.vmware.vim25.HostProxySwitch;
import com.vmware.vim25.KeyValue;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.journal.HostState;
import dev.provision.vsphere.kind.object.ObjectState;
import dev.provision.vsphere.kind.rows.Seen;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A switch as it was found.
 *
 * @param object the distributed switch; empty for a name that is taken for one of standard switches
 * @param name that name
 * @param members the hosts that are on it, in the server's order
 * @param hosts a standard switch that is made on hosts; empty for others
 */
record SwitchState(
    Optional<ObjectState> object,
    String name,
    Map<ManagedObjectReference, Joined> members,
    Optional<HostState<StandardSeen>> hosts) {
  /** What a host shows of the distributed switches that it is on. */
  static final String PROXIES = "config.network.proxySwitch";

  static final String MEMBERS = "summary.hostMember";

  /**
   * A host that is on it.
   *
   * @param nics the NIC on each uplink that has one, by the uplink's name
   */
  record Joined(String name, Seen<Map<String, String>> nics) {}

  SwitchState {
    Objects.requireNonNull(object);
    Objects.requireNonNull(name);
    Objects.requireNonNull(hosts);
  }

  static SwitchState of(HostState<StandardSeen> hosts) {
    return new SwitchState(Optional.empty(), hosts.name(), Map.of(), Optional.of(hosts));
  }

  static SwitchState standard(String name) {
    return new SwitchState(Optional.empty(), name, Map.of(), Optional.empty());
  }

  static SwitchState of(ObjectState object, Inventory read) {
    Item dvs = object.item();
    String uuid = dvs.get("uuid", String.class).orElse("");
    Map<ManagedObjectReference, Joined> members = new LinkedHashMap<>();
    for (ManagedObjectReference ref :
        dvs.get(MEMBERS, ManagedObjectReference[].class).orElse(new ManagedObjectReference[0])) {
      members.put(
          ref,
          read.get(ref)
              .map(host -> new Joined(host.shown(), nics(host, uuid)))
              .orElseGet(() -> new Joined("(a host that cannot be read)", unread())));
    }
    return new SwitchState(Optional.of(object), object.path().name(), members, Optional.empty());
  }

  private static Seen<Map<String, String>> unread() {
    return new Seen.Unknown<>("its host cannot be read");
  }

  private static Seen<Map<String, String>> nics(Item host, String uuid) {
    return Seen.of(host, PROXIES, HostProxySwitch[].class)
        .then(
            all ->
                Stream.of(all)
                    .filter(each -> uuid.equals(each.getDvsUuid()))
                    .findFirst()
                    .<Seen<Map<String, String>>>map(each -> new Seen.Known<>(nics(each)))
                    .orElseGet(() -> new Seen.Unknown<>("its host does not show it yet")));
  }

  /** The host names its uplinks by keys of ports, and has the name of each. */
  private static Map<String, String> nics(HostProxySwitch proxy) {
    Map<String, String> devices = new LinkedHashMap<>();
    if (proxy.getSpec() != null
        && proxy.getSpec().getBacking()
            instanceof DistributedVirtualSwitchHostMemberPnicBacking backing
        && backing.getPnicSpec() != null) {
      for (DistributedVirtualSwitchHostMemberPnicSpec each : backing.getPnicSpec()) {
        if (each.getUplinkPortKey() != null) {
          devices.put(each.getUplinkPortKey(), each.getPnicDevice());
        }
      }
    }
    Map<String, String> nics = new LinkedHashMap<>();
    for (KeyValue port : proxy.getUplinkPort() == null ? new KeyValue[0] : proxy.getUplinkPort()) {
      if (devices.containsKey(port.getKey())) {
        nics.put(port.getValue(), devices.get(port.getKey()));
      }
    }
    return nics;
  }
}
