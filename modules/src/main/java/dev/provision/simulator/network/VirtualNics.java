package dev.provision.simulator.network;

import com.vmware.vim25.AlreadyExists;
import com.vmware.vim25.DistributedVirtualSwitchPortConnection;
import com.vmware.vim25.HostIpConfig;
import com.vmware.vim25.HostIpConfigIpV6Address;
import com.vmware.vim25.HostIpConfigIpV6AddressConfiguration;
import com.vmware.vim25.HostIpRouteConfig;
import com.vmware.vim25.HostNetStackInstance;
import com.vmware.vim25.HostNetworkInfo;
import com.vmware.vim25.HostVirtualNic;
import com.vmware.vim25.HostVirtualNicSpec;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.vsphere.newer.network.HostVirtualNicIpRouteSpec;
import dev.provision.vsphere.newer.network.RoutedVirtualNicSpec;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The VMkernel adapters of one host, in a copy of its {@code HostNetworkInfo} that is edited and
 * then takes the place of the old one. Which argument a real host calls invalid is not documented.
 */
final class VirtualNics {
  static final String DEFAULT_STACK = "defaultTcpipStack";

  private static final String KEY = "key-vim.host.VirtualNic-";
  private static final Set<String> STACKS = Set.of(DEFAULT_STACK, "vmotion", "vSphereProvisioning");

  private final HostNetworkInfo info;

  /**
   * @param info is edited
   */
  VirtualNics(HostNetworkInfo info) {
    this.info = info;
  }

  List<HostVirtualNic> all() {
    return new ArrayList<>(info.vnic == null ? List.of() : List.of(info.vnic));
  }

  Optional<HostVirtualNic> find(String device) {
    return all().stream().filter(nic -> nic.device.equals(device)).findFirst();
  }

  HostVirtualNic need(String device) throws VimFault {
    return find(device).orElseThrow(StandardSwitches::notFound);
  }

  /** Whether a standard port group has an adapter. */
  boolean isOn(String group) {
    return all().stream().anyMatch(nic -> group.equals(nic.portgroup));
  }

  static String stack(HostVirtualNic nic) {
    return nic.spec.netStackInstanceKey == null ? DEFAULT_STACK : nic.spec.netStackInstanceKey;
  }

  /**
   * Adds one with the lowest number that is free; the caller has checked its port group. A standard
   * port group has one adapter at most.
   *
   * @return its device
   */
  String add(HostVirtualNicSpec asked) throws VimFault {
    HostVirtualNicSpec spec = Values.copy(asked);
    if (spec.portgroup != null && isOn(spec.portgroup)) {
      AlreadyExists fault = new AlreadyExists();
      fault.name = spec.portgroup;
      throw Refuse.with(fault, "The specified key, name, or identifier already exists.");
    }
    if (spec.netStackInstanceKey != null && !stacks().contains(spec.netStackInstanceKey)) {
      throw Refuse.argument("nic.netStackInstanceKey", "there is no such stack");
    }
    int number = 0;
    while (find("vmk" + number).isPresent()) {
      number++;
    }
    spec.ip = ip(spec.ip, new HostIpConfig(), number);
    put("vmk" + number, checked(spec, ""));
    return "vmk" + number;
  }

  private List<String> stacks() {
    List<String> all = new ArrayList<>(STACKS);
    if (info.netStackInstance != null) {
      for (HostNetStackInstance each : info.netStackInstance) {
        all.add(each.key);
      }
    }
    return all;
  }

  /** Changes what the spec has, and nothing else. */
  void update(String device, HostVirtualNicSpec asked) throws VimFault {
    HostVirtualNic old = need(device);
    if (asked.netStackInstanceKey != null && !asked.netStackInstanceKey.equals(stack(old))) {
      throw Refuse.argument("nic.netStackInstanceKey", "it cannot be changed");
    }
    HostVirtualNicSpec spec = Values.copy(old.spec);
    HostVirtualNicSpec changes = Values.copy(asked);
    changes.ip = null;
    Values.overlay(changes, spec);
    if (asked.portgroup != null && !asked.portgroup.isEmpty()) {
      if (!asked.portgroup.equals(old.portgroup) && isOn(asked.portgroup)) {
        throw Refuse.argument("nic.portgroup", "it has an adapter");
      }
      spec.distributedVirtualPort = null;
    } else if (asked.distributedVirtualPort != null) {
      spec.portgroup = null;
    }
    if (asked.ip != null) {
      spec.ip = ip(asked.ip, old.spec.ip, Integer.parseInt(device.substring(3)));
    }
    put(device, checked(spec, device));
  }

  void remove(String device) throws VimFault {
    List<HostVirtualNic> all = all();
    all.remove(need(device));
    info.vnic = all.isEmpty() ? null : all.toArray(new HostVirtualNic[0]);
  }

  private HostVirtualNicSpec checked(HostVirtualNicSpec spec, String device) throws VimFault {
    if (spec.mtu != null && (spec.mtu < 1280 || spec.mtu > 9000)) {
      throw Refuse.argument("nic.mtu", "it has to be 1280 to 9000");
    }
    for (HostVirtualNic other : all()) {
      boolean same =
          !other.device.equals(device)
              && spec.ip.ipAddress != null
              && other.spec.ip != null
              && spec.ip.ipAddress.equals(other.spec.ip.ipAddress);
      if (same) {
        throw Refuse.argument("nic.ip.ipAddress", "`" + other.device + "` has it");
      }
    }
    return spec;
  }

