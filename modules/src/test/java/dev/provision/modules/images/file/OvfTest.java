package dev.provision.modules.images.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.modules.images.OvfFile;
import dev.provision.modules.images.bytes.SourceDisk;
import dev.provision.modules.images.bytes.UnfitFile;
import dev.provision.spi.schema.DataSize;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OvfTest {
  private static final long MIB = 1 << 20;

  @TempDir Path folder;
  private OvfFile whole;

  @BeforeEach
  void make() throws IOException {
    whole = OvfFile.of(folder, "VirtualSCSI", 64 * MIB, 128 * MIB);
  }

  private Inspection packed(OvfFile ovf) throws Exception {
    return Inspector.inspect(ovf.pack(folder.resolve("vm.ova")), false);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void readsAllDisksAndWhatIsSaidOfTheMachine(boolean inOneFile) throws Exception {
    OvfFile manifested = whole.withManifest("SHA256");
    Inspection found =
        inOneFile
            ? packed(manifested)
            : Inspector.inspect(manifested.write(folder.resolve("ovf")), false);

    assertThat(found.format()).isEqualTo(inOneFile ? FileFormat.TAR : FileFormat.OVF);
    assertThat(found.disks())
        .extracting(SourceDisk::capacity)
        .containsExactly(DataSize.ofMebibytes(64), DataSize.ofMebibytes(128));
    assertThat(found.machine())
        .contains(
            new OvfMachine(
                Optional.of("ubuntu64Guest"),
                Optional.of("efi"),
                false,
                Optional.of("e1000"),
                List.of(
                    new OvfSlot(OvfSlot.PARA_VIRTUAL, 0, 0),
                    new OvfSlot(OvfSlot.PARA_VIRTUAL, 0, 1))));
    assertThat(found.files()).hasSize(inOneFile ? 1 : 3);
  }

  private OvfFile on(String subType) {
    return whole
        .replacing(
            "<rasd:ResourceSubType>VirtualSCSI</rasd:ResourceSubType>",
            subType.isEmpty() ? "" : "<rasd:ResourceSubType>" + subType + "</rasd:ResourceSubType>")
        .replacing("<rasd:ResourceType>6</", "<rasd:ResourceType>20</");
  }

  @ParameterizedTest
  @ValueSource(strings = {"vmware.sata.ahci", "AHCI", ""})
  void takesDisksOnSata(String subType) throws Exception {
    assertThat(packed(on(subType)).machine().orElseThrow().slots())
        .containsExactly(new OvfSlot(OvfSlot.SATA, 0, 0), new OvfSlot(OvfSlot.SATA, 0, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"vmware.nvme.controller", "NVMe"})
  void takesDisksOnNvme(String subType) throws Exception {
    assertThat(packed(on(subType)).machine().orElseThrow().slots())
        .containsExactly(new OvfSlot(OvfSlot.NVME, 0, 0), new OvfSlot(OvfSlot.NVME, 0, 1));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void readsWhetherTheMachineBootsSecurely(boolean secure) throws Exception {
    String firmware = "<vmw:Config vmw:key=\"firmware\" vmw:value=\"efi\"/>";
    String boot = "<vmw:Config vmw:key=\"bootOptions.efiSecureBootEnabled\" vmw:value=\"%s\"/>";

    assertThat(
            packed(whole.replacing(firmware, firmware + boot.formatted(secure)))
                .machine()
                .orElseThrow()
                .secureBoot())
        .isEqualTo(secure);
  }

  @Test
  void readsADiskWhereItLiesInTheArchive() throws Exception {
    SourceDisk second = packed(whole).disks().get(1);

    try (InputStream in = second.data().get(0).stream()) {
      assertThat(in.readAllBytes()).isEqualTo(whole.files().get("vm-disk2.vmdk"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SHA1", "SHA256", "SHA512"})
  void holdsEachFileAgainstTheManifest(String algorithm) throws Exception {
    OvfFile manifested = whole.withManifest(algorithm);
    assertThat(packed(manifested).disks()).hasSize(2);
    byte[] changed = manifested.files().get("vm-disk2.vmdk").clone();
    changed[changed.length - 600] ^= 1;

    assertThatThrownBy(() -> packed(manifested.with("vm-disk2.vmdk", changed)))
        .isInstanceOf(UnfitFile.class)
        .hasMessageMatching(
            "is damaged: `vm-disk2.vmdk` has %s [0-9a-f]+, its manifest says [0-9a-f]+; copy or download it again"
                .formatted(algorithm));
  }

  @Test
  void holdsAnOvfAgainstTheManifestBesideIt() throws Exception {
    Path ovf = whole.withManifest("SHA256").write(folder.resolve("ovf"));
    Files.writeString(ovf, Files.readString(ovf).replace("efi", "bios"));

    assertThatThrownBy(() -> Inspector.inspect(ovf, false))
        .hasMessageStartingWith("is damaged: `vm.ovf` has SHA256 ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ovf:capacity=\"67108864\" | ovf:capacity=\"1048576\" | contradicts itself: it says that"
            + " its disk `vmdisk1` has 1048576 bytes, the disk's own file says 67108864",
        "ovf:capacity=\"67108864\" | ovf:capacity=\"${size}\" | gives the size of its disk"
            + " `vmdisk1` as `${size}`",
        "byte * 2^20 | furlongs | counts the size of its disk in `furlongs`",
        "vm-disk2.vmdk | other.vmdk | is not whole: `other.vmdk` is not there",
        "ovf:id=\"file2\" | ovf:id=\"file2\" ovf:compression=\"gzip\" | has its disk"
            + " `vm-disk2.vmdk` packed with gzip: export it again with `ovftool`, without that",
        "VirtualSCSI | AHCI9 | has its disk `vmdisk2` on a controller `ahci9`, which"
            + " images cannot have: export it again with one of ide, lsiLogic, lsiLogicsas,"
            + " busLogic, paraVirtual, nvme, SATA",
        "<VirtualSystem ovf:id=\"vm\"> | <VirtualSystem ovf:id=\"vm\"><VirtualSystem/> | describes"
            + " 2 machines; an image is made of one",
        "ovf:/disk/vmdisk2 | ovf:/disk/vmdisk9 | is not whole: it has no disk `vmdisk9`"
      })
  void refusesAnOvfThatCannotBeAnImage(String part, String by, String message) {
    assertThatThrownBy(() -> packed(whole.replacing(part, by)))
        .isInstanceOf(UnfitFile.class)
        .hasMessage(message);
  }

  @Test
  void readsNothingOutsideOfTheText() throws Exception {
    OvfFile liar =
        whole
            .replacing(
                "<Envelope ",
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>\n<Envelope ")
            .replacing("<Info>disks</Info>", "<Info>&e;</Info>");

    assertThatThrownBy(() -> packed(liar))
        .isInstanceOf(UnfitFile.class)
        .hasMessageStartingWith("is no whole OVF: ");
  }

  @ParameterizedTest
  @ValueSource(longs = {600, 4000, -1, -1500, -40_000})
  void refusesAnArchiveThatWasCutOff(long length) throws Exception {
    Path ova = whole.pack(folder.resolve("vm.ova"));
    try (RandomAccessFile file = new RandomAccessFile(ova.toFile(), "rw")) {
      file.setLength(length < 0 ? file.length() + length - 512 : length);
    }

    assertThatThrownBy(() -> Inspector.inspect(ova, false))
        .isInstanceOf(UnfitFile.class)
        .hasMessageStartingWith("was cut off: ");
  }

  @Test
  void refusesAnArchiveWithoutAnOvf() {
    OvfFile none = new OvfFile(Map.of("a.txt", "hello".getBytes(StandardCharsets.UTF_8)));

    assertThatThrownBy(() -> packed(none))
        .hasMessage("is a tar archive without an OVF in it, and no OVA");
  }
}
