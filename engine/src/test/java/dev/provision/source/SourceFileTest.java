package dev.provision.source;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFileTest {
  @TempDir Path folder;

  @Test
  void readsTextWithoutItsByteOrderMark() throws IOException {
    assertThat(read("\uFEFFname: grün\n".getBytes(UTF_8)).get())
        .isEqualTo(new SourceFile("site.yml", "name: grün\n"));
  }

  @Test
  void readsAnEmptyFile() throws IOException {
    assertThat(read(new byte[0]).get().text()).isEmpty();
  }

  @Test
  void saysWhatIsNoFile() {
    assertInvalid(
        SourceFile.read(folder.resolve("site.yml"), "site.yml"), "site.yml: there is no such file");
    assertInvalid(SourceFile.read(folder, "site.yml"), "site.yml: this is a directory, not a file");
  }

  @Test
  void saysThatItMayNotRead() throws IOException {
    Path path = Files.writeString(folder.resolve("site.yml"), "a: b");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(path), "root may read everything");
    assertInvalid(SourceFile.read(path, "site.yml"), "site.yml: no permission to read this file");
  }

  @Test
  void refusesALargeFileByItsSize() throws IOException {
    Path path = folder.resolve("site.yml");
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(3L << 30);
    }
    assertInvalid(
        SourceFile.read(path, "site.yml"),
        "site.yml: this file has 3072 MiB; at most 16 MiB are read");
  }

  @Test
  void readsAFileOfSixteenMebibytesAndNotOneByteMore() throws IOException {
    Path path = folder.resolve("site.yml");
    Files.write(path, "#".repeat(SourceFile.MAX_BYTES).getBytes(UTF_8));
    assertThat(SourceFile.read(path, "site.yml").get().text()).hasSize(SourceFile.MAX_BYTES);
    assertInvalid(
        read("#".repeat(SourceFile.MAX_BYTES + 1).getBytes(UTF_8)),
        "site.yml: this file has 17 MiB; at most 16 MiB are read");
  }

  @Test
  void pointsAtTheFirstByteThatIsNoText() throws IOException {
    assertInvalid(
        read("a: b\nc: ü\0\n".getBytes(UTF_8)),
        "site.yml:2:5: this is no text: there is a NUL byte here");
    assertInvalid(
        read(new byte[] {'a', ':', ' ', 'b', '\n', 'c', (byte) 0xFF, '\n'}),
        "site.yml:2:2: this is no UTF-8 text: the byte 0xFF is wrong here");
    assertInvalid(
        read(new byte[] {'a', (byte) 0xC3}),
        "site.yml:1:2: this is no UTF-8 text: the byte 0xC3 is wrong here");
  }

  @Test
  void namesUtf16() throws IOException {
    String message = "site.yml: this file is in UTF-16; save it as UTF-8";
    assertInvalid(read("\uFEFFname: x".getBytes(UTF_16LE)), message);
    assertInvalid(read("name: x".getBytes(UTF_16LE)), message);
  }

  @Test
  void givesALineWithoutItsEnd() {
    SourceFile file = new SourceFile("site.yml", "one\r\ntwo\rthree\n\nfive");
    assertThat(file.line(1)).isEqualTo("one");
    assertThat(file.line(2)).isEqualTo("two");
    assertThat(file.line(3)).isEqualTo("three");
    assertThat(file.line(4)).isEmpty();
    assertThat(file.line(5)).isEqualTo("five");
    assertThat(file.line(6)).isEmpty();
    assertThat(file.line(0)).isEmpty();
  }

  private Checked<SourceFile> read(byte[] bytes) throws IOException {
    return SourceFile.read(Files.write(folder.resolve("site.yml"), bytes), "site.yml");
  }

  private static void assertInvalid(Checked<SourceFile> checked, String expected) {
    assertThat(checked.value()).isEmpty();
    assertThat(checked.diagnostics()).hasSize(1);
    Diagnostic only = checked.diagnostics().get(0);
    assertThat(only.span().orElseThrow() + ": " + only.message()).isEqualTo(expected);
  }
}
