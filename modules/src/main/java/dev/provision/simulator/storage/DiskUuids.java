package dev.provision.simulator.storage;

import com.vmware.vim25.FileInfo;
import com.vmware.vim25.VmDiskFileInfo;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.vsphere.wire.VimFault;
import java.util.Locale;
import java.util.UUID;

/**
 * The uuid in a disk's file ({@code ddb.uuid}): it goes where the file goes, and a copy gets
 * another one. Kept in a field of the file that disks of a datastore do not show.
 */
public final class DiskUuids {
  private static final String KEPT = "ddb.uuid ";

  private DiskUuids() {}

  /** With hyphens, as a VM that has the disk shows it. */
  public static String of(DatastoreContents files, Place place) {
    String owner = files.find(place).map(info -> info.owner).orElse(null);
    if (owner != null && owner.startsWith(KEPT)) {
      return owner.substring(KEPT.length());
    }
    long bits = files.hash(place);
    return new UUID(bits, ~bits).toString();
  }

  /**
   * @param text hex digits, however they are divided
   * @throws VimFault when they are not those of a uuid
   */
  public static void set(DatastoreContents files, Place place, String text) throws VimFault {
    String digits = text.replaceAll("[ -]", "").toLowerCase(Locale.ROOT);
    if (!digits.matches("[0-9a-f]{32}")) {
      throw Refuse.argument("uuid", "`" + text + "` is no uuid");
    }
    keep(files, place, digits.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5"));
  }

  /** Stores the uuid of a disk in its file. */
  public static void keep(DatastoreContents files, Place place, String uuid) throws VimFault {
    VmDiskFileInfo info = (VmDiskFileInfo) Values.copy(files.need(place));
    info.owner = KEPT + uuid;
    files.put(place, info);
  }

  /** A copy of a disk's file, which is another disk. */
  static VmDiskFileInfo copy(VmDiskFileInfo disk) {
    VmDiskFileInfo copy = Values.copy(disk);
    copy.owner = null;
    return copy;
  }

  /** The same of any file. */
  static FileInfo copy(FileInfo file) {
    return file instanceof VmDiskFileInfo disk ? copy(disk) : Values.copy(file);
  }
}
