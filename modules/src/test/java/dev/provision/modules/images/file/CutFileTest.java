package dev.provision.modules.images.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.modules.images.IsoFile;
import dev.provision.modules.images.bytes.UnfitFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are shorter than they say themselves. */
class CutFileTest {
  private static final int SECTOR = 512;

  @TempDir Path folder;

  private static void cut(Path file, long length) throws IOException {
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.setLength(length);
    }
  }

  private Path raw(long sectors, ByteBuffer head) throws IOException {
    Path file = Files.write(folder.resolve("disk.raw"), head.array());
    cut(file, sectors * SECTOR);
    return file;
  }

  private static ByteBuffer record(int... typeStartLength) {
    ByteBuffer head = ByteBuffer.allocate(2 * SECTOR).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < typeStartLength.length / 3; i++) {
      int at = 446 + 16 * i;
      head.put(at + 4, (byte) typeStartLength[3 * i]);
      head.putInt(at + 8, typeStartLength[3 * i + 1]);
      head.putInt(at + 12, typeStartLength[3 * i + 2]);
    }
    return head.putShort(510, (short) 0xAA55);
  }

  private static String cutOff(long wanted, long has) {
    return "was cut off: by its partition table the disk has "
        + wanted
        + " bytes or more, and it has "
        + has
        + "; copy or download it again";
  }

  @Test
  void refusesARawDiskWhosePartitionsReachPastItsEnd() throws Exception {
    Path file = raw(4096, record(0x83, 2048, 1024, 0x82, 3072, 1024));
    assertThat(Inspector.inspect(file, false).disks()).hasSize(1);
    cut(file, 4095 * SECTOR);

    assertThatThrownBy(() -> Inspector.inspect(file, false))
        .isInstanceOf(UnfitFile.class)
        .hasMessage(cutOff(4096 * SECTOR, 4095 * SECTOR));
  }

  @Test
  void refusesARawDiskWithoutTheCopyOfItsGpt() throws Exception {
    ByteBuffer head = record(0xEE, 1, -1);
    head.put(SECTOR, "EFI PART".getBytes(StandardCharsets.US_ASCII));
    head.putLong(SECTOR + 32, 4095);
    Path file = raw(4096, head);
    assertThat(Inspector.inspect(file, false).disks()).hasSize(1);
    cut(file, 4000 * SECTOR);

    assertThatThrownBy(() -> Inspector.inspect(file, false))
        .hasMessage(cutOff(4096 * SECTOR, 4000 * SECTOR));
  }

  @Test
  void takesAFileSystemWhoseBootSectorHasCodeWherePartitionsWouldBe() throws Exception {
    ByteBuffer head = record(0x83, 2048, 99_999);
    head.put(446 + 16, (byte) 0xEB);

    assertThat(Inspector.inspect(raw(64, head), false).disks()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 150, 400})
  void refusesAnIsoThatIsShorterThanItsDescriptorSays(int sectors) throws Exception {
    Path file = IsoFile.write(folder.resolve("a.iso"), 500, 1);
    assertThat(Inspector.inspect(file, false).format()).isEqualTo(FileFormat.ISO);
    long size = (500L - sectors) * 2048;
    cut(file, size);

    assertThatThrownBy(() -> Inspector.inspect(file, false))
        .isInstanceOf(UnfitFile.class)
        .hasMessage(
            "is an ISO image that was cut off: it has "
                + size
                + " of 1024000 bytes; copy or download it again");
  }
}
