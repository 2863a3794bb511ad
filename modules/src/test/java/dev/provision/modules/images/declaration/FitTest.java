package dev.provision.modules.images.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.modules.images.Declarations;
import dev.provision.modules.images.Download;
import dev.provision.modules.images.ImageKind;
import dev.provision.modules.images.ImageTools;
import dev.provision.modules.images.OvfFile;
import dev.provision.modules.images.StreamOptimizedFile;
import dev.provision.modules.images.file.ContainerFormat;
import dev.provision.modules.images.file.DiskFormat;
import dev.provision.modules.images.file.ImageFiles;
import dev.provision.modules.images.file.QemuImg;
import dev.provision.spi.Declaration;
import dev.provision.spi.Problem;
import dev.provision.spi.Progress;
import dev.provision.vsphere.exported.DiskAdapter;
import dev.provision.vsphere.exported.ImageTraits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a playbook says about a file, held against the file. */
class FitTest {
  private static final long MIB = 1 << 20;

  @TempDir Path folder;
  private Path playbook;

  /** As it is on a machine where it was never installed. */
  private static final class NoQemuImg implements QemuImg {
    @Override
    public Optional<String> version() {
      return Optional.empty();
    }

    @Override
    public void convert(Path from, String format, Path to, String adapter, Progress progress) {
      throw new AssertionError("there is none");
    }
  }

  private final ImageKind kind =
      new ImageKind(new ImageTools(new ImageFiles(), new NoQemuImg(), new Download()));

  @BeforeEach
  void write() throws IOException {
    playbook = folder.resolve("ci.yml");
    StreamOptimizedFile.ofCapacity(MIB).withAdapter("ide").write(folder.resolve("stream.vmdk"));
    byte[] raw = new byte[1 << 20];
    raw[510] = 0x55;
    raw[511] = (byte) 0xAA;
    Files.write(folder.resolve("disk.raw"), raw);
    Files.write(folder.resolve("flat-flat.vmdk"), raw);
    Files.writeString(
        folder.resolve("flat.vmdk"),
        """
        # Disk DescriptorFile
        version=1
        parentCID=ffffffff
        createType="monolithicFlat"
        RW 2048 FLAT "flat-flat.vmdk" 0
        ddb.adapterType = "buslogic"
        """);
    OvfFile.of(folder, "lsilogic", MIB, MIB).pack(folder.resolve("vm.ova"));
  }

  private Checked<ImageWanted> desired(String source, Map<String, String> properties) {
    return kind.desired(
        Declarations.source(playbook, "cirros", source, properties), Declarations.resolved());
  }

