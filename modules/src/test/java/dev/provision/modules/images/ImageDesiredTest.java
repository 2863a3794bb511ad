package dev.provision.modules.images;

import static dev.provision.modules.images.Declarations.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.modules.images.declaration.ImageSpec;
import dev.provision.modules.images.declaration.ImageWanted;
import dev.provision.referee.NeedsQemuImg;
import dev.provision.spi.Declaration;
import dev.provision.spi.Observation;
import dev.provision.spi.Problem;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.connection.Connections;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.exported.DiskAdapter;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.inventory.World;
import dev.provision.vsphere.placement.VmNeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of a declaration before vCenter is asked: offline, from words and files. */
class ImageDesiredTest {
  private static final long MIB = 1 << 20;

  @TempDir Path directory;

  private final ImageKind kind = new ImageKind();
  private Path playbook;

  @BeforeEach
  void write() throws IOException {
    playbook = directory.resolve("ci.yml");
    Files.createDirectory(directory.resolve("images"));
    StreamOptimizedFile.ofCapacity(64 * MIB)
        .withAdapter("ide")
        .write(directory.resolve("images/cirros.vmdk"));
    StreamOptimizedFile.ofCapacity(64 * MIB).write(directory.resolve("images/ubuntu.vmdk"));
  }

  private Checked<ImageWanted> desired(String source, Map<String, String> properties) {
    return kind.desired(Declarations.source(playbook, "cirros", source, properties), resolved());
  }

  private ImageWanted.Imported imported(String source, Map<String, String> properties) {
    return (ImageWanted.Imported) desired(source, properties).get();
  }

  private static List<String> messages(Checked<?> checked) {
    return checked.diagnostics().stream().map(Diagnostic::message).toList();
  }

  @Test
  void fillsInFromTheFileWhatThePlaybookLeavesOut() {
    ImageWanted.Imported image = imported("images/cirros.vmdk", Map.of());

    assertThat(image.adapter()).isEqualTo(DiskAdapter.IDE);
    assertThat(image.guestId()).isEmpty();
    assertThat(image.firmware()).isEmpty();
    assertThat(image.file().sha256()).hasSize(64);
    assertThat(image.templateName()).isEqualTo("cirros-" + image.file().sha256().substring(0, 12));
    World world = new World();
    assertThat(image.in(world.at("/DC0")).instanceUuid())
        .matches("[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab].*");
  }

  @Test
  void hasATemplateOfItsOwnInEachDatacenter() {
    World world = new World().datacenter("DC1");
    ImageWanted.Imported image = imported("images/cirros.vmdk", Map.of());
    String uuid = image.in(world.at("/DC0")).instanceUuid();
    assertThat(image.in(world.at("/DC1")).instanceUuid()).isNotEqualTo(uuid);
    world.add(
        "VirtualMachine",
        image.templateName(),
        world.add(
            "Folder",
            "images",
            world.add("Folder", "provision", world.at("/DC0/vm"), Map.of()),
            Map.of()),
        Map.of("summary.config.instanceUuid", uuid));
    for (String written : List.of("DC1", "/DC1")) {
      assertThat(observed(image, world, written)).isEqualTo(new Observation.Absent<>());
    }
    for (String written : List.of("DC0", "/DC0")) {
      assertThat(observed(image, world, written)).isInstanceOf(Observation.Foreign.class);
    }
  }

  private static Observation<ImageSeen> observed(
      ImageWanted.Imported image, World world, String datacenter) {
    return ImageObservation.of(
        image.of(Connections.spec(Map.of("datacenter", datacenter))), world.inventory());
  }

  @Test
  void takesGlancesWords() {
    ImageWanted.Imported image =
        imported(
            "images/ubuntu.vmdk",
            Map.of(
                "vmware_disktype", "streamOptimized",
                "hw_disk_bus", "scsi",
                "hw_scsi_model", "vmpvscsi",
                "vmware_ostype", "ubuntu64Guest",
                "hw_firmware_type", "uefi",
                "hypervisor_type", "vmware"));

    assertThat(image.adapter()).isEqualTo(DiskAdapter.PARA_VIRTUAL);
    assertThat(image.guestId()).contains("ubuntu64Guest");
    assertThat(image.firmware()).contains("efi");
  }

