package dev.provision.modules.images.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.modules.images.bytes.OutgoingDisk;
import dev.provision.modules.images.bytes.Slice;
import dev.provision.modules.images.bytes.SourceDisk;
import dev.provision.modules.images.bytes.UnfitFile;
import dev.provision.referee.NeedsQemuImg;
import dev.provision.spi.schema.DataSize;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as qemu-img writes them: what they are found to be, and what is made of them. */
@NeedsQemuImg
class InspectionTest {
  /** No whole number of grains, and two grain tables. */
  private static final long BYTES = (40L << 20) + 3 * 512;

  @TempDir Path folder;
  private QemuImgCommand qemu;

  @BeforeEach
  void start() {
    qemu = new QemuImgCommand(folder);
  }

  private Path vmdk(String subformat, String adapter) throws Exception {
    Path raw = qemu.raw("disk.raw", BYTES);
    return qemu.convert(
        raw, "vmdk", "subformat=" + subformat + ",adapter_type=" + adapter, "disk.vmdk");
  }

  /** What goes to a lease, in a file. */
  private Path sent(SourceDisk disk) throws Exception {
    List<Integer> percents = new ArrayList<>();
    OutgoingDisk outgoing = OutgoingDisk.of(disk, (percent, what) -> percents.add(percent));
    Path file = folder.resolve("sent.vmdk");
    try (InputStream in = outgoing.open()) {
      Files.copy(in, file);
    }
    assertThat(Files.size(file)).isEqualTo(outgoing.bytes());
    assertThat(percents.size()).isLessThan(102);
    return file;
  }

  /** Byte by byte through assertions it would take seconds. */
  private static void beginsWithAll(Path raw, byte[] contents) throws IOException {
    byte[] whole = Files.readAllBytes(raw);
    assertThat(contents).hasSizeBetween(whole.length, whole.length + 65535);
    assertThat(Arrays.mismatch(whole, 0, whole.length, contents, 0, whole.length)).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource({"monolithicSparse, SPARSE", "monolithicFlat, FLAT", "streamOptimized, STREAM"})
  void makesAStreamOfEachVmdkThatHoldsTheVeryDisk(String subformat, SourceDisk.Form form)
      throws Exception {
    Path file = vmdk(subformat, "buslogic");

    Inspection found = Inspector.inspect(file, false);

    SourceDisk disk = found.disks().get(0);
    assertThat(disk.form()).isEqualTo(form);
    assertThat(disk.adapterType()).isEqualTo("buslogic");
    assertThat(disk.capacity()).isEqualTo(new DataSize(BYTES));
    Path sent = sent(disk);
    qemu.run("check", "-f", "vmdk", sent.toString());
    beginsWithAll(folder.resolve("disk.raw"), qemu.contents(sent));
    assertThat(Vmdk.inspect(Slice.whole(sent)).capacity()).isEqualTo(disk.capacity());
    assertThat(Files.size(sent)).isLessThan(1 << 20);
  }

  @Test
  void makesAStreamOfARawDisk() throws Exception {
    Path raw = qemu.raw("disk.raw", BYTES);

    Inspection found = Inspector.inspect(raw, false);

    assertThat(found.format()).isEqualTo(FileFormat.RAW);
    beginsWithAll(raw, qemu.contents(sent(found.disks().get(0))));
  }

  @Test
  void makesAStreamOfADiskOfZerosThatHoldsNothing() throws Exception {
    Path raw = folder.resolve("disk.raw");
    try (RandomAccessFile out = new RandomAccessFile(raw.toFile(), "rw")) {
      out.setLength(8 << 20);
    }
    SourceDisk disk = Inspector.inspect(raw, true).disks().get(0);

    Path sent = sent(disk);

    assertThat(Arrays.equals(qemu.contents(sent), new byte[8 << 20])).isTrue();
    assertThat(Vmdk.inspect(Slice.whole(sent)).filled()).isEqualTo(new DataSize(0));
  }

  @ParameterizedTest
  @CsvSource({
    "qcow2, '', QCOW2",
    "qcow2, compat=0.10, QCOW2",
    "vpc, subformat=dynamic, VHD",
    "vpc, 'subformat=fixed,force_size=on', VHD",
    "vhdx, '', VHDX",
    "vdi, '', VDI"
  })
  void readsTheSizeOfADiskThatQemuImgConverts(String format, String options, FileFormat is)
      throws Exception {
    long whole = 40L << 20;
    Path file = qemu.convert(qemu.raw("disk.raw", whole), format, options, "disk.img");

    Inspection found = Inspector.inspect(file, false);

    assertThat(found.format()).isEqualTo(is);
    assertThat(found.disks().get(0).form()).isEqualTo(SourceDisk.Form.FOREIGN);
    // qemu-img rounds a dynamic VHD up to its cylinders
    assertThat(found.disks().get(0).capacity().bytes()).isBetween(whole, whole + (1 << 20));
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 30_000, 400_000, -70_000, -512})
  void refusesAQcow2DiskThatWasCutOff(int length) throws Exception {
    Path file = qemu.convert(qemu.raw("disk.raw", 40L << 20), "qcow2", "", "disk.qcow2");
    long size = length < 0 ? Files.size(file) + length : length;
    truncate(file, size);

    assertThatThrownBy(() -> Inspector.inspect(file, false))
        .isInstanceOf(UnfitFile.class)
        .hasMessage("was cut off: it has " + size + " bytes; copy or download it again");
  }

  @Test
  void refusesADiskThatHangsOnAnotherFileOfThisMachine() throws Exception {
    qemu.run("create", "-q", "-f", "qcow2", "base.qcow2", "8M");
    qemu.run("create", "-q", "-f", "qcow2", "-b", "base.qcow2", "-F", "qcow2", "child.qcow2", "8M");

    assertThatThrownBy(() -> Inspector.inspect(folder.resolve("child.qcow2"), false))
        .hasMessage("is only the difference to another disk, its backing file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"monolithicSparse", "streamOptimized"})
  void refusesAVmdkThatWasCutOff(String subformat) throws Exception {
    Path file = vmdk(subformat, "ide");
    truncate(file, Files.size(file) - 65536);

    assertThatThrownBy(() -> Inspector.inspect(file, false))
        .isInstanceOf(UnfitFile.class)
        .hasMessageStartingWith("was cut off: it has ");
  }

  @Test
  void refusesAFlatVmdkWhoseExtentIsNotWholeNotThereOrElsewhere() throws Exception {
    Path file = vmdk("monolithicFlat", "ide");
    Path extent = folder.resolve("disk-flat.vmdk");
    truncate(extent, BYTES - 512);
    assertThatThrownBy(() -> Inspector.inspect(file, false))
        .hasMessage(
            "was cut off: its descriptor says that `disk-flat.vmdk` has "
                + BYTES
                + " bytes, and it has "
                + (BYTES - 512));

    Files.delete(extent);
    assertThatThrownBy(() -> Inspector.inspect(file, false))
        .hasMessageStartingWith(
            "is a VMDK's descriptor, and the disk's bytes are in `disk-flat.vmdk`, which is not"
                + " there");

    for (String name : List.of("../disk-flat.vmdk", "/etc/passwd", "..")) {
      Path liar = folder.resolve("liar.vmdk");
      Files.writeString(liar, Files.readString(file).replace("disk-flat.vmdk", name));
      assertThatThrownBy(() -> Inspector.inspect(liar, false))
          .hasMessage("names a file outside of its own folder, `" + name + "`: refused");
    }
  }

  private static void truncate(Path file, long size) throws IOException {
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.setLength(size);
    }
  }
}
