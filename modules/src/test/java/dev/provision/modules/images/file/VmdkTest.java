package dev.provision.modules.images.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.modules.images.StreamOptimizedFile;
import dev.provision.modules.images.bytes.Slice;
import dev.provision.modules.images.bytes.SourceDisk;
import dev.provision.modules.images.bytes.UnfitFile;
import dev.provision.modules.images.bytes.VmdkDescriptor;
import dev.provision.spi.schema.DataSize;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VmdkTest {
  private static final long MIB = 1 << 20;

  @TempDir Path directory;

  @Test
  void readsAFileWithItsDirectoryFirst() throws Exception {
    Path file = StreamOptimizedFile.ofCapacity(64 * MIB).withAdapter("ide").write(at("a.vmdk"));

    assertThat(inspect(file)).isEqualTo(disk(file, "ide", DataSize.ofMebibytes(64)));
  }

  private static SourceDisk inspect(Path file) throws Exception {
    return Inspector.inspect(file, false).disks().get(0);
  }

  private static SourceDisk disk(Path file, String adapter, DataSize capacity) throws IOException {
    return new SourceDisk(
        SourceDisk.Form.STREAM,
        adapter,
        capacity,
        new DataSize(4 * 65536),
        List.of(Slice.whole(file)));
  }

  @Test
  void readsAFileWithAFooter() throws Exception {
    Path file = StreamOptimizedFile.ofCapacity(64 * MIB).withFooter().write(at("a.vmdk"));

    assertThat(inspect(file)).isEqualTo(disk(file, "lsilogic", DataSize.ofMebibytes(64)));
  }

  @Test
  void readsADiskOfSeveralTablesOfWhichMostAreEmpty() throws Exception {
    Path file = StreamOptimizedFile.ofCapacity(10_240 * MIB).write(at("a.vmdk"));

    assertThat(inspect(file).capacity()).isEqualTo(DataSize.ofGibibytes(10));
  }

  /** From within the header to the last sector, with and without a footer. */
  @ParameterizedTest
  @CsvSource({
    "100, false", "512, false", "5000, false", "10752, false", "12000, false", "20480, false",
    "-1, false", "-512, false", "-40000, false", "100, true", "5000, true", "70000, true",
    "-1, true", "-512, true", "-1024, true", "-1536, true", "-4096, true"
  })
  void refusesAFileThatWasCutOff(long length, boolean footer) throws Exception {
    StreamOptimizedFile whole = StreamOptimizedFile.ofCapacity(64 * MIB);
    Path file = (footer ? whole.withFooter() : whole).write(at("a.vmdk"));
    long size = length < 0 ? Files.size(file) + length : length;
    truncate(file, size);

    assertThatThrownBy(() -> inspect(file))
        .isInstanceOf(UnfitFile.class)
        .hasMessageStartingWith("was cut off: it has " + size + " bytes")
        .hasMessageEndingWith("; copy or download it again");
  }

  /** As writers do it that go back to the header: the data is whole, what follows it is not. */
  @ParameterizedTest
  @ValueSource(longs = {-512, -1024, -1536})
  void refusesAStreamWithoutItsEndWhoseHeaderKnowsTheDirectory(long length) throws Exception {
    Path file = StreamOptimizedFile.ofCapacity(64 * MIB).withFooter().write(at("a.vmdk"));
    try (RandomAccessFile edit = new RandomAccessFile(file.toFile(), "rw")) {
      byte[] directoryAt = new byte[8];
      edit.seek(edit.length() - 1024 + 56);
      edit.readFully(directoryAt);
      edit.seek(56);
      edit.write(directoryAt);
    }
    assertThat(inspect(file).capacity()).isEqualTo(DataSize.ofMebibytes(64));
    long size = Files.size(file) + length;
    truncate(file, size);

    assertThatThrownBy(() -> inspect(file))
        .isInstanceOf(UnfitFile.class)
        .hasMessage(
            "was cut off: it has "
                + size
                + " bytes and it has no footer and no end-of-stream marker; copy or download it"
                + " again");
  }

  @Test
  void refusesAFileWhoseDataIsNotWhereItsTableSays() throws Exception {
    Path file = StreamOptimizedFile.ofCapacity(64 * MIB).write(at("a.vmdk"));
    overwrite(file, 30 * 512, new byte[] {7});

    assertThatThrownBy(() -> inspect(file))
        .hasMessage("is damaged: the data of sector 0 is not where its grain table says");
  }

  @Test
  void refusesADescriptorThatSaysAnotherSizeThanTheHeader() throws Exception {
    Path file = StreamOptimizedFile.ofCapacity(64 * MIB).write(at("a.vmdk"));
    overwrite(file, 12, new byte[] {0, 0, 4, 0});

    assertThatThrownBy(() -> inspect(file))
        .hasMessage("contradicts itself: its descriptor says 131072 sectors, its header 262144");
  }

  @Test
  void refusesAHeaderThatSaysPlainGrainsUnderAStreamDescriptor() throws Exception {
    Path file = StreamOptimizedFile.ofCapacity(64 * MIB).write(at("a.vmdk"));
    overwrite(file, 8, new byte[] {1, 0, 0, 0});

    assertThatThrownBy(() -> inspect(file))
        .hasMessage(
            "contradicts itself: its descriptor says createType=streamOptimized, its header that"
                + " they are not");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../etc/passwd", "/etc/passwd", "..\\\\secret"})
  void refusesAnExtentInAnotherFolder(String extent) throws Exception {
    StreamOptimizedFile stream = StreamOptimizedFile.ofCapacity(64 * MIB);
    Path file =
        stream.withDescriptor(stream.descriptor().replace("disk.vmdk", extent)).write(at("a.vmdk"));

    assertThatThrownBy(() -> inspect(file))
        .hasMessage("names an extent outside of itself, `" + extent + "`: refused");
  }

  @Test
  void refusesADeltaOfAnotherDisk() throws Exception {
    StreamOptimizedFile stream = StreamOptimizedFile.ofCapacity(64 * MIB);
    Path file =
        stream
            .withDescriptor(stream.descriptor().replace("parentCID=ffffffff", "parentCID=12345678"))
            .write(at("a.vmdk"));

    assertThatThrownBy(() -> inspect(file))
        .hasMessage("is only the difference to another disk, its parent");
  }

  @Test
  void refusesAFileThatCameThroughATextModeTransfer() throws Exception {
    Path file = StreamOptimizedFile.ofCapacity(64 * MIB).write(at("a.vmdk"));
    overwrite(file, 73, new byte[] {'\n', ' ', '\n', '\n'});

    assertThatThrownBy(() -> inspect(file))
        .hasMessage(
            "is a VMDK whose line ends were changed on the way, as by FTP in text mode; transfer it"
                + " again in binary mode");
  }

  @ParameterizedTest
  @CsvSource({"12, capacity", "20, grain size", "36, descriptor", "44, table size"})
  void refusesAHeaderWithNumbersThatCannotBe(int at, String field) throws Exception {
    Path file = StreamOptimizedFile.ofCapacity(64 * MIB).write(at("a.vmdk"));
    overwrite(file, at, new byte[] {-1, -1, -1, -1});
    if (at != 44) {
      overwrite(file, at + 4, new byte[] {-1, -1, -1, -1});
    }

    assertThatThrownBy(() -> inspect(file))
        .isInstanceOf(UnfitFile.class)
        .hasMessageStartingWith("is a damaged VMDK: its header gives the " + field + " as ");
  }

  @Test
  void namesADiskOfEsxsOldFormatAndTheCommandThatConvertsIt() throws Exception {
    Path file = Files.write(at("a.vmdk"), padded("COWD", 0, 4096));

    assertThatThrownBy(() -> inspect(file))
        .hasMessage(
            "is a VMDK of ESX's COWD format; convert it to a streamOptimized VMDK: qemu-img convert"
                + " -O vmdk -o subformat=streamOptimized a.vmdk a-stream.vmdk");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\u001f\u008b' | 0 | is compressed with gzip: unpack it with `gunzip`",
        "<!DOCTYPE html> | 0 | is an HTML page, probably of a download that failed",
        "'PK\u0003\u0004' | 0 | is a zip archive: unpack it with `unzip`",
        "hello | 0 | is of no known disk format; where it is a raw disk without a boot sector, say"
            + " `disk_format: raw`",
      })
  void namesWhatIsNoDisk(String magic, int at, String message) throws Exception {
    Path file = Files.write(at("a.vmdk"), padded(magic, at, 40_000));

    assertThatThrownBy(() -> inspect(file)).hasMessage(message);
  }

  @Test
  void knowsARawDiskByItsBootSectorAndAnyOtherByThePlaybooksWord() throws Exception {
    Path boots = Files.write(at("disk.img"), padded("U\u00aa", 510, 4096));
    Path any = Files.write(at("data.img"), padded("", 0, 4096));

    assertThat(inspect(boots).form()).isEqualTo(SourceDisk.Form.FLAT);
    assertThat(Inspector.inspect(any, true).format()).isEqualTo(FileFormat.RAW);
    assertThat(Inspector.inspect(any, true).disks().get(0).capacity())
        .isEqualTo(new DataSize(4096));
  }

  @Test
  void refusesARawDiskThatIsNotWholeSectors() throws Exception {
    Path file = Files.write(at("disk.img"), padded("U\u00aa", 510, 4097));

    assertThatThrownBy(() -> inspect(file))
        .hasMessage(
            "was cut off: as a raw disk its 4097 bytes would be whole sectors of 512; copy or"
                + " download it again");
  }

  @Test
  void namesAnEmptyFile() throws Exception {
    Path file = Files.createFile(at("a.vmdk"));

    assertThatThrownBy(() -> inspect(file)).hasMessage("is empty");
  }

  private static byte[] padded(String magic, int at, int size) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) 1);
    byte[] head = magic.replace("\\0", "\0").getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(head, 0, bytes, at, head.length);
    return bytes;
  }

  private Path at(String name) {
    return directory.resolve(name);
  }

  private static void truncate(Path file, long size) throws IOException {
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.setLength(size);
    }
  }

  private static void overwrite(Path file, long at, byte[] bytes) throws IOException {
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.seek(at);
      out.write(bytes);
    }
  }

  @Test
  void aDescriptorOfAnIdeDiskHasTheGeometryOfIdeAndReadsBack() {
    String text = VmdkDescriptor.text("vmfs", "VMFS", "a-flat.vmdk", 1 << 21, "ide");

    assertThat(text.lines().filter(line -> line.startsWith("ddb.geometry")))
        .containsExactly(
            "ddb.geometry.cylinders = \"2080\"",
            "ddb.geometry.heads = \"16\"",
            "ddb.geometry.sectors = \"63\"");
    assertThat(VmdkDescriptor.parse(text))
        .isEqualTo(
            new VmdkDescriptor(
                "vmfs",
                "ide",
                false,
                List.of(new VmdkDescriptor.Extent(1 << 21, "VMFS", "a-flat.vmdk", 0))));
  }
}
