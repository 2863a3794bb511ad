package dev.provision.modules.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.modules.images.bytes.OutgoingDisk;
import dev.provision.modules.images.bytes.SourceDisk;
import dev.provision.modules.images.declaration.ImageWanted;
import dev.provision.modules.images.file.ImageFiles;
import dev.provision.modules.images.file.InstalledQemuImg;
import dev.provision.modules.images.file.QemuImg;
import dev.provision.modules.images.file.QemuImgCommand;
import dev.provision.modules.images.file.Scratch;
import dev.provision.referee.NeedsQemuImg;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Progress;
import dev.provision.spi.schema.DataSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done with a file before the server is asked, and what is left of it. */
@NeedsQemuImg
class ImagePreparationTest {
  private static final long MIB = 1 << 20;

  @TempDir Path folder;
  private QemuImgCommand command;
  private Path qcow2;
  private final List<String> progress = new ArrayList<>();

  @BeforeEach
  void write() throws Exception {
    command = new QemuImgCommand(folder);
    qcow2 = command.convert(command.raw("disk.raw", 40 * MIB), "qcow2", "", "disk.qcow2");
  }

  private static ImageTools tools(QemuImg qemu) {
    return new ImageTools(new ImageFiles(), qemu, new Download());
  }

  private ImageWanted.Imported wanted(ImageTools tools) {
    return (ImageWanted.Imported)
        new ImageKind(tools)
            .desired(
                Declarations.source(folder.resolve("ci.yml"), "prepared", "disk.qcow2", Map.of()),
                Declarations.resolved())
            .get();
  }

  private ImagePreparation prepared(QemuImg qemu) throws Exception {
    ImageTools tools = tools(qemu);
    return ImagePreparation.of(
        wanted(tools), tools, (percent, what) -> progress.add(percent + " " + what));
  }

  /** What is left of conversions of ours beside the playbooks. */
  private static List<Path> left() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("provision-prepared-"))
          .toList();
    }
  }

  @Test
  void convertsWhatQemuImgReadsAndDeletesWhatItMade() throws Exception {
    InstalledQemuImg installed = new InstalledQemuImg();
    Path made;
    try (ImagePreparation ready = prepared(installed)) {
      OutgoingDisk disk = ready.disks().get(0);
      made = disk.disk().data().get(0).file();
      assertThat(disk.disk().form()).isEqualTo(SourceDisk.Form.STREAM);
      assertThat(disk.disk().capacity()).isEqualTo(DataSize.ofMebibytes(40));
      assertThat(
              Arrays.equals(command.contents(made), Files.readAllBytes(folder.resolve("disk.raw"))))
          .isTrue();
      assertThat(left()).containsExactly(made);
    }

    assertThat(made).doesNotExist();
    assertThat(left()).isEmpty();
    assertThat(progress)
        .contains("100 converting with qemu-img " + installed.version().orElseThrow());
  }

  @Test
  void saysWhyQemuImgFailedAndLeavesNothing() throws Exception {
    QemuImg broken = script("echo 'qemu-img: error while writing: No space left'; exit 1");

    assertThatThrownBy(() -> prepared(broken))
        .isInstanceOf(ModuleException.class)
        .hasMessage(
            "`disk.qcow2` cannot be converted: qemu-img ended with 1: qemu-img: error while"
                + " writing: No space left");
    assertThat(left()).isEmpty();
  }

  @Test
  void refusesAFileThatChangedWhileItWasConverted() {
    InstalledQemuImg installed = new InstalledQemuImg();
    QemuImg slow =
        new QemuImg() {
          @Override
          public Optional<String> version() {
            return installed.version();
          }

          @Override
          public void convert(Path from, String format, Path to, String adapter, Progress progress)
              throws IOException, InterruptedException {
            installed.convert(from, format, to, adapter, progress);
            Files.write(qcow2, new byte[] {1, 2, 3});
          }
        };

    assertThatThrownBy(() -> prepared(slow))
        .hasMessageStartingWith("`disk.qcow2` changed while it was read: what was sent has sha256 ")
        .hasMessageEndingWith("; nothing was kept");
  }

  @Test
  void aConversionThatIsCancelledEndsTheProgramAndLeavesNothing() throws Exception {
    QemuImg endless = script("echo '    (1.00/100%)'; exec sleep 600");
    ImageTools tools = tools(endless);
    ImageWanted.Imported wanted = wanted(tools);
    // other tests of this process may have programs of their own
    List<ProcessHandle> others = ProcessHandle.current().descendants().toList();

    assertThatThrownBy(
            () ->
                ImagePreparation.of(
                    wanted, tools, (percent, what) -> Thread.currentThread().interrupt()))
        .isInstanceOf(InterruptedException.class);

    assertThat(Thread.interrupted()).isFalse();
    assertThat(left()).isEmpty();
    for (ProcessHandle each : ProcessHandle.current().descendants().toList()) {
      if (!others.contains(each)) {
        assertThat(each.onExit().get(20, TimeUnit.SECONDS).isAlive()).isFalse();
      }
    }
  }

  @Test
  void sweepsWhatAKilledRunLeftAndNothingElse() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    assertThat(ended.waitFor()).isZero();
    Path dead = Files.createFile(folder.resolve("provision-a-" + ended.pid() + ".vmdk"));
    Path alive =
        Files.createFile(folder.resolve("provision-b-" + ProcessHandle.current().pid() + ".vmdk"));
    Path other = Files.createFile(folder.resolve("provision-notes.vmdk"));

    Scratch.file(folder, "c");

    assertThat(dead).doesNotExist();
    assertThat(alive).exists();
    assertThat(other).exists();
  }

  @Test
  void knowsThatTheProgramIsNotThere() {
    assertThat(new InstalledQemuImg(folder.resolve("nothing").toString()).version()).isEmpty();
  }

  /** A qemu-img that does this instead of converting. */
  private QemuImg script(String body) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("qemu"),
            "#!/bin/sh\n[ \"$1\" = --version ] && echo qemu-img version 1.0 && exit\n" + body);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return new InstalledQemuImg(file.toString());
  }
}
