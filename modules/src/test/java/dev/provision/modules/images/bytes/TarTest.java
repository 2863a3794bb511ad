package dev.provision.modules.images.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.modules.images.file.Inspector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives as tar programs write them, and what is none. */
class TarTest {
  private static final int BLOCK = 512;

  @TempDir Path folder;
  private final ByteArrayOutputStream tar = new ByteArrayOutputStream();

  private void add(char type, String name, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    add(type, name, bytes.length, bytes);
  }

  private void add(char type, String name, long says, byte[] bytes) {
    ByteBuffer header = ByteBuffer.allocate(BLOCK);
    header.put(0, name.getBytes(StandardCharsets.UTF_8));
    header.put(124, "%011o\0".formatted(says).getBytes(StandardCharsets.US_ASCII));
    header.put(156, (byte) type);
    header.put(257, "ustar\00000".getBytes(StandardCharsets.US_ASCII));
    header.put(148, "        ".getBytes(StandardCharsets.US_ASCII));
    int sum = 0;
    for (byte one : header.array()) {
      sum += Byte.toUnsignedInt(one);
    }
    header.put(148, "%06o\0 ".formatted(sum).getBytes(StandardCharsets.US_ASCII));
    tar.writeBytes(header.array());
    tar.writeBytes(bytes);
    tar.writeBytes(new byte[(BLOCK - bytes.length % BLOCK) % BLOCK]);
  }

  /** Of less than a hundred bytes. */
  private static String record(String keyword, String value) {
    String rest = " " + keyword + "=" + value + "\n";
    return rest.length() + 2 + rest;
  }

  private Path file() throws IOException {
    tar.writeBytes(new byte[2 * BLOCK]);
    return Files.write(folder.resolve("a.ova"), tar.toByteArray());
  }

  private Map<String, Slice> members() throws Exception {
    return Tar.members(file());
  }

  private static String text(Slice slice) throws IOException {
    try (InputStream in = slice.stream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aGlobalHeaderHoldsForAllThatFollowAndALocalOneForTheNext() throws Exception {
    add('g', "pax_global_header", record("comment", "0123456789abcdef"));
    add('0', "first", "1");
    add('x', "local", record("path", "second"));
    add('0', "cut", "22");
    add('0', "third", "333");

    Map<String, Slice> members = members();

    assertThat(members.keySet()).containsExactly("first", "second", "third");
    assertThat(text(members.get("second"))).isEqualTo("22");
  }

  @Test
  void aLocalHeaderGoesBeforeAGlobalOne() throws Exception {
    add('g', "pax_global_header", record("path", "of-all"));
    add('x', "local", record("path", "its-own"));
    add('0', "cut", "22");
    add('0', "cut", "333");

    Map<String, Slice> members = members();

    assertThat(members.keySet()).containsExactly("its-own", "of-all");
    assertThat(text(members.get("of-all"))).isEqualTo("333");
  }

  @Test
  void saysWhichHeaderDoesNotAddUp() throws Exception {
    add('0', "vm.ovf", "1");
    add('0', "disk.vmdk", "1");
    Path file = file();
    byte[] bytes = Files.readAllBytes(file);
    bytes[2 * BLOCK + 124 + 5] ^= 1;
    Files.write(file, bytes);

    assertThatThrownBy(() -> Tar.members(file))
        .isInstanceOf(UnfitFile.class)
        .hasMessage(
            "is a damaged archive: what follows at byte 1024 is no header of a tar archive; copy"
                + " or download it again");
  }

  @Test
  void aValueMayHoldWhatLooksLikeARecord() throws Exception {
    add('x', "local", record("comment", "a\n14 path=other\nb") + record("path", "really"));
    add('0', "cut", "1");

    assertThat(members().keySet()).containsExactly("really");
  }

  @Test
  void aLongNameOfGnuStaysWhenALongLinkNameFollowsIt() throws Exception {
    String name = "n".repeat(150);
    add('L', "././@LongLink", name + "\0");
    add('K', "././@LongLink", "elsewhere\0");
    add('0', "cut", "1");

    assertThat(members().keySet()).containsExactly(name);
  }

  @Test
  void aFolderThatGivesASizeHasNoData() throws Exception {
    add('5', "folder/", 4096, new byte[0]);
    add('0', "file", "1");

    assertThat(members().keySet()).containsExactly("file");
  }

  @ParameterizedTest
  @CsvSource({"1", "2"})
  void refusesALink(char type) {
    add(type, "disk.vmdk", "");

    assertThatThrownBy(this::members)
        .isInstanceOf(UnfitFile.class)
        .hasMessage(
            "holds `disk.vmdk`, which is a link and no file: refused; pack the file itself");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../disk.vmdk", "/etc/passwd", "a/../../b", ".."})
  void refusesANameThatLeadsOut(String name) {
    add('0', name, "1");

    assertThatThrownBy(this::members)
        .isInstanceOf(UnfitFile.class)
        .hasMessage("holds `" + name + "`, a name that leads out of the archive: refused");
  }

  @Test
  void saysThatAFileWhoseFirstHeaderDoesNotAddUpIsNoTarArchive() throws Exception {
    add('0', "vm.ovf", "1");
    Path file = file();
    byte[] bytes = Files.readAllBytes(file);
    bytes[3] ^= 1;
    Files.write(file, bytes);

    assertThatThrownBy(() -> Tar.members(file))
        .isInstanceOf(UnfitFile.class)
        .hasMessage("is no tar archive, as an OVA is: the checksum of its first header is wrong");
  }

  @Test
  void saysWhereAnArchiveIsDamaged() throws Exception {
    add('0', "vm.ovf", "1");
    tar.writeBytes("x".repeat(BLOCK).getBytes(StandardCharsets.US_ASCII));

    assertThatThrownBy(this::members)
        .isInstanceOf(UnfitFile.class)
        .hasMessage(
            "is a damaged archive: what follows at byte 1024 is no header of a tar archive; copy"
                + " or download it again");
  }

  @Test
  void saysThatAnOvaOfOtherBytesIsNoTarArchive() throws Exception {
    Path file = Files.write(folder.resolve("a.OVA"), "x".repeat(3000).getBytes());

    assertThatThrownBy(() -> Inspector.inspect(file, false))
        .isInstanceOf(UnfitFile.class)
        .hasMessage("is no tar archive, as an OVA is, and of no known disk format");
  }

  @Test
  void refusesAnExtendedHeaderThatCannotBeRead() {
    add('x', "local", "99 path=second\n");
    add('0', "cut", "1");

    assertThatThrownBy(this::members)
        .hasMessage("is a damaged archive: an extended header in it cannot be read");
  }
}