  @Test
  void refusesADiskTypeThatTheFileIsNot() {
    Checked<ImageWanted> checked =
        desired("images/cirros.vmdk", Map.of("vmware_disktype", "preallocated"));

    assertThat(messages(checked))
        .containsExactly(
            "`images/cirros.vmdk` is streamOptimized with ddb.adapterType=ide, the playbook says"
                + " vmware_disktype=preallocated: ESXi would boot from the VMDK header instead of"
                + " the disk; set it to streamOptimized or leave it out");
    assertThat(checked.diagnostics().get(0).span().orElseThrow()).hasToString(playbook + ":8:5");
  }

  @ParameterizedTest
  @CsvSource({
    "ide, IDE",
    "lsilogic, LSI_LOGIC",
    "buslogic, BUS_LOGIC",
    "legacyESX, LSI_LOGIC",
    "pvscsi, PARA_VIRTUAL",
    "newthing, LSI_LOGIC"
  })
  void choosesTheControllerThatTheFileWasMadeFor(String adapterType, DiskAdapter adapter)
      throws IOException {
    StreamOptimizedFile.ofCapacity(MIB)
        .withAdapter(adapterType)
        .write(directory.resolve("one.vmdk"));

    assertThat(imported("one.vmdk", Map.of()).adapter()).isEqualTo(adapter);
  }

  @Test
  void saysWhereAMissingFileWasLookedFor() {
    assertThat(messages(desired("images/nothing.vmdk", Map.of())))
        .containsExactly(
            "`images/nothing.vmdk` is not there (looked for at "
                + directory.resolve("images/nothing.vmdk")
                + ")");
  }

  @Test
  void refusesADirectory() {
    assertThat(messages(desired("images", Map.of())))
        .containsExactly("`images` is no regular file");
  }

  @Test
  void refusesAFileWithAnotherHashThanDeclared() {
    Declaration<ImageSpec> declaration =
        Declarations.source(
            playbook, "cirros", "images/cirros.vmdk", Optional.of("ab".repeat(32)), Map.of());

    Checked<ImageWanted> checked = kind.desired(declaration, resolved());

    assertThat(messages(checked))
        .containsExactly(
            "`images/cirros.vmdk` has sha256 "
                + imported("images/cirros.vmdk", Map.of()).file().sha256()
                + ", the playbook says "
                + "ab".repeat(32));
    assertThat(checked.diagnostics().get(0).span().orElseThrow()).hasToString(playbook + ":4:5");
  }

  @Test
  void takesADeclaredHashInAnyCase() {
    String sha256 = imported("images/cirros.vmdk", Map.of()).file().sha256();
    Declaration<ImageSpec> declaration =
        Declarations.source(
            playbook,
            "cirros",
            "images/cirros.vmdk",
            Optional.of(sha256.toUpperCase(Locale.ROOT)),
            Map.of());

    assertThat(kind.desired(declaration, resolved()).diagnostics()).isEmpty();
  }

