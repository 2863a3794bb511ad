package dev.provision.modules.images.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.modules.images.StreamOptimizedFile;
import dev.provision.modules.images.file.Vmdk;
import dev.provision.referee.NeedsQemuImg;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiskBytesTest {
  private static final int MIB = 1 << 20;

  @TempDir Path directory;

  /** qemu-img is the judge: what it packed must come out as it went in. */
  @NeedsQemuImg
  @ParameterizedTest
  @ValueSource(strings = {"streamOptimized", "monolithicSparse"})
  void expandsAVmdkToTheBytesOfItsDisk(String subformat) throws Exception {
    byte[] raw = new byte[5 * MIB + 512];
    Random random = new Random(7);
    for (int at : new int[] {0, MIB, 3 * MIB - 100, raw.length - 512}) {
      byte[] some = new byte[512];
      random.nextBytes(some);
      System.arraycopy(some, 0, raw, at, some.length);
    }
    Path file = Files.write(directory.resolve("raw"), raw);
    Path disk = directory.resolve("disk.vmdk");
    assertThat(
            new ProcessBuilder(
                    "qemu-img",
                    "convert",
                    "-f",
                    "raw",
                    "-O",
                    "vmdk",
                    "-o",
                    "subformat=" + subformat,
                    file.toString(),
                    disk.toString())
                .inheritIO()
                .start()
                .waitFor())
        .isZero();

    SourceDisk source = Vmdk.inspect(Slice.whole(disk));
    try (InputStream bytes = new DiskBytes(DiskData.open(source), source.diskSize().bytes())) {
      byte[] expanded = bytes.readAllBytes();
      assertThat(expanded).hasSize((int) source.diskSize().bytes());
      assertThat(Arrays.equals(expanded, 0, raw.length, raw, 0, raw.length)).isTrue();
      for (int at = raw.length; at < expanded.length; at++) {
        assertThat(expanded[at]).isZero();
      }
    }
  }

  @Test
  void expandsGrainsThatAreFilledAndLeavesOutThatAreNot() throws Exception {
    Path disk =
        StreamOptimizedFile.ofCapacity(4 * MIB)
            .withFilledGrains(3)
            .withFooter()
            .write(directory.resolve("disk.vmdk"));

    SourceDisk source = Vmdk.inspect(Slice.whole(disk));
    try (InputStream bytes = new DiskBytes(DiskData.open(source), 4 * MIB)) {
      byte[] expanded = bytes.readAllBytes();
      assertThat(expanded).hasSize(4 * MIB);
      assertThat(Arrays.mismatch(new byte[4 * MIB], expanded)).isBetween(0, 3 << 16);
      int tail = expanded.length - (3 << 16);
      assertThat(Arrays.copyOfRange(expanded, 3 << 16, expanded.length)).isEqualTo(new byte[tail]);
    }
  }
}
