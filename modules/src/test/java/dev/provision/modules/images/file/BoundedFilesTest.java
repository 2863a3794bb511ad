package dev.provision.modules.images.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.provision.modules.images.OvfFile;
import dev.provision.modules.images.StreamOptimizedFile;
import dev.provision.modules.images.bytes.UnfitFile;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small files that claim so much that reading what they claim would take hours, or all memory. */
class BoundedFilesTest {
  private static final long MIB = 1 << 20;
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path folder;

  private void refuses(Path file, String message) {
    assertTimeoutPreemptively(
        SOON,
        () ->
            assertThatThrownBy(() -> Inspector.inspect(file, false))
                .isInstanceOf(UnfitFile.class)
                .hasMessage(message));
  }

  @Test
  void refusesAVmdkOfMoreThanAMachineCanHave() throws Exception {
    Path file = StreamOptimizedFile.ofCapacity(64 * MIB).write(folder.resolve("a.vmdk"));
    patch(file, 12, 1L << 46);

    refuses(file, "gives the size of its disk as 32768 TiB; a virtual disk has at most 62 TiB");
  }

  @Test
  void refusesAVmdkWhoseDirectoryNamesOneTableAMillionTimes() throws Exception {
    int tables = 1 << 20;
    int directoryAt = 21;
    StreamOptimizedFile small = StreamOptimizedFile.ofCapacity(64 * MIB);
    long sectors = tables * (32 * MIB / 512);
    Path file =
        small
            .withDescriptor(small.descriptor().replace("RW 131072 ", "RW " + sectors + " "))
            .write(folder.resolve("a.vmdk"));
    patch(file, 12, sectors);
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      int sector = directoryAt + 4 * tables / 512;
      ByteBuffer directory = ByteBuffer.allocate(4 * tables).order(ByteOrder.LITTLE_ENDIAN);
      while (directory.hasRemaining()) {
        directory.putInt(sector);
      }
      out.seek(directoryAt * 512L);
      out.write(directory.array());
      out.setLength((sector + 4L) * 512);
    }

    refuses(file, "is damaged: its grain directory names one table more than once");
  }

  @Test
  void refusesAQcow2ThatNamesOneTableAMillionTimes() throws Exception {
    int cluster = 1 << 16;
    int tables = 1 << 20;
    ByteBuffer file = ByteBuffer.allocate(2 * cluster + 8 * tables);
    file.put("QFI\u00fb".getBytes(StandardCharsets.ISO_8859_1)).putInt(2);
    file.putInt(20, 16).putLong(24, MIB).putInt(36, tables).putLong(40, 2L * cluster);
    file.position(2 * cluster);
    while (file.hasRemaining()) {
      file.putLong(cluster);
    }
    Path path = Files.write(folder.resolve("a.qcow2"), file.array());

    refuses(path, "is a damaged qcow2 disk: it names one of its tables more than once");
  }

  @Test
  void refusesAQcow2OfMoreThanAMachineCanHave() throws Exception {
    ByteBuffer file = ByteBuffer.allocate(1 << 16);
    file.put("QFI\u00fb".getBytes(StandardCharsets.ISO_8859_1)).putInt(2);
    file.putInt(20, 16).putLong(24, 1L << 56).putInt(36, 0).putLong(40, 512);
    Path path = Files.write(folder.resolve("a.qcow2"), file.array());

    refuses(path, "gives the size of its disk as 65536 TiB; a virtual disk has at most 62 TiB");
  }

  @Test
  void readsAFileOnceThatAManifestListsThousandsOfTimes() throws Exception {
    Path ovf =
        OvfFile.of(folder, "VirtualSCSI", 64 * MIB, 64 * MIB)
            .withManifest("SHA256")
            .write(folder.resolve("ovf"));
    Path disk = ovf.resolveSibling("vm-disk1.vmdk");
    try (RandomAccessFile out = new RandomAccessFile(disk.toFile(), "rw")) {
      out.setLength(16 * MIB);
    }
    String line = "SHA256(vm-disk1.vmdk)= " + ImageFiles.hash(List.of(disk)) + "\n";
    Files.writeString(ovf.resolveSibling("vm.mf"), line.repeat(10_000));

    assertThat(assertTimeoutPreemptively(SOON, () -> Inspector.inspect(ovf, false)).disks())
        .hasSize(2);
  }

  @Test
  void refusesAMachineOfThousandsOfDisks() throws Exception {
    OvfFile two = OvfFile.of(folder, "VirtualSCSI", 64 * MIB, 64 * MIB);
    String text = new String(two.files().get("vm.ovf"), StandardCharsets.UTF_8);
    String disk =
        """
        <Item>
          <rasd:HostResource>ovf:/disk/vmdisk1</rasd:HostResource>
          <rasd:Parent>3</rasd:Parent>
          <rasd:ResourceType>17</rasd:ResourceType>
        </Item>
        """;
    String more = text.replace("<vmw:Config", disk.repeat(50_000) + "<vmw:Config");

    refuses(
        two.with("vm.ovf", more.getBytes(StandardCharsets.UTF_8)).write(folder.resolve("ovf")),
        "describes a machine of more than 256 disks");
  }

  @Test
  void expandsNoEntitiesOfAnOvf() throws Exception {
    StringBuilder bomb = new StringBuilder("<?xml version=\"1.0\"?>\n<!DOCTYPE Envelope [");
    bomb.append("<!ENTITY e0 \"").append("x".repeat(1000)).append("\">");
    for (int i = 1; i < 20; i++) {
      bomb.append("<!ENTITY e%d \"%s\">".formatted(i, ("&e" + (i - 1) + ";").repeat(10)));
    }
    Path file = Files.writeString(folder.resolve("a.ovf"), bomb + "]><Envelope>&e19;</Envelope>");

    assertTimeoutPreemptively(
        SOON,
        () ->
            assertThatThrownBy(() -> Inspector.inspect(file, false))
                .isInstanceOf(UnfitFile.class)
                .hasMessageStartingWith("is no whole OVF: "));
  }

  private static void patch(Path file, long at, long value) throws Exception {
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.seek(at);
      out.writeLong(Long.reverseBytes(value));
    }
  }
}
