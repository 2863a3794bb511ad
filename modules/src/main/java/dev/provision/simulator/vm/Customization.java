package dev.provision.simulator.vm;

import com.vmware.vim25.CustomizationAdapterMapping;
import com.vmware.vim25.CustomizationFixedIp;
import com.vmware.vim25.CustomizationFixedIpV6;
import com.vmware.vim25.CustomizationFixedName;
import com.vmware.vim25.CustomizationIdentitySettings;
import com.vmware.vim25.CustomizationIpV6Generator;
import com.vmware.vim25.CustomizationLinuxPrep;
import com.vmware.vim25.CustomizationName;
import com.vmware.vim25.CustomizationPrefixName;
import com.vmware.vim25.CustomizationSpec;
import com.vmware.vim25.CustomizationSysprep;
import com.vmware.vim25.GuestNicInfo;
import com.vmware.vim25.NetDnsConfigInfo;
import com.vmware.vim25.NicSettingMismatch;
import com.vmware.vim25.ToolsConfigInfo;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualEthernetCard;
import com.vmware.vim25.VirtualMachineConfigInfo;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.VmFiles;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What VMware Tools set up in a guest, by the customization spec of its VM. The spec is kept for
 * the guest's later boots, without its passwords and keys.
 */
final class Customization {
  /** The VM's property that keeps the spec; the API has no such property. */
  private static final String KEPT = "sim.customization";

  /** Since vSphere 7.0.2; yavijava's {@code GuestInfo} has no field for it. */
  static final String STATUS = "guest.customizationInfo.customizationStatus";

  static final String ERROR = "guest.customizationInfo.errorMsg";

  private final Optional<CustomizationSpec> spec;

  private Customization(Optional<CustomizationSpec> spec) {
    this.spec = spec;
  }

  static Customization of(Managed vm) {
    return new Customization(Optional.ofNullable(vm.get(KEPT, CustomizationSpec.class)));
  }

  /**
   * @throws VimFault NicSettingMismatch when the spec is for another number of cards, or for other
   *     cards
   */
  static void check(VirtualMachineConfigInfo config, CustomizationSpec spec) throws VimFault {
    int cards = 0;
    for (VirtualDevice device : config.hardware.device) {
      cards += device instanceof VirtualEthernetCard ? 1 : 0;
    }
    CustomizationAdapterMapping[] nics = nics(spec);
    if (nics.length != cards) {
      NicSettingMismatch fault = new NicSettingMismatch();
      fault.numberOfNicsInSpec = nics.length;
      fault.numberOfNicsInVM = cards;
      throw Refuse.with(
          fault,
          "The number of network adapter settings in the customization specification ("
              + nics.length
              + ") does not match the number of network adapters in the virtual machine ("
              + cards
              + ").");
    }
    for (CustomizationAdapterMapping nic : nics) {
      boolean known =
          nic.macAddress == null
              || Arrays.stream(config.hardware.device)
                  .anyMatch(
                      device ->
                          device instanceof VirtualEthernetCard card
                              && nic.macAddress.equalsIgnoreCase(card.macAddress));
      if (!known) {
        throw Refuse.argument(
            "spec.nicSettingMap.macAddress", "no card has `" + nic.macAddress + "`");
      }
    }
    if (spec.identity == null || spec.globalIPSettings == null) {
      throw Refuse.argument("spec", "identity and globalIPSettings are needed");
    }
  }

  private static CustomizationAdapterMapping[] nics(CustomizationSpec spec) {
    return spec.nicSettingMap == null ? new CustomizationAdapterMapping[0] : spec.nicSettingMap;
  }

  /** Keeps a spec for the next boot. */
  static void pending(World world, Managed vm, CustomizationSpec spec) {
    world.set(vm, KEPT, withoutSecrets(spec));
    become(world, vm, "PENDING", "");
  }

  /** Drops the spec, so that later boots do not apply it. */
  static void forget(World world, Managed vm) {
    world.set(vm, KEPT, null);
  }

