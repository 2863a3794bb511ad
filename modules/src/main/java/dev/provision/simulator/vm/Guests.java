package dev.provision.simulator.vm;

import com.vmware.vim25.GuestInfo;
import com.vmware.vim25.GuestNicInfo;
import com.vmware.vim25.NetIpConfigInfo;
import com.vmware.vim25.NetIpConfigInfoIpAddress;
import com.vmware.vim25.OptionValue;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualEthernetCard;
import com.vmware.vim25.VirtualMachineConfigInfo;
import com.vmware.vim25.VirtualMachinePowerState;
import com.vmware.vim25.VirtualMachineToolsStatus;
import dev.provision.simulator.network.Network;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.VmFiles;
import dev.provision.simulator.world.VmState;
import dev.provision.simulator.world.World;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * The guests of VMs. Some time after its VM is switched on, a guest runs VMware Tools and has an
 * address for each card: the one in {@code guestinfo.metadata}, as cloud-init sets it, or one that
 * depends only on the MAC, as a DHCP server would give it.
 */
public final class Guests {
  /** A megabyte may be packed into a kilobyte, and more than this no guest reads. */
  private static final int MOST_METADATA = 1 << 20;

  private static final Pattern ADDRESS =
      Pattern.compile("\\b((?:\\d{1,3}\\.){3}\\d{1,3})/(\\d{1,2})\\b");

  private static final Pattern LIST = Pattern.compile("\"addresses\"\\s*:\\s*\\[([^\\]]*)\\]");
  private static final Pattern LISTED = Pattern.compile("\"([0-9a-fA-F.:]+)/(\\d{1,3})\"");

  private final World world;

  private final Customizing customizing;

  public Guests(World world, Customizing customizing) {
    this.world = world;
    this.customizing = customizing;
  }

  public static boolean hasTools(Managed vm) {
    return "guestToolsRunning".equals(vm.get("guest", GuestInfo.class).toolsRunningStatus);
  }

  /** Begins to boot a guest; the state of an earlier boot is gone. */
  public void boot(Managed vm) {
    stop(vm);
    customizing.begin(vm);
    Object since = vm.get("runtime");
    world.after(
        world.settings().guestDelay(),
        () -> {
          if (world.get(vm.ref()).isPresent()
              && vm.get("runtime") == since
              && VmState.power(vm) == VirtualMachinePowerState.poweredOn) {
            up(vm);
          }
        });
  }

  void stop(Managed vm) {
    world.set(vm, "guest", VmModel.noGuest(VmFiles.config(vm)));
  }

  private void up(Managed vm) {
    customizing.end(vm);
    VirtualMachineConfigInfo config = VmFiles.config(vm);
    String metadata = metadata(config);
    GuestInfo guest = new GuestInfo();
    guest.toolsStatus = VirtualMachineToolsStatus.toolsOk;
    guest.toolsRunningStatus = "guestToolsRunning";
    guest.toolsVersionStatus2 = "guestToolsUnmanaged";
    guest.toolsVersion = "12325";
    guest.guestState = "running";
    guest.guestId = config.guestId;
    guest.guestFullName = config.guestFullName;
    Customization customized = Customization.of(vm);
    guest.hostName = customized.host(config.name).toLowerCase(Locale.ROOT);
    guest.guestOperationsReady = true;
    List<GuestNicInfo> cards = new ArrayList<>();
    for (VirtualDevice device : config.hardware.device) {
      if (device instanceof VirtualEthernetCard card
          && (card.connectable == null || card.connectable.connected)) {
        cards.add(customized.put(nic(card, metadata, customized)));
      }
    }
    guest.net = cards.isEmpty() ? null : cards.toArray(new GuestNicInfo[0]);
    guest.ipAddress = cards.isEmpty() ? null : cards.get(0).ipAddress[0];
    world.set(vm, "guest", guest);
  }

  private GuestNicInfo nic(VirtualEthernetCard card, String metadata, Customization customized) {
    List<String[]> addresses = fixed(card.macAddress, metadata);
    if (addresses.isEmpty()) {
      addresses = customized.addresses(card.macAddress);
    }
    if (addresses.isEmpty()) {
      addresses = List.<String[]>of(lease(card.macAddress));
    }
    GuestNicInfo nic = new GuestNicInfo();
    nic.macAddress = card.macAddress;
    nic.connected = true;
    nic.deviceConfigId = card.key;
    nic.network = Network.of(world, card).map(Managed::name).orElse(null);
    nic.ipAddress = addresses.stream().map(address -> address[0]).toArray(String[]::new);
    nic.ipConfig = new NetIpConfigInfo();
    nic.ipConfig.ipAddress =
        addresses.stream().map(Guests::preferred).toArray(NetIpConfigInfoIpAddress[]::new);
    return nic;
  }

  private static NetIpConfigInfoIpAddress preferred(String[] address) {
    NetIpConfigInfoIpAddress one = new NetIpConfigInfoIpAddress();
    one.ipAddress = address[0];
    one.prefixLength = Integer.parseInt(address[1]);
    one.state = "preferred";
    return one;
  }

  /**
   * The addresses with a prefix between the card's MAC and the next MAC: all of a JSON list, or the
   * first one where there is no list.
   */
  private static List<String[]> fixed(String mac, String metadata) {
    int at = metadata.toLowerCase(Locale.ROOT).indexOf(mac.toLowerCase(Locale.ROOT));
    if (at < 0) {
      return List.of();
    }
    String behind = metadata.substring(at + mac.length());
    Matcher next = Pattern.compile("(?:[0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}").matcher(behind);
    String own = next.find() ? behind.substring(0, next.start()) : behind;
    List<String[]> all = new ArrayList<>();
    Matcher list = LIST.matcher(own);
    while (list.find()) {
      Matcher each = LISTED.matcher(list.group(1));
      while (each.find()) {
        all.add(new String[] {each.group(1), each.group(2)});
      }
    }
    Matcher first = ADDRESS.matcher(own);
    if (all.isEmpty() && first.find()) {
      all.add(new String[] {first.group(1), first.group(2)});
    }
    return all;
  }

  private String[] lease(String mac) {
    long bits = world.hash("dhcp " + mac.toLowerCase(Locale.ROOT));
    return new String[] {
      "10." + (bits & 0x7f) + "." + (bits >> 8 & 0xff) + "." + (1 + (bits >> 16 & 0xff) % 250), "8"
    };
  }

  private static String metadata(VirtualMachineConfigInfo config) {
    String text = option(config, "guestinfo.metadata");
    String encoding = option(config, "guestinfo.metadata.encoding");
    if (encoding.isEmpty()) {
      return text;
    }
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(text);
      if (encoding.startsWith("gz")) {
        try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
          bytes = unzipped.readNBytes(MOST_METADATA);
        }
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException | IOException e) {
      // cloud-init, too, goes on without what it cannot read
      return "";
    }
  }

  private static String option(VirtualMachineConfigInfo config, String key) {
    OptionValue[] options = config.extraConfig;
    for (OptionValue each : options == null ? new OptionValue[0] : options) {
      if (each.key.equals(key)) {
        return String.valueOf(each.value);
      }
    }
    return "";
  }
}
