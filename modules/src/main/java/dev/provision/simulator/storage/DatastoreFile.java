package dev.provision.simulator.storage;

import com.vmware.vim25.FileInfo;
import com.vmware.vim25.VmDiskFileInfo;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * A file as {@code GET /folder} gives it.
 *
 * @param bytes how long it is
 * @param content empty where the simulator knows the length alone
 */
public record DatastoreFile(long bytes, Optional<byte[]> content) {
  private static final String KEPT = "bytes ";
  private static final int SECTORS_OF_KIB = 2;

  /** Lets a file keep its bytes, in a field that files of a datastore do not show. */
  static void keep(FileInfo info, byte[] bytes) {
    info.owner = KEPT + Base64.getEncoder().encodeToString(bytes);
  }

  /** Of a disk that the simulator made, the descriptor; of others what was kept. */
  static DatastoreFile of(FileInfo info) {
    if (info instanceof VmDiskFileInfo disk && disk.thin != null) {
      byte[] text = descriptor(disk).getBytes(StandardCharsets.US_ASCII);
      return new DatastoreFile(text.length, Optional.of(text));
    }
    if (info.owner != null && info.owner.startsWith(KEPT)) {
      byte[] bytes = Base64.getDecoder().decode(info.owner.substring(KEPT.length()));
      return new DatastoreFile(bytes.length, Optional.of(bytes));
    }
    return new DatastoreFile(info.fileSize == null ? 0 : info.fileSize, Optional.empty());
  }

  /** As a host writes it (VMware, Virtual Disk Format 5.0, "The Descriptor File"). */
  private static String descriptor(VmDiskFileInfo disk) {
    String name = disk.path.replaceFirst("(?i)\\.vmdk$", "");
    return String.format(
        Locale.ROOT,
        """
        # Disk DescriptorFile
        version=1
        CID=fffffffe
        parentCID=ffffffff
        createType="vmfs"

        # Extent description
        RW %d VMFS "%s-flat.vmdk"

        # The Disk Data Base
        #DDB
        %s""",
        disk.capacityKb * SECTORS_OF_KIB,
        name,
        disk.thin ? "ddb.thinProvisioned = \"1\"\n" : "");
  }
}