  /**
   * @param state the end of a value of {@code GuestInfoCustomizationStatus}
   * @param error empty for none
   */
  static void become(World world, Managed vm, String state, String error) {
    world.set(vm, "sim." + STATUS, "TOOLSDEPLOYPKG_" + state);
    world.set(vm, "sim." + ERROR, error);
    VirtualMachineConfigInfo config = Values.copy(VmFiles.config(vm));
    config.tools = config.tools == null ? new ToolsConfigInfo() : config.tools;
    config.tools.pendingCustomization = state.equals("PENDING") ? "imcf-" + vm.id() : "";
    world.set(vm, "config", config);
  }

  static boolean isIn(Managed vm, String state) {
    return ("TOOLSDEPLOYPKG_" + state).equals(vm.get("sim." + STATUS, String.class));
  }

  static CustomizationSpec withoutSecrets(CustomizationSpec spec) {
    CustomizationSpec kept = Values.copy(spec);
    kept.encryptionKey = null;
    if (kept.identity instanceof CustomizationSysprep windows) {
      if (windows.guiUnattended != null) {
        windows.guiUnattended.password = null;
      }
      if (windows.identification != null) {
        windows.identification.domainAdminPassword = null;
      }
      if (windows.userData != null) {
        windows.userData.productId = "";
      }
    }
    return kept;
  }

  /** The guest's name. */
  String host(String vm) {
    CustomizationIdentitySettings identity = spec.map(each -> each.identity).orElse(null);
    CustomizationName name = null;
    if (identity instanceof CustomizationLinuxPrep linux) {
      name = linux.hostName;
    } else if (identity instanceof CustomizationSysprep windows && windows.userData != null) {
      name = windows.userData.computerName;
    }
    if (name instanceof CustomizationFixedName fixed) {
      return fixed.name;
    }
    return name instanceof CustomizationPrefixName prefix ? prefix.base + "-1" : vm;
  }

  private Optional<CustomizationAdapterMapping> nic(String mac) {
    return spec.stream()
        .flatMap(each -> Arrays.stream(nics(each)))
        .filter(nic -> mac.equalsIgnoreCase(nic.macAddress))
        .findFirst();
  }

  /** A card's addresses with their prefixes, the IPv4 address first. */
  List<String[]> addresses(String mac) {
    List<String[]> addresses = new ArrayList<>();
    nic(mac)
        .map(nic -> nic.adapter)
        .ifPresent(
            adapter -> {
              if (adapter.ip instanceof CustomizationFixedIp v4) {
                addresses.add(new String[] {v4.ipAddress, prefix(adapter.subnetMask)});
              }
              if (adapter.ipV6Spec != null) {
                for (CustomizationIpV6Generator each : adapter.ipV6Spec.ip) {
                  if (each instanceof CustomizationFixedIpV6 v6) {
                    addresses.add(new String[] {v6.ipAddress, String.valueOf(v6.subnetMask)});
                  }
                }
              }
            });
    return addresses;
  }

  private static String prefix(String mask) {
    int bits = 0;
    for (String part : (mask == null ? "" : mask).split("\\.")) {
      bits += part.isEmpty() ? 0 : Integer.bitCount(Integer.parseInt(part));
    }
    return String.valueOf(bits);
  }

  /** Adds the name servers and domains of the spec to a card. */
  GuestNicInfo put(GuestNicInfo card) {
    if (spec.isPresent()) {
      NetDnsConfigInfo dns = new NetDnsConfigInfo();
      dns.hostName = host("");
      dns.domainName = nic(card.macAddress).map(nic -> nic.adapter.dnsDomain).orElse("");
      dns.domainName = dns.domainName == null ? "" : dns.domainName;
      dns.ipAddress = nic(card.macAddress).map(nic -> nic.adapter.dnsServerList).orElse(null);
      dns.searchDomain = spec.get().globalIPSettings.dnsSuffixList;
      card.dnsConfig = dns;
    }
    return card;
  }
}
