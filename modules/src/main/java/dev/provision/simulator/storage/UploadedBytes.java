package dev.provision.simulator.storage;

import com.vmware.vim25.FileInfo;
import com.vmware.vim25.VmDiskFileInfo;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many bytes came, the bytes themselves of a small file, and what they are by the first of
 * them: of a sparse VMDK its capacity (VMware, Virtual Disk Format 5.0, "Hosted Sparse Extent
 * Header"), of a descriptor that of its extents.
 */
public final class UploadedBytes {
  private static final int SECTOR = 512;
  private static final int HEAD = 4096;
  private static final int MAGIC = 0x564D444B;
  private static final Pattern EXTENT = Pattern.compile("(?m)^RW (\\d{1,18}) ");

  private final int most;
  private final byte[] head = new byte[HEAD];
  private final ByteArrayOutputStream whole = new ByteArrayOutputStream();
  private final MessageDigest sha1;
  private long count;

  /**
   * @param most so long a file is kept whole; 0 for none
   */
  UploadedBytes(int most) {
    this.most = most;
    try {
      sha1 = MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  void add(byte[] bytes, int length) {
    if (count < HEAD) {
      System.arraycopy(bytes, 0, head, (int) count, (int) Math.min(length, HEAD - count));
    }
    sha1.update(bytes, 0, length);
    if (count + length <= most) {
      whole.write(bytes, 0, length);
    }
    count += length;
  }

  /** The SHA-1 of all that came, in hex; ends the counting. */
  public String sha1() {
    return HexFormat.of().formatHex(sha1.digest());
  }

  public long count() {
    return count;
  }

  /** What the datastore's browser shows of the file. */
  FileInfo info() {
    long sectors = sectors();
    FileInfo info;
    if (sectors > 0) {
      VmDiskFileInfo disk = new VmDiskFileInfo();
      disk.capacityKb = sectors * SECTOR >> 10;
      info = disk;
    } else {
      info = new FileInfo();
      if (count <= most) {
        DatastoreFile.keep(info, whole.toByteArray());
      }
    }
    info.fileSize = count;
    return info;
  }

  private long sectors() {
    ByteBuffer header = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    if (count >= SECTOR && header.getInt(0) == MAGIC) {
      return header.getLong(12);
    }
    String text = new String(head, 0, (int) Math.min(count, HEAD), StandardCharsets.ISO_8859_1);
    long sum = 0;
    if (text.startsWith("# Disk DescriptorFile")) {
      Matcher extents = EXTENT.matcher(text);
      while (extents.find()) {
        sum += Long.parseLong(extents.group(1));
      }
    }
    return sum;
  }
}
