package dev.provision.modules.images.file;

import dev.provision.modules.images.bytes.Slice;
import dev.provision.modules.images.bytes.SliceBytes;
import dev.provision.modules.images.bytes.SourceDisk;
import dev.provision.modules.images.bytes.UnfitFile;
import dev.provision.modules.images.bytes.VmdkHeader;
import dev.provision.spi.schema.DataSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Reads the size of a disk that only {@code qemu-img} can convert, and checks that it needs no
 * other file. A disk with a backing file is refused: it could read any file of this machine into
 * the image.
 */
final class ForeignDisk {
  private static final int VHD_FOOTER = 512;
  private static final int VHD_FIXED = 2;
  private static final int VHD_DYNAMIC = 3;
  private static final int VDI_NORMAL = 1;
  private static final int VDI_FIXED = 2;

  private ForeignDisk() {}

  static SourceDisk inspect(Slice slice, FileFormat format) throws IOException, UnfitFile {
    long capacity;
    long filled = slice.length();
    try (SliceBytes file = slice.open()) {
      switch (format) {
        case QCOW2 -> {
          Qcow2.Found found = Qcow2.read(file);
          capacity = found.capacity();
          filled = found.filled();
        }
        case VHD -> capacity = vhd(file);
        case VHDX -> capacity = Vhdx.capacity(file);
        case VDI -> capacity = vdi(file);
        default -> throw new AssertionError(format);
      }
    }
    if (capacity <= 0 || capacity % VmdkHeader.SECTOR != 0 || capacity >= 1L << 57) {
      throw new UnfitFile(
          "is damaged: its header gives its size as " + Long.toUnsignedString(capacity) + " bytes");
    }
    return new SourceDisk(
            SourceDisk.Form.FOREIGN,
            "",
            new DataSize(capacity),
            new DataSize(Math.min(capacity, filled)),
            List.of(slice))
        .checked();
  }

  /**
   * Microsoft, Virtual Hard Disk Image Format Specification 1.0; big-endian, a footer at the end.
   */
  private static long vhd(SliceBytes file) throws IOException, UnfitFile {
    ByteBuffer footer =
        head(file, Math.max(0, file.size() - VHD_FOOTER), VHD_FOOTER).order(ByteOrder.BIG_ENDIAN);
    if (footer.getLong(0) != 0x636F6E6563746978L) {
      throw new UnfitFile(
          "was cut off: it has "
              + file.size()
              + " bytes and no footer, which a VHD ends with; copy or download it again");
    }
    int type = footer.getInt(60);
    if (type != VHD_FIXED && type != VHD_DYNAMIC) {
      throw new UnfitFile("is a VHD of type " + type + ", which is only a difference to another");
    }
    long capacity = footer.getLong(48);
    if (type == VHD_FIXED && capacity + VHD_FOOTER != file.size()) {
      throw new UnfitFile(
          "contradicts itself: its footer says "
              + capacity
              + " bytes, it has "
              + (file.size() - VHD_FOOTER));
    }
    return capacity;
  }

  /** VirtualBox, VDICore.h, the header of version 1.1; little-endian. */
  private static long vdi(SliceBytes file) throws IOException, UnfitFile {
    ByteBuffer header = head(file, 0, 512).order(ByteOrder.LITTLE_ENDIAN);
    int type = header.getInt(76);
    if (type != VDI_NORMAL && type != VDI_FIXED) {
      throw new UnfitFile("is a VDI of type " + type + ", which is only a difference to another");
    }
    long data = Integer.toUnsignedLong(header.getInt(344));
    long blocks = Integer.toUnsignedLong(header.getInt(388));
    if (data + blocks * Integer.toUnsignedLong(header.getInt(376)) > file.size()) {
      throw cutOff(file);
    }
    return header.getLong(368);
  }

  static UnfitFile cutOff(SliceBytes file) {
    return new UnfitFile(
        "was cut off: it has " + file.size() + " bytes; copy or download it again");
  }

  /** The first bytes, big-endian; refuses a file that has fewer. */
  static ByteBuffer head(SliceBytes file, long at, int bytes) throws IOException, UnfitFile {
    ByteBuffer read =
        (at < 0 ? ByteBuffer.allocate(0) : file.read(at, bytes)).order(ByteOrder.BIG_ENDIAN);
    if (read.remaining() < bytes) {
      throw cutOff(file);
    }
    return read;
  }
}