  @Test
  void readsAFileAgainWhenItChanged() throws IOException {
    String before = imported("images/cirros.vmdk", Map.of()).file().sha256();
    StreamOptimizedFile.ofCapacity(64 * MIB)
        .withFilledGrains(5)
        .write(directory.resolve("images/cirros.vmdk"));

    assertThat(imported("images/cirros.vmdk", Map.of()).file().sha256()).isNotEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ftp://h/a.vmdk | `ftp://h/a.vmdk` is fetched with ftp: expected http or https",
        "https:///a.vmdk | `https:///a.vmdk` names no host",
        "https://h/a b.vmdk | `https://h/a b.vmdk` is no URL: Illegal character in path",
        "https://h/a.vmdk | `https://h/a.vmdk` is a URL, and needs `sha256:` beside it: the hash"
            + " says which image it is before anything is downloaded, and what was downloaded is"
            + " checked against it"
      })
  void refusesAUrlThatCannotBeFetchedOrHasNoHash(String url, String message) {
    Declaration<ImageSpec> declaration = Declarations.source(playbook, "cirros", url, Map.of());

    assertThat(kind.validate(declaration)).containsExactly(new Problem("source", message));
    assertThat(kind.desired(declaration, resolved()).hasErrors()).isTrue();
  }

  @Test
  void knowsWhichImageAUrlIsWithoutFetchingIt() {
    String sha256 = "AB".repeat(32);
    Declaration<ImageSpec> declaration =
        Declarations.source(
            playbook, "cirros", "http://127.0.0.1:1/a.qcow2", Optional.of(sha256), Map.of());

    ImageWanted.Imported image = (ImageWanted.Imported) kind.desired(declaration, resolved()).get();

    assertThat(image.templateName()).isEqualTo("cirros-abababababab");
    assertThat(image.diskSize()).isEmpty();
    assertThat(kind.summary(image))
        .startsWith(
            "download http://127.0.0.1:1/a.qcow2 and upload it; its size is not known before: ");
  }

  @Test
  void refusesWordsThatAreNotKnownOrContradictEachOther() {
    Declaration<ImageSpec> declaration =
        Declarations.source(
            playbook,
            "cirros",
            "images/cirros.vmdk",
            Map.of(
                "hw_disk_bus", "virtio",
                "hw_firmware_type", "openfirmware",
                "hw_vif_modle", "vmxnet3",
                "os_distro", "ubuntu64Guest",
                "vmware_disktype", "qcow2",
                "vmware_ostype", "debian10_64Guest"));

    assertThat(kind.validate(declaration))
        .containsExactly(
            new Problem(
                "properties.hw_disk_bus", "`virtio` is not known here: expected ide, scsi, nvme"),
            new Problem(
                "properties.hw_firmware_type",
                "`openfirmware` is not known here: expected bios, uefi"),
            new Problem(
                "properties.hw_vif_modle",
                "property `hw_vif_modle` is not known; did you mean `hw_vif_model`?"),
            new Problem(
                "properties.vmware_disktype",
                "`qcow2` is not known here: expected streamOptimized, sparse, preallocated, thin,"
                    + " thick, eagerZeroedThick"),
            new Problem(
                "properties.vmware_ostype",
                "`debian10_64Guest` contradicts `ubuntu64Guest` of properties.os_distro"));
  }

  @Test
  void refusesAFilesPropertiesOnATemplate() {
    ImageSpec spec =
        new ImageSpec(
            Optional.of(new PlaceName("/DC0/vm/x")),
            Optional.empty(),
            Optional.of("ab".repeat(32)),
            Optional.of(Path.of("ca.pem").toString()),
            Optional.of("ubuntu64Guest"),
            Optional.of("efi"),
            Map.of("vmware_ostype", "ubuntu64Guest"),
            Optional.empty(),
            Optional.empty(),
            Optional.of(VcenterSpec.ImageUpload.NFC),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("vmx-19"));

    assertThat(kind.validate(Declarations.of(playbook, "x", spec)))
        .extracting(Problem::field)
        .containsExactly(
            "ca_file",
            "hw_version",
            "sha256",
            "guest_id",
            "firmware",
            "image_upload",
            "properties.vmware_ostype");
  }

  @Test
  void asksForRoomForWhatTheFileFillsAndSaysSoInThePlan() {
    ImageWanted.Imported image = imported("images/cirros.vmdk", Map.of());

    assertThat(kind.summary(image)).isEqualTo("upload 0.1 MiB, 0.3 MiB when expanded");
    assertThat(((VmNeed) kind.demand(image.address(), image).orElseThrow().need()).disk())
        .isEqualTo(new DataSize(4 * 65536));
  }

  @ParameterizedTest
  @CsvSource({
    "twoGbMaxExtentSparse, a twoGbMaxExtentSparse VMDK",
    "twoGbMaxExtentFlat, a twoGbMaxExtentFlat VMDK"
  })
  @NeedsQemuImg
  void saysOfASubformatInPiecesHowToConvertIt(String subformat, String what) throws Exception {
    run("qemu-img", "create", "-q", "-f", "vmdk", "-o", "subformat=" + subformat, "a.vmdk", "64M");

    assertThat(messages(desired("a.vmdk", Map.of())))
        .containsExactly(
            "`a.vmdk` is the descriptor of "
                + what
                + "; convert it to a streamOptimized VMDK: qemu-img convert -O vmdk -o"
                + " subformat=streamOptimized,adapter_type=ide a.vmdk a-stream.vmdk");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @NeedsQemuImg
  void writesFilesInTestsThatQemuImgReads(boolean footer) throws Exception {
    StreamOptimizedFile file = StreamOptimizedFile.ofCapacity(64 * MIB);
    (footer ? file.withFooter() : file).write(directory.resolve("a.vmdk"));

    run("qemu-img", "convert", "-f", "vmdk", "-O", "raw", "a.vmdk", "a.raw");

    byte[] disk = Files.readAllBytes(directory.resolve("a.raw"));
    assertThat(disk).hasSize((int) (64 * MIB));
    assertThat(new byte[] {disk[510], disk[511]}).containsExactly(0x55, 0xAA);
  }

  private void run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(said).isZero();
  }
}
