package dev.provision.vsphere.inventory;

import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import java.util.Locale;

/**
 * The uuid in a disk's file ({@code ddb.uuid}). It stays the same when the disk moves, and an
 * attached disk shows it as {@code backing.uuid}. A volume's is computed from environment and
 * address, as a VM's instanceUuid is, and has the form of VMware's own, {@code 6000C29} and 100
 * bits: it is the disk's page 0x83 of SCSI inquiry data ({@code
 * VirtualDiskFlatVer2BackingInfo.uuid}), whose NAA descriptor begins with a 6.
 *
 * @param text with hyphens, as {@code backing.uuid} shows it
 * @param former the uuid of volumes that were created before this form was used
 */
public record DiskUuid(String text, String former) {
  private static final String OURS = "6000c29";
  private static final int OF_ENVIRONMENT = 11;
  private static final int OF_ADDRESS = 14;

  public static DiskUuid of(EnvironmentId environment, Address volume) {
    String digits =
        prefix(environment)
            + digits(Identity.hash(environment + "\n" + volume)).substring(0, OF_ADDRESS);
    return new DiskUuid(hyphened(digits), Identity.instanceUuid(environment, volume));
  }

  private static String prefix(EnvironmentId environment) {
    return OURS + digits(Identity.hash(environment.toString())).substring(0, OF_ENVIRONMENT);
  }

  private static String digits(long hash) {
    return String.format("%016x", hash);
  }

  /** Whether a disk with this uuid is the volume's. */
  public boolean is(String uuid) {
    return same(text, uuid) || same(former, uuid);
  }

  /** Whether the uuid belongs to a volume of this environment. */
  public static boolean isOf(EnvironmentId environment, String uuid) {
    String digits = digits(uuid);
    return digits.startsWith(prefix(environment))
        || digits.startsWith(digits(Identity.prefix(environment)));
  }

  /** Whether both are the same uuid, in any notation; an empty one equals nothing. */
  public static boolean same(String one, String other) {
    return !digits(one).isEmpty() && digits(one).equals(digits(other));
  }

  /**
   * As in the disk's file, and as {@code VirtualDiskManager.queryVirtualDiskUuid} returns it:
   * {@code 60 00 C2 9e 7b a0 3a 03-9f 22 56 c5 29 93 b7 27}.
   */
  public static String inFile(String uuid) {
    String digits = digits(uuid);
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < digits.length(); at += 2) {
      text.append(at == 0 ? "" : at == 16 ? "-" : " ").append(digits, at, at + 2);
    }
    return text.toString();
  }

  /** As {@code backing.uuid} shows it, from either notation. */
  public static String hyphened(String uuid) {
    return digits(uuid).replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
  }

  private static String digits(String uuid) {
    return uuid.replaceAll("[^0-9A-Fa-f]", "").toLowerCase(Locale.ROOT);
  }
}
