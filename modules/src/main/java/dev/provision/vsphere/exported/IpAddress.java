package dev.provision.vsphere.exported;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.OptionalInt;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/**
 * A literal IPv4 or IPv6 address, with or without a prefix length; names are never resolved.
 *
 * @param text the address alone
 * @param prefix its prefix length
 */
public record IpAddress(String text, OptionalInt prefix, boolean v6) {
  private static final Pattern V4 =
      Pattern.compile(
          "(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)");
  private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

  /**
   * Reads {@code 10.0.0.11} or {@code 10.0.0.11/24}.
   *
   * @throws IllegalArgumentException saying what was wanted
   */
  public static IpAddress parse(String written) {
    int slash = written.indexOf('/');
    String address = slash < 0 ? written : written.substring(0, slash);
    boolean v6 = isV6(address);
    if (!v6 && !V4.matcher(address).matches()) {
      throw wanted(written);
    }
    if (slash < 0) {
      return new IpAddress(address, OptionalInt.empty(), v6);
    }
    String length = written.substring(slash + 1);
    if (!length.matches("\\d{1,3}") || Integer.parseInt(length) > (v6 ? 128 : 32)) {
      throw wanted(written);
    }
    return new IpAddress(address, OptionalInt.of(Integer.parseInt(length)), v6);
  }

  /**
   * An IPv4 address and its mask as the API has them.
   *
   * @param mask {@code 255.255.255.0}; what is none counts as that of one address
   */
  public static IpAddress of(String address, String mask) {
    int bits = mask != null && V4.matcher(mask).matches() ? ones(literal(mask)) : 32;
    return parse(address + "/" + bits);
  }

  private static int ones(byte[] mask) {
    int ones = 0;
    for (byte part : mask) {
      ones += Integer.bitCount(part & 0xff);
    }
    return ones;
  }

  /** Whether a text is an IPv4 address that other machines could reach. */
  public static boolean isUsableV4(String text) {
    return V4.matcher(text).matches() && !text.startsWith("169.254.") && !text.startsWith("127.");
  }

  /** Whether another address is in the network of this one; true if there is no prefix to tell. */
  public boolean sameNetwork(IpAddress other) {
    if (v6 != other.v6) {
      return false;
    }
    byte[] mine = bytes();
    byte[] its = other.bytes();
    int bits = prefix.orElse(0);
    for (int i = 0; i < bits; i++) {
      int mask = 0x80 >> (i % 8);
      if ((mine[i / 8] & mask) != (its[i / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  /** The prefix as a mask: 255.255.255.0, ffff:ffff:ffff:ffff:0:0:0:0. */
  public String mask() {
    return v6 ? mask6() : mask4();
  }

  private String mask6() {
    int bits = prefix.orElse(128);
    StringJoiner mask = new StringJoiner(":");
    for (int i = 0; i < 8; i++) {
      int own = Math.max(0, Math.min(16, bits - 16 * i));
      mask.add(Integer.toHexString(0xffff << (16 - own) & 0xffff));
    }
    return mask.toString();
  }

  private String mask4() {
    int bits = prefix.orElse(32);
    long mask = bits == 0 ? 0 : 0xffffffffL << (32 - bits) & 0xffffffffL;
    return (mask >> 24)
        + "."
        + (mask >> 16 & 0xff)
        + "."
        + (mask >> 8 & 0xff)
        + "."
        + (mask & 0xff);
  }

  /** Whether it is in fe80::/10: a router may have such an address on any network. */
  public boolean isLinkLocal() {
    byte[] bytes = bytes();
    return v6 && bytes[0] == (byte) 0xfe && (bytes[1] & 0xc0) == 0x80;
  }

  private byte[] bytes() {
    return literal(text);
  }

  private static boolean isV6(String address) {
    if (!V6.matcher(address).matches()) {
      return false;
    }
    try {
      literal(address);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The JDK does no DNS lookup for a literal address. */
  private static byte[] literal(String address) {
    try {
      return InetAddress.getByName(address).getAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(address, e);
    }
  }

  private static IllegalArgumentException wanted(String written) {
    return new IllegalArgumentException(
        "`" + written + "` is not an address: expected one like 10.0.0.11/24 or 10.0.0.11");
  }

  /** As written. */
  @Override
  public String toString() {
    return prefix.isPresent() ? text + "/" + prefix.getAsInt() : text;
  }
}