  /** IPv4 as a whole, and of IPv6 what is named; each host adds a link-local address. */
  private static HostIpConfig ip(HostIpConfig asked, HostIpConfig old, int number) throws VimFault {
    HostIpConfig ip = asked == null ? new HostIpConfig() : Values.copy(asked);
    if (ip.dhcp && ip.ipAddress != null) {
      throw Refuse.argument("nic.ip", "with DHCP it has no address of its own");
    }
    if (!ip.dhcp && (ip.ipAddress == null) != (ip.subnetMask == null)) {
      throw Refuse.argument("nic.ip.subnetMask", "an address needs a mask");
    }
    ip.ipV6Config = six(ip.ipV6Config, old.ipV6Config, number);
    return ip;
  }

  private static HostIpConfigIpV6AddressConfiguration six(
      HostIpConfigIpV6AddressConfiguration asked,
      HostIpConfigIpV6AddressConfiguration old,
      int number)
      throws VimFault {
    if (asked == null) {
      return old;
    }
    HostIpConfigIpV6AddressConfiguration six = new HostIpConfigIpV6AddressConfiguration();
    six.autoConfigurationEnabled =
        asked.autoConfigurationEnabled != null
            ? asked.autoConfigurationEnabled
            : old != null && old.autoConfigurationEnabled;
    six.dhcpV6Enabled =
        asked.dhcpV6Enabled != null ? asked.dhcpV6Enabled : old != null && old.dhcpV6Enabled;
    List<HostIpConfigIpV6Address> all =
        new ArrayList<>(
            old == null || old.ipV6Address == null
                ? List.of(
                    address("fe80::250:56ff:fe6f:" + Integer.toHexString(number), 64, "other"))
                : List.of(old.ipV6Address));
    for (HostIpConfigIpV6Address each :
        asked.ipV6Address == null ? new HostIpConfigIpV6Address[0] : asked.ipV6Address) {
      if ("remove".equals(each.operation)) {
        if (!all.removeIf(has -> has.ipAddress.equals(each.ipAddress))) {
          throw StandardSwitches.notFound();
        }
      } else {
        all.add(address(each.ipAddress, each.prefixLength, "manual"));
      }
    }
    six.ipV6Address = all.toArray(new HostIpConfigIpV6Address[0]);
    return six;
  }

  private static HostIpConfigIpV6Address address(String text, int prefix, String origin) {
    HostIpConfigIpV6Address address = new HostIpConfigIpV6Address();
    address.ipAddress = text;
    address.prefixLength = prefix;
    address.origin = origin;
    address.dadState = "preferred";
    return address;
  }

  void put(String device, HostVirtualNicSpec asked) {
    RoutedVirtualNicSpec spec = new RoutedVirtualNicSpec();
    Values.overlay(asked, spec);
    spec.mtu = spec.mtu == null ? 1500 : spec.mtu;
    spec.tsoEnabled = spec.tsoEnabled == null || spec.tsoEnabled;
    spec.netStackInstanceKey =
        spec.netStackInstanceKey == null ? DEFAULT_STACK : spec.netStackInstanceKey;
    spec.mac = spec.mac == null ? "00:50:56:6f:00:" + two(device) : spec.mac;
    spec.ipRouteSpec = route(spec.ipRouteSpec, spec.netStackInstanceKey);
    DistributedVirtualSwitchPortConnection port = spec.distributedVirtualPort;
    spec.portgroup = port != null ? null : spec.portgroup;
    HostVirtualNic nic = new HostVirtualNic();
    nic.device = device;
    nic.key = KEY + device;
    nic.portgroup = spec.portgroup == null ? "" : spec.portgroup;
    nic.spec = spec;
    List<HostVirtualNic> all = all();
    all.removeIf(each -> each.device.equals(device));
    all.add(nic);
    info.vnic = all.toArray(new HostVirtualNic[0]);
  }

  private static String two(String device) {
    return String.format("%02x", Integer.parseInt(device.substring(3)) & 0xff);
  }

  /** Where an adapter has no gateway of its own, the one of its stack is shown. */
  private HostVirtualNicIpRouteSpec route(HostVirtualNicIpRouteSpec asked, String stack) {
    HostVirtualNicIpRouteSpec shown = new HostVirtualNicIpRouteSpec();
    shown.ipRouteConfig = new HostIpRouteConfig();
    if (asked != null && asked.ipRouteConfig != null) {
      shown.ipRouteConfig = Values.copy(asked.ipRouteConfig);
    }
    for (HostNetStackInstance each :
        info.netStackInstance == null ? new HostNetStackInstance[0] : info.netStackInstance) {
      if (stack.equals(each.key) && each.ipRouteConfig != null) {
        HostIpRouteConfig own = shown.ipRouteConfig;
        own.defaultGateway = either(own.defaultGateway, each.ipRouteConfig.defaultGateway);
        own.ipV6DefaultGateway =
            either(own.ipV6DefaultGateway, each.ipRouteConfig.ipV6DefaultGateway);
      }
    }
    return shown;
  }

  private static String either(String own, String stack) {
    return own == null || own.isEmpty() ? stack : own;
  }
}
