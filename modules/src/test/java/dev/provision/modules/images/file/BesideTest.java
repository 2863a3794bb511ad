package dev.provision.modules.images.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.modules.images.OvfFile;
import dev.provision.modules.images.bytes.UnfitFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an OVF, its manifest and a descriptor may name. */
class BesideTest {
  private static final long MIB = 1 << 20;

  @TempDir Path folder;
  private OvfFile whole;

  @BeforeEach
  void make() throws IOException {
    whole = OvfFile.of(folder, "VirtualSCSI", 64 * MIB, 128 * MIB);
  }

  /** The second disk under another name, and the manifest with it. */
  private OvfFile named(String file, String href) {
    byte[] bytes = whole.files().get("vm-disk2.vmdk");
    OvfFile ovf = whole.replacing("\"vm-disk2.vmdk\"", "\"" + href + "\"");
    ovf.files().remove("vm-disk2.vmdk");
    return ovf.with(file, bytes).withManifest("SHA256");
  }

  @ParameterizedTest
  @CsvSource({
    "my disk.vmdk, my%20disk.vmdk",
    "größe.vmdk, gr%C3%B6%C3%9Fe.vmdk",
    "a+b#1.vmdk, a+b%231.vmdk",
    "plain.vmdk, ./plain.vmdk",
    "50%.vmdk, 50%.vmdk",
    "as%20it%20is.vmdk, as%20it%20is.vmdk"
  })
  void readsTheNameOfADiskAsAUri(String file, String href) throws Exception {
    OvfFile ovf = named(file, href);

    assertThat(Inspector.inspect(ovf.write(folder.resolve("ovf")), false).disks()).hasSize(2);
    if (file.chars().allMatch(c -> c < 128)) {
      assertThat(Inspector.inspect(ovf.pack(folder.resolve("vm.ova")), false).disks()).hasSize(2);
    }
  }

  @Test
  void findsTheFileThatAManifestNamesAsTheUriHasIt() throws Exception {
    OvfFile ovf = named("my disk.vmdk", "my%20disk.vmdk");
    String lines = new String(ovf.files().get("vm.mf")).replace("my disk", "my%20disk");

    assertThat(
            Inspector.inspect(
                    ovf.with("vm.mf", lines.getBytes()).write(folder.resolve("ovf")), false)
                .disks())
        .hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://mirror.lab/d.vmdk",
        "file:///etc/passwd",
        "file:d.vmdk",
        "//mirror.lab/d.vmdk"
      })
  void refusesAnAddress(String href) {
    OvfFile ovf = whole.replacing("\"vm-disk2.vmdk\"", "\"" + href + "\"");

    assertThatThrownBy(() -> Inspector.inspect(ovf.write(folder.resolve("ovf")), false))
        .isInstanceOf(UnfitFile.class)
        .hasMessage(
            "names its file by an address, `"
                + href
                + "`: put the file beside the OVF and write its name there");
  }

  @ParameterizedTest
  @CsvSource({"%2e%2e%2fd.vmdk, ../d.vmdk", "..%5Cd.vmdk, ..\\d.vmdk"})
  void refusesAnEncodedNameThatLeadsOut(String href, String name) {
    OvfFile ovf = whole.replacing("\"vm-disk2.vmdk\"", "\"" + href + "\"");

    assertThatThrownBy(() -> Inspector.inspect(ovf.write(folder.resolve("ovf")), false))
        .isInstanceOf(UnfitFile.class)
        .hasMessage("names a file outside of its own folder, `" + name + "`: refused");
  }

  private static String refusal(String name, Path to) {
    return "names `"
        + name
        + "`, which is a link out of its own folder, to `"
        + to
        + "`: refused; put the file itself there";
  }

  @ParameterizedTest
  @ValueSource(strings = {"vm-disk2.vmdk", "vm.mf"})
  void refusesAFileOfAnOvfThatIsALinkOutOfItsFolder(String name) throws Exception {
    Path ovf = whole.withManifest("SHA256").write(folder.resolve("ovf"));
    Path moved = Files.move(ovf.resolveSibling(name), folder.resolve("outside")).toRealPath();
    Files.createSymbolicLink(ovf.resolveSibling(name), Path.of("../outside"));

    assertThatThrownBy(() -> Inspector.inspect(ovf, false))
        .isInstanceOf(UnfitFile.class)
        .hasMessage(refusal(name, moved));
  }

  private Path flat(Path in, String extent) throws IOException {
    Files.createDirectories(in);
    return Files.writeString(
        in.resolve("d.vmdk"),
        """
        # Disk DescriptorFile
        version=1
        parentCID=ffffffff
        createType="monolithicFlat"
        RW 2 FLAT "%s" 0
        """
            .formatted(extent));
  }

  @Test
  void refusesAnExtentBehindALinkThatIsALinkOutOfItsFolder() throws Exception {
    Path file = flat(folder.resolve("in"), "first");
    Path outside = Files.write(folder.resolve("outside"), new byte[1024]).toRealPath();
    Files.createSymbolicLink(file.resolveSibling("second"), Path.of("../outside"));
    Files.createSymbolicLink(file.resolveSibling("first"), Path.of("second"));

    assertThatThrownBy(() -> Inspector.inspect(file, false))
        .isInstanceOf(UnfitFile.class)
        .hasMessage(refusal("first", outside));
  }

  @Test
  void takesLinksThatStayInTheFolderAndADescriptorThatIsALinkWithItsExtent() throws Exception {
    Path file = flat(folder.resolve("store"), "extent");
    Files.write(file.resolveSibling("bytes"), new byte[1024]);
    Files.createSymbolicLink(file.resolveSibling("extent"), Path.of("bytes"));
    Path links = Files.createDirectories(folder.resolve("links"));
    Files.createSymbolicLink(links.resolve("d.vmdk"), file);
    Files.createSymbolicLink(links.resolve("extent"), file.resolveSibling("extent"));

    assertThat(Inspector.inspect(file, false).disks()).hasSize(1);
    assertThat(Inspector.inspect(links.resolve("d.vmdk"), false).disks()).hasSize(1);
  }
}
