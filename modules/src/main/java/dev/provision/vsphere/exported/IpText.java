package dev.provision.vsphere.exported;

import com.vmware.vim25.GuestNicInfo;
import com.vmware.vim25.OptionValue;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Brings IP addresses into one form, so that they can be compared as texts. */
public final class IpText {
  /** The properties to read of every VM to find out which one has an address. */
  public static final Set<String> PROPERTIES = Set.of("guest.net", Marks.property(Marks.NICS));

  private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F:.]+");

  private IpText() {}

  /**
   * One text for each address, since IPv6 has many; a text that is no address stays as it is.
   *
   * @param address a literal without a prefix length; names are never looked up
   */
  public static String canonical(String address) {
    if (address.indexOf(':') < 0 || !LITERAL.matcher(address).matches()) {
      return address;
    }
    try {
      return InetAddress.getByName(address).getHostAddress();
    } catch (UnknownHostException e) {
      return address.toLowerCase(Locale.ROOT);
    }
  }

  /** Everything that may be an address of a VM: what its guest reports and what our mark holds. */
  public static Set<String> of(Item vm) {
    Set<String> all = new HashSet<>();
    for (GuestNicInfo nic : vm.get("guest.net", GuestNicInfo[].class).orElse(new GuestNicInfo[0])) {
      for (String ip : nic.getIpAddress() == null ? new String[0] : nic.getIpAddress()) {
        all.add(canonical(ip));
      }
    }
    String mark =
        vm.get(Marks.property(Marks.NICS), OptionValue.class)
            .map(option -> String.valueOf(option.getValue()))
            .orElse("");
    Matcher each = LITERAL.matcher(mark);
    while (each.find()) {
      all.add(canonical(each.group()));
    }
    return all;
  }
}
