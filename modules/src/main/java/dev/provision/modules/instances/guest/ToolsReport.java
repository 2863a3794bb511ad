package dev.provision.modules.instances.guest;

import com.vmware.vim25.GuestNicInfo;
import dev.provision.vsphere.inventory.Item;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What VMware Tools report about a guest.
 *
 * @param addresses by MAC in lower case
 */
public record ToolsReport(boolean toolsRun, Map<String, List<String>> addresses) {
  static final String NICS = "guest.net";
  static final String STATUS = "guest.toolsRunningStatus";

  public ToolsReport {
    addresses = Map.copyOf(addresses);
  }

  public static ToolsReport read(Item vm) {
    Map<String, List<String>> addresses = new HashMap<>();
    for (GuestNicInfo nic : vm.get(NICS, GuestNicInfo[].class).orElse(new GuestNicInfo[0])) {
      if (nic.getMacAddress() != null && nic.getIpAddress() != null) {
        addresses.put(nic.getMacAddress().toLowerCase(Locale.ROOT), List.of(nic.getIpAddress()));
      }
    }
    return new ToolsReport(
        vm.get(STATUS, String.class).orElse("").equals("guestToolsRunning"), addresses);
  }
}
