package dev.provision.modules.images.file;

import dev.provision.modules.images.bytes.UnfitFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Recognizes an ISO 9660 image by its content (ECMA-119): sector 16 begins with a volume
 * descriptor, whose identifier is {@code CD001}, and the primary descriptor has the size of the
 * volume.
 */
final class IsoMedium {
  private static final int SECTOR = 2048;
  private static final int DESCRIPTOR = 16;
  private static final String IDENTIFIER = "CD001";
  private static final int PRIMARY = 1;
  private static final int VOLUME_BLOCKS_AT = 80;
  private static final int BLOCK_BYTES_AT = 128;

  private IsoMedium() {}

  /**
   * Whether a file is an ISO image.
   *
   * @throws UnfitFile when it is a truncated one; the message continues after the file's name
   */
  static boolean is(Path path) throws IOException, UnfitFile {
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      ByteBuffer sector = ByteBuffer.allocate(SECTOR).order(ByteOrder.LITTLE_ENDIAN);
      long at = (long) DESCRIPTOR * SECTOR;
      while (sector.hasRemaining() && file.read(sector, at + sector.position()) > 0) {
        continue;
      }
      byte[] magic = IDENTIFIER.getBytes(StandardCharsets.US_ASCII);
      if (sector.position() < 1 + magic.length || !begins(sector, magic)) {
        return false;
      }
      if (sector.hasRemaining()) {
        throw cut(file.size());
      }
      if (sector.get(0) == PRIMARY) {
        long blocks = Integer.toUnsignedLong(sector.getInt(VOLUME_BLOCKS_AT));
        long bytes = blocks * Short.toUnsignedInt(sector.getShort(BLOCK_BYTES_AT));
        if (bytes > file.size()) {
          throw cut(file.size(), bytes);
        }
      }
      return true;
    }
  }

  private static boolean begins(ByteBuffer sector, byte[] magic) {
    for (int i = 0; i < magic.length; i++) {
      if (sector.get(1 + i) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  private static UnfitFile cut(long has) {
    return new UnfitFile(
        "is an ISO image that was cut off: it has " + has + " bytes; copy or download it again");
  }

  private static UnfitFile cut(long has, long wanted) {
    return new UnfitFile(
        "is an ISO image that was cut off: it has "
            + has
            + " of "
            + wanted
            + " bytes; copy or download it again");
  }
}