  private static List<String> messages(Checked<?> checked) {
    return checked.diagnostics().stream().map(Diagnostic::message).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stream.vmdk | vmware_disktype | sparse | `stream.vmdk` is streamOptimized with"
            + " ddb.adapterType=ide, the playbook says vmware_disktype=sparse: ESXi would take"
            + " compressed grains for the disk's bytes; set it to streamOptimized or leave it out",
        "flat.vmdk | vmware_disktype | sparse | `flat.vmdk` is monolithicFlat with"
            + " ddb.adapterType=buslogic, the playbook says vmware_disktype=sparse: ESXi would"
            + " look for the header of a VMDK in the disk's own first sectors; set it to one of"
            + " preallocated, thin, thick, eagerZeroedThick or leave it out",
        "disk.raw | hw_disk_type | streamOptimized | `disk.raw` is a raw disk, the playbook says"
            + " hw_disk_type=streamOptimized: ESXi would look for the header of a VMDK in the"
            + " disk's own first sectors; set it to one of preallocated, thin, thick,"
            + " eagerZeroedThick or leave it out"
      })
  void saysWhatTheFileIsAndWhatWouldHappen(
      String source, String property, String value, String message) {
    assertThat(messages(desired(source, Map.of(property, value)))).containsExactly(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stream.vmdk | vmware_adaptertype | lsiLogic | `stream.vmdk` is streamOptimized with"
            + " ddb.adapterType=ide, the playbook says vmware_adaptertype=lsiLogic: its disk goes"
            + " on lsiLogic, and a guest without a driver for that does not find it",
        "stream.vmdk | vmware_adaptertype | paraVirtual | `stream.vmdk` is streamOptimized with"
            + " ddb.adapterType=ide, the playbook says vmware_adaptertype=paraVirtual: its disk"
            + " goes on paraVirtual, and a guest without a driver for that does not find it",
        "stream.vmdk | hw_scsi_model | lsisas1068 | `stream.vmdk` is streamOptimized with"
            + " ddb.adapterType=ide, the playbook says hw_scsi_model=lsisas1068: its disk goes on"
            + " lsiLogicsas, and a guest without a driver for that does not find it",
        "flat.vmdk | hw_disk_bus | ide | `flat.vmdk` is monolithicFlat with"
            + " ddb.adapterType=buslogic, the playbook says hw_disk_bus=ide: its disk goes on ide,"
            + " and a guest without a driver for that does not find it",
        "vm.ova | vmware_adaptertype | busLogic | `vm.ova` is an OVA whose disk is streamOptimized"
            + " on lsiLogic, the playbook says vmware_adaptertype=busLogic: its disk goes on"
            + " busLogic, and a guest without a driver for that does not find it"
      })
  void notesAnAdapterThatTheFileIsNotMadeForBecauseNoByteDependsOnIt(
      String source, String property, String value, String message) {
    Checked<ImageWanted> read = desired(source, Map.of(property, value));

    assertThat(messages(read)).containsExactly(message);
    assertThat(read.diagnostics()).noneMatch(Diagnostic::isError);
    assertThat(((ImageWanted.Imported) read.get()).adapter())
        .isEqualTo(
            DiskAdapter.ofWord(value).or(() -> GlanceProperty.scsiModel(value)).orElseThrow());
  }

  @Test
  void givesADiskOfAnOvaAnAdapterThatItsGuestFindsToo() {
    ImageWanted.Imported image =
        (ImageWanted.Imported) desired("vm.ova", Map.of("vmware_adaptertype", "paraVirtual")).get();

    assertThat(image.slots())
        .containsExactly(
            new DiskSlot(DiskAdapter.PARA_VIRTUAL, 0, 0),
            new DiskSlot(DiskAdapter.PARA_VIRTUAL, 0, 1));
  }

  @Test
  void refusesFormatsThatTheFileIsNot() {
    ImageSpec spec =
        new ImageSpec(
            Optional.empty(),
            Optional.of("vm.ova"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Optional.of(DiskFormat.QCOW2),
            Optional.of(ContainerFormat.BARE),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    assertThat(
            messages(kind.desired(Declarations.of(playbook, "x", spec), Declarations.resolved())))
        .containsExactly(
            "`vm.ova` is an OVA whose disk is streamOptimized on lsiLogic, the playbook says"
                + " disk_format=qcow2: its disk_format is vmdk; set it to vmdk or leave it out",
            "`vm.ova` is an OVA whose disk is streamOptimized on lsiLogic, the playbook says"
                + " container_format=bare: its container_format is ova; set it to ova or leave it"
                + " out");
  }

  @Test
  void namesTheCommandWhereThereIsNoQemuImg() throws IOException {
    ByteBuffer header = ByteBuffer.allocate(8192);
    header.put(0, new byte[] {'Q', 'F', 'I', (byte) 0xfb, 0, 0, 0, 2});
    header.putInt(20, 16).putLong(24, MIB).putInt(36, 1).putLong(40, 4096);
    Files.write(folder.resolve("a.qcow2"), header.array());

    assertThat(messages(desired("a.qcow2", Map.of())))
        .containsExactly(
            "`a.qcow2` is a qcow2 disk, which qemu-img converts, and there is no `qemu-img` on the"
                + " PATH: install it (qemu-utils, qemu-img), or convert the file where it is:"
                + " qemu-img convert -O vmdk -o subformat=streamOptimized a.qcow2 a.vmdk");
  }

  @Test
  void givesInstancesWhatThePropertiesAskForThem() {
    Map<String, String> properties =
        new TreeMap<>(
            Map.of(
                "hw_vif_model", "VirtualPCNet32",
                "hw_video_ram", "64",
                "img_linked_clone", "False",
                "img_config_drive", "mandatory",
                "hw_cpu_cores", "2",
                "hw_cpu_sockets", "3",
                "hw_cpu_max_cores", "4",
                "hw_cpu_max_sockets", "5"));
    ImageWanted.Imported image = (ImageWanted.Imported) desired("stream.vmdk", properties).get();

    assertThat(image.traits())
        .isEqualTo(
            new ImageTraits(
                Optional.of("pcnet32"),
                64,
                Optional.of(false),
                true,
                Optional.of(2),
                Optional.of(3),
                Optional.of(4),
                Optional.of(5),
                true));
  }

  @Test
  void givesInstancesOfATemplateWhatItsPropertiesAskToo() {
    ImageSpec spec =
        Declarations.spec(
            Optional.of("base"),
            Optional.empty(),
            Optional.empty(),
            Map.of("hw_vif_model", "e1000", "os_require_quiesce", "yes"));

    Declaration<ImageSpec> declaration = Declarations.of(playbook, "base", spec);

    assertThat(kind.validate(declaration)).isEmpty();
    assertThat(messages(kind.desired(declaration, Declarations.resolved())))
        .containsExactly("property `os_require_quiesce` has no effect on vSphere, in Nova as here");
    assertThat(ImageProperties.of(spec).traits(Optional.empty(), true).nicModel())
        .contains("e1000");
  }

  @Test
  void takesTheNicModelOfAnOvaWhereThePlaybookSaysNone() {
    assertThat(((ImageWanted.Imported) desired("vm.ova", Map.of()).get()).traits().nicModel())
        .contains("e1000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"virtio", "rtl8139", "igb", "ne2k_pci", "netfront"})
  void refusesNicsOfOtherHypervisorsBeforeAnythingIsRead(String model) {
    assertThat(
            kind.validate(
                Declarations.source(playbook, "x", "nothing.vmdk", Map.of("hw_vif_model", model))))
        .containsExactly(
            new Problem(
                "properties.hw_vif_model",
                "`"
                    + model
                    + "` is not known here: expected e1000, e1000e, pcnet, sriov, vmxnet,"
                    + " vmxnet3"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vmware_ostype | otherGuest | `otherGuest` is a 32-bit guest to vSphere; a 64-bit one is"
            + " `otherGuest64`",
        "vmware_ostype | ubunto64Guest | `ubunto64Guest` is no guest that the vSphere API 6.0"
            + " knows; did you mean `ubuntu64Guest`?",
        "hw_cdrom_bus | sata | property `hw_cdrom_bus` has no effect on vSphere, in Nova as here",
        "hypervisor_type | qemu | the image says that it is made for `qemu`, and not for vmware"
      })
  void warnsOfWhatIsDoubtfulOrHasNoEffect(String property, String value, String message) {
    Checked<ImageWanted> checked = desired("stream.vmdk", Map.of(property, value));

    assertThat(checked.hasErrors()).isFalse();
    assertThat(messages(checked)).containsExactly(message);
  }

  @Test
  void hasNoDoubtOfAGuestThatIsANewerReleaseOfAKnownOne() {
    assertThat(desired("stream.vmdk", Map.of("vmware_ostype", "debian12_64Guest")).diagnostics())
        .isEmpty();
  }

  /** Every name of the table, each in a value that it may have. */
  @Test
  void knowsEveryRowOfTheTable() {
    Map<GlanceProperty, String> values =
        Map.ofEntries(
            Map.entry(GlanceProperty.DISK_TYPE, "streamOptimized"),
            Map.entry(GlanceProperty.ADAPTER, "ide"),
            Map.entry(GlanceProperty.DISK_BUS, "ide"),
            Map.entry(GlanceProperty.SCSI_MODEL, "lsilogic"),
            Map.entry(GlanceProperty.OS_TYPE, "ubuntu64Guest"),
            Map.entry(GlanceProperty.FIRMWARE, "bios"),
            Map.entry(GlanceProperty.NIC_MODEL, "vmxnet3"),
            Map.entry(GlanceProperty.LINKED_CLONE, "yes"),
            Map.entry(GlanceProperty.VIDEO_RAM, "16"),
            Map.entry(GlanceProperty.CPU_CORES, "2"),
            Map.entry(GlanceProperty.CPU_SOCKETS, "2"),
            Map.entry(GlanceProperty.CPU_MAX_CORES, "2"),
            Map.entry(GlanceProperty.CPU_MAX_SOCKETS, "2"),
            Map.entry(GlanceProperty.CONFIG_DRIVE, "optional"),
            Map.entry(GlanceProperty.SECURE_BOOT, "required"),
            Map.entry(GlanceProperty.TPM_VERSION, "2.0"),
            Map.entry(GlanceProperty.HYPERVISOR, "vmware"));
    assertThat(values.keySet()).containsExactlyInAnyOrder(GlanceProperty.values());
    values.forEach(
        (property, value) -> {
          for (String name : property.names()) {
            ImageSpec right = spec(name, value);
            assertThat(ImageProperties.of(right).problems()).as(name).isEmpty();
            assertThat(ImageProperties.of(right).notes()).as(name).isEmpty();
            if (property != GlanceProperty.HYPERVISOR) {
              assertThat(ImageProperties.of(spec(name, "-1")).problems())
                  .containsExactly(
                      new Problem(
                          "properties." + name,
                          "`-1` is not known here: expected " + property.values));
            }
          }
        });
  }

  private static ImageSpec spec(String property, String value) {
    return Declarations.spec(
        Optional.empty(), Optional.of("x.vmdk"), Optional.empty(), Map.of(property, value));
  }
}
