package dev.provision.modules.images;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes an ISO 9660 image with a primary volume descriptor and nothing that boots. */
public final class IsoFile {
  private static final int SECTOR = 2048;

  private IsoFile() {}

  /**
   * @param fill what all sectors after the descriptors hold, so that two files differ
   */
  public static Path write(Path path, int sectors, int fill) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(sectors * SECTOR).order(ByteOrder.LITTLE_ENDIAN);
    descriptor(bytes, 16, 1);
    bytes.putInt(16 * SECTOR + 80, sectors).putShort(16 * SECTOR + 128, (short) SECTOR);
    descriptor(bytes, 17, 255);
    for (int at = 18 * SECTOR; at < bytes.capacity(); at++) {
      bytes.put(at, (byte) fill);
    }
    return Files.write(path, bytes.array());
  }

  private static void descriptor(ByteBuffer bytes, int sector, int type) {
    bytes.put(sector * SECTOR, (byte) type);
    bytes.position(sector * SECTOR + 1);
    bytes.put("CD001".getBytes(StandardCharsets.US_ASCII)).put((byte) 1);
  }
}
