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

/** Texts of addresses in the one form that they are compared in. */
public final class IpText {
  /** What is read of every VM where somebody asks who has an address. */
  public static final Set<String> PROPERTIES = Set.of("guest.net", Marks.property(Marks.NICS));

  private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F:.]+");

  private IpText() {}

  /**
   * IPv6 has many texts for one address; a text that is no address stays as it is.
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

  /** All that may be an address of a VM, of what its guest reports and of our mark. */
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
