package dev.provision.vsphere.inventory;

import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Computes a VM's {@code instanceUuid}: a version-8 UUID (RFC 9562) whose first half comes from the
 * environment and whose second half from environment and address. So a declared VM is found by its
 * computed UUID, and all VMs of an environment by the first half.
 */
public final class Identity {
  private Identity() {}

  /** In vCenter's form, lower case with hyphens. */
  public static String instanceUuid(EnvironmentId environment, Address address) {
    long first = hash(environment.toString());
    long second = hash(environment + "\n" + address);
    long high = (first & ~0xF000L) | 0x8000L;
    long low = (second & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }

  /** The prefix of every instanceUuid of the environment, {@code xxxxxxxx-xxxx-8xxx-}. */
  public static String prefix(EnvironmentId environment) {
    return instanceUuid(environment, new Address("", "")).substring(0, 19);
  }

  /**
   * A locally administered unicast MAC for one NIC of one VM, in vCenter's form. VMware's own
   * ranges (00:50:56, 00:0c:29) are not used.
   */
  public static String mac(EnvironmentId environment, Address address, String nic) {
    long bits = hash(environment + "\n" + address + "\n" + nic);
    return String.format(
        "%02x:%02x:%02x:%02x:%02x:%02x",
        ((bits >> 40) & 0xFC) | 0x02,
        (bits >> 32) & 0xFF,
        (bits >> 24) & 0xFF,
        (bits >> 16) & 0xFF,
        (bits >> 8) & 0xFF,
        bits & 0xFF);
  }

  /** 64 bits of a digest. */
  static long hash(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return ByteBuffer.wrap(sha.digest(text.getBytes(StandardCharsets.UTF_8))).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
