package dev.provision.modules.images;

import static dev.provision.modules.images.Declarations.CI;
import static dev.provision.modules.images.Declarations.resolved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.VirtualMachineConfigSpec;
import dev.provision.modules.images.declaration.ImageSpec;
import dev.provision.modules.images.declaration.ImageWanted;
import dev.provision.modules.images.file.ImageFiles;
import dev.provision.referee.NeedsReferee;
import dev.provision.referee.Referee;
import dev.provision.referee.Rule;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Declaration;
import dev.provision.spi.Effect;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Observation;
import dev.provision.spi.Owned;
import dev.provision.spi.Placement;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.Bench;
import dev.provision.vsphere.exported.DiskAdapter;
import dev.provision.vsphere.exported.TemplateRef;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.kind.VsphereWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NeedsReferee
class ImageKindTest {
  private static final long MIB = 1 << 20;
  private static final Address CIRROS = new Address("image", "cirros");

  @TempDir Path directory;

  private final ImageKind kind = new ImageKind();
  private final List<String> progress = new ArrayList<>();
  private Referee referee;
  private Bench bench;
  private Declaration<ImageSpec> declaration;
  private ImageWanted.Imported wanted;

  @BeforeEach
  void start() throws Exception {
    referee = Referee.start();
    bench = Bench.of(referee, kind);
    StreamOptimizedFile.ofCapacity(64 * MIB)
        .withAdapter("ide")
        .withFilledGrains(40)
        .write(directory.resolve("cirros.vmdk"));
    declaration =
        Declarations.source(
            directory.resolve("ci.yml"),
            "cirros",
            "cirros.vmdk",
            Map.of("vmware_ostype", "ubuntu64Guest"));
    wanted = (ImageWanted.Imported) kind.desired(declaration, resolved()).get();
  }

  @AfterEach
  void stop() throws Exception {
    bench.close();
    referee.close();
  }

  private Inventory survey() throws Exception {
    return bench.survey(CI, declaration);
  }

  private VsphereWriter writer() {
    return bench.writer(CIRROS, (percent, what) -> progress.add(percent + " " + what));
  }

  private Placement place(Inventory inventory) {
    return bench.place(kind.demand(CIRROS, wanted).orElseThrow(), inventory);
  }

  private static ManagedObjectReference at(Inventory inventory, String path) {
    return inventory.at(InventoryPath.parse(path)).orElseThrow().ref();
  }

  private void create() throws Exception {
    Inventory before = survey();
    kind.create(CIRROS, wanted, place(before), writer());
  }

  private Observation<ImageSeen> observe(Inventory inventory) {
    return kind.observe(CIRROS, wanted, inventory);
  }

  private ImageSeen present() throws Exception {
    Observation<ImageSeen> seen = observe(survey());
    assertThat(seen).isInstanceOf(Observation.Present.class);
    return ((Observation.Present<ImageSeen>) seen).state();
  }

  private void repair() throws Exception {
    Inventory before = survey();
    ImageSeen seen = ((Observation.Present<ImageSeen>) observe(before)).state();
    kind.update(CIRROS, wanted, seen, kind.diff(wanted, seen), Optional.empty(), writer());
  }

  /** By another client. */
  private void clone(String vm, String folder, String name) {
    referee.govc("vm.clone", "-vm", vm, "-folder", folder, "-host", "DC0_C0_H1", "-on=false", name);
  }

  /** Of the template of its datacenter. */
  private String uuid() throws Exception {
    return wanted.in(at(survey(), "/DC0")).instanceUuid();
  }

  /** As a vCenter's clone does; vcsim's has no extraConfig (virtual_machine.go:2823). */
  private void inheritMarks(String vm) throws Exception {
    referee.govc(
        "vm.change",
        "-vm",
        vm,
        "-e",
        "provision.uuid=" + uuid(),
        "-e",
        "provision.environment=provision/images",
        "-e",
        "provision.address=" + wanted.address(),
        "-e",
        "provision.image=" + wanted.version());
  }

  @Test
  void importsAFileAsATemplateWithOneSnapshot() throws Exception {
    assertThat(observe(survey())).isEqualTo(new Observation.Absent<ImageSeen>());
    referee.resetCalls();

    create();

    assertThat(referee.mutating())
        .isEqualTo(
            Map.of(
                "CreateFolder", 2,
                "ImportVApp", 1,
                "POST /nfc", 1,
                "HttpNfcLeaseProgress", 1,
                "HttpNfcLeaseComplete", 1,
                "CreateSnapshot_Task", 1,
                "MarkAsTemplate", 1));
    assertThat(referee.uploads())
        .singleElement()
        .satisfies(
            upload -> {
              assertThat(upload.sha256()).isEqualTo(wanted.file().sha256());
              assertThat(upload.bytes()).isEqualTo(wanted.file().bytes());
            });
    assertThat(progress).contains("100 " + uploaded()).hasSizeLessThan(105);
    ImageSeen seen = present();
    assertThat(kind.diff(wanted, seen)).isEmpty();
    assertThat(seen.path())
        .hasToString("/DC0/vm/provision/images/cirros-" + wanted.file().sha256().substring(0, 12));
    assertThat(seen.adapter()).contains(DiskAdapter.IDE);
    assertThat(kind.attributes(seen))
        .containsEntry("sha256", wanted.file().sha256())
        .containsEntry("size", 64 * MIB)
        .containsEntry("id", uuid());
  }

  private String uploaded() {
    String size = Upload.mebibytes(wanted.file().bytes());
    return "uploading " + size + " of " + size + " MiB";
  }

  /** The engine reads only what a step says it touched. */
  @Test
  void isSeenByTheRefreshAfterEachStep() throws Exception {
    referee.fault(Rule.on("CreateSnapshot_Task").taskFails("InvalidState"));
    assertThatThrownBy(this::create).isInstanceOf(ModuleException.class);
    referee.resetFaults();
    Inventory unfinished = bench.refresh(CIRROS);
    ImageSeen seen = ((Observation.Present<ImageSeen>) observe(unfinished)).state();
    assertThat(kind.diff(wanted, seen)).extracting(Change::field).containsExactly("content");

    kind.update(CIRROS, wanted, seen, kind.diff(wanted, seen), Optional.empty(), writer());

    Inventory repaired = bench.refresh(CIRROS);
    ImageSeen whole = ((Observation.Present<ImageSeen>) observe(repaired)).state();
    assertThat(kind.diff(wanted, whole)).isEmpty();
    assertThat(whole.path().parent()).hasToString("/DC0/vm/provision/images");

    kind.delete(whole, writer());

    assertThat(observe(bench.refresh(CIRROS))).isEqualTo(new Observation.Absent<ImageSeen>());
  }

  @Test
  void givesInstancesTheTemplateItsSnapshotAndItsDatastore() throws Exception {
    TemplateRef before =
        (TemplateRef) kind.exported(declaration, wanted, new Observation.Absent<>());
    assertThat(before)
        .isEqualTo(
            new TemplateRef(
                "cirros",
                "sha256:" + wanted.file().sha256(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(DataSize.ofMebibytes(64)),
                Optional.empty()));

    create();

    Inventory after = survey();
    TemplateRef ref = (TemplateRef) kind.exported(declaration, wanted, observe(after));
    assertThat(ref.version()).isEqualTo(before.version());
    assertThat(ref.vm()).hasValueSatisfying(vm -> assertThat(after.isFull(vm.ref())).isTrue());
    assertThat(ref.snapshot()).isPresent();
    assertThat(ref.datastore()).contains(at(after, "/DC0/datastore/LocalDS_0"));
  }

  @Test
  void usesTheFoldersThatAreThere() throws Exception {
    Inventory before = survey();
    ManagedObjectReference folder = bench.api().createFolder(at(before, "/DC0/vm"), "provision");
    bench.api().createFolder(folder, "images");
    referee.resetCalls();

    kind.create(CIRROS, wanted, place(before), writer());

    assertThat(referee.calls()).containsEntry("CreateFolder", 2);
    assertThat(present().path().parent()).hasToString("/DC0/vm/provision/images");
  }

  /** Not one disk of several stands before all of them are there. */
  @Test
  void importsBothDisksOrNone() throws Exception {
    OvfFile.of(directory, "lsilogic", 8 * MIB, 4 * MIB).pack(directory.resolve("vm.ova"));
    Declaration<ImageSpec> ova =
        Declarations.source(directory.resolve("ci.yml"), "cirros", "vm.ova", Map.of());
    declaration = ova;
    wanted = (ImageWanted.Imported) kind.desired(ova, resolved()).get();
    referee.fault(Rule.on("POST /nfc").nth(2).cut());

    assertThatThrownBy(this::create).hasMessageStartingWith("the upload of `vm.ova` failed: ");

    assertThat(referee.calls())
        .containsEntry("HttpNfcLeaseAbort", 1)
        .doesNotContainKey("HttpNfcLeaseComplete");
    assertThat(observe(survey())).isInstanceOf(Observation.Absent.class);
    referee.resetFaults();
    referee.resetCalls();

    create();

    assertThat(referee.uploads()).hasSize(2);
    assertThat(kind.diff(wanted, present())).isEmpty();
    assertThat(present().diskSizes())
        .containsExactly(DataSize.ofMebibytes(8), DataSize.ofMebibytes(4));
  }

  /** What is converted on the way is held against the plan before it is committed. */
  @Test
  void keepsNothingOfAFlatFileThatChangedSinceThePlan() throws Exception {
    byte[] disk = new byte[(int) MIB];
    disk[510] = 0x55;
    disk[511] = (byte) 0xAA;
    Path raw = Files.write(directory.resolve("disk.raw"), disk);
    declaration = Declarations.source(directory.resolve("ci.yml"), "cirros", "disk.raw", Map.of());
    wanted = (ImageWanted.Imported) kind.desired(declaration, resolved()).get();
    disk[0] = 1;
    Files.write(raw, disk);

    assertThatThrownBy(this::create)
        .hasMessageStartingWith("`disk.raw` changed while it was read: what was sent has sha256 ")
        .hasMessageEndingWith("; nothing was kept");

    assertThat(referee.calls())
        .containsEntry("HttpNfcLeaseAbort", 1)
        .doesNotContainKey("HttpNfcLeaseComplete");
  }

  @Test
  void abortsTheLeaseWhenTheUploadIsCutAndImportsAgainInItsPlace() throws Exception {
    referee.fault(Rule.on("POST /nfc").cut());

    assertThatThrownBy(this::create)
        .isInstanceOf(ModuleException.class)
        .hasMessageStartingWith("the upload of `cirros.vmdk` failed: 127.0.0.1:")
        .extracting(e -> ((ModuleException) e).kind())
        .isEqualTo(ModuleException.Kind.TRANSIENT);

    assertThat(referee.calls())
        .containsEntry("HttpNfcLeaseAbort", 1)
        .doesNotContainKey("HttpNfcLeaseComplete");
    // a vCenter takes the VM back on an abort, vcsim leaves it (http_nfc_lease.go:165)
    assertThat(referee.calls()).containsEntry("Destroy_Task", 1);
    assertThat(observe(survey())).isInstanceOf(Observation.Absent.class);
    referee.resetFaults();

    create();

    assertThat(kind.diff(wanted, present())).isEmpty();
  }

  @Test
  void reportsWhatAHostThatIsFullSays() throws Exception {
    referee.fault(Rule.on("POST /nfc").status(507));

    assertThatThrownBy(this::create)
        .isInstanceOf(ModuleException.class)
        .hasMessageContaining("with status 507")
        .extracting(e -> ((ModuleException) e).kind())
        .isEqualTo(ModuleException.Kind.REFUSED);

    assertThat(referee.calls()).containsEntry("HttpNfcLeaseAbort", 1);
  }

  @Test
  void abortsTheLeaseWhenTheRunIsCancelled() throws Exception {
    referee.fault(Rule.on("POST /nfc").delay(Duration.ofSeconds(15)));
    Inventory before = survey();
    List<Throwable> ends = new ArrayList<>();
    Thread step =
        new Thread(
            () -> {
              try {
                kind.create(CIRROS, wanted, place(before), writer());
              } catch (Exception e) {
                ends.add(e);
              }
            });
    step.start();
    while (!referee.calls().containsKey("POST /nfc")) {
      Thread.onSpinWait();
    }

    step.interrupt();
    step.join();

    assertThat(ends).singleElement().isInstanceOf(InterruptedException.class);
    assertThat(referee.calls()).containsEntry("HttpNfcLeaseAbort", 1);
  }

  @Test
  void refusesAFileThatChangedSinceThePlan() throws Exception {
    StreamOptimizedFile.ofCapacity(64 * MIB)
        .withAdapter("IDE")
        .withFilledGrains(40)
        .write(directory.resolve("cirros.vmdk"));
    String now =
        HexFormat.of()
            .formatHex(
                ImageFiles.sha256().digest(Files.readAllBytes(directory.resolve("cirros.vmdk"))));

    assertThatThrownBy(this::create)
        .hasMessage(
            "`cirros.vmdk` changed while it was read: what was sent has sha256 "
                + now
                + ", what was planned "
                + wanted.file().sha256()
                + "; nothing was kept");

    assertThat(referee.calls())
        .containsEntry("HttpNfcLeaseAbort", 1)
        .doesNotContainKey("HttpNfcLeaseComplete");
  }

  /** A finished copy with our uuid and marks, in another folder: in one, names are unique. */
  private void twin(String original) throws Exception {
    bench.api().createFolder(at(survey(), "/DC0/vm"), "old");
    clone(original, "/DC0/vm/old", "twin");
    inheritMarks("/DC0/vm/old/twin");
    VirtualMachineConfigSpec spec = new VirtualMachineConfigSpec();
    spec.setInstanceUuid(uuid());
    ManagedObjectReference vm = at(survey(), "/DC0/vm/old/twin");
    writer().await(bench.api().reconfigVM_Task(vm, spec));
    referee.govc("snapshot.create", "-vm", "/DC0/vm/old/twin", "provision");
    referee.govc("vm.markastemplate", "/DC0/vm/old/twin");
  }

  @Test
  void ofEqualCopiesTheOneThatWasFinishedFirstIsTakenAndTheOtherGoes() throws Exception {
    create();
    String first = present().path().toString();
    Placement place = place(survey());
    twin(first);
    assertThat(present().path()).hasToString(first);
    assertThat(kind.diff(wanted, present())).isEmpty();
    referee.resetCalls();

    // as a run does it whose plan is older than both
    kind.create(CIRROS, wanted, place, writer());

    assertThat(present().path()).hasToString(first);
    assertThat(referee.govc("find", "/DC0/vm/old", "-type", "m").strip()).isEmpty();
    assertThat(referee.calls()).doesNotContainKey("ImportVApp");
  }

  /** The referee refuses the name, as a vCenter does; vcsim does not (virtual_machine.go:54). */
  @Test
  void goesRoundAgainWhenAnotherRunMadeTheSameImageMeanwhile() throws Exception {
    referee.fault(Rule.on("ImportVApp").fault("DuplicateName"));
    ImageKind hasty = new ImageKind(ImageTools.ofThisMachine().withPatience(1));
    Inventory before = survey();

    assertThatThrownBy(() -> hasty.create(CIRROS, wanted, place(before), writer()))
        .isInstanceOf(ModuleException.class)
        .hasMessageContaining("DuplicateName")
        .extracting(e -> ((ModuleException) e).kind())
        .isEqualTo(ModuleException.Kind.STALE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CreateFolder",
        "ImportVApp",
        "HttpNfcLeaseComplete",
        "CreateSnapshot_Task",
        "MarkAsTemplate"
      })
  void makesOneTemplateWhenTheReplyToACallIsLost(String method) throws Exception {
    referee.fault(Rule.on(method).nth(1).cut().after());
    assertThatThrownBy(this::create)
        .isInstanceOf(ModuleException.class)
        .extracting(e -> ((ModuleException) e).kind())
        .isEqualTo(ModuleException.Kind.TRANSIENT);

    if (observe(bench.refresh(CIRROS)) instanceof Observation.Absent) {
      create();
    } else {
      repair();
    }

    assertThat(kind.diff(wanted, present())).isEmpty();
    assertThat(referee.govc("ls", "/DC0/vm/provision/images"))
        .isEqualToIgnoringNewLines(present().path().toString());
  }

  @Test
  void importsADiskThatEndsWithinAKibibyte() throws Exception {
    StreamOptimizedFile.ofCapacity(64 * MIB + 512).write(directory.resolve("odd.vmdk"));
    declaration = Declarations.source(directory.resolve("ci.yml"), "cirros", "odd.vmdk", Map.of());
    wanted = (ImageWanted.Imported) kind.desired(declaration, resolved()).get();

    create();

    assertThat(present().diskSize()).contains(new DataSize(64 * MIB + 1024));
    assertThat(kind.diff(wanted, present())).isEmpty();
  }

  @Test
  void passesOnWhyTheServerRefusesTheImport() throws Exception {
    referee.fault(Rule.on("ImportVApp").fault("NoPermission").field("privilegeId", "VApp.Import"));

    assertThatThrownBy(this::create)
        .isInstanceOf(ModuleException.class)
        .hasMessageStartingWith("the account lacks the privilege VApp.Import on ");
  }

  @Test
  void importsAgainWhatWasLeftWithoutASnapshot() throws Exception {
    referee.fault(Rule.on("CreateSnapshot_Task").taskFails("InvalidState"));
    assertThatThrownBy(this::create).isInstanceOf(ModuleException.class);
    referee.resetFaults();
    referee.resetCalls();

    repair();

    assertThat(kind.diff(wanted, present())).isEmpty();
    assertThat(referee.calls()).containsEntry("Destroy_Task", 1).containsEntry("ImportVApp", 1);
  }

  @Test
  void waitsForTheImportOfAnotherRun() throws Exception {
    referee.fault(Rule.on("CreateSnapshot_Task").taskFails("InvalidState"));
    assertThatThrownBy(this::create).isInstanceOf(ModuleException.class);
    TaskInfo task = new TaskInfo();
    task.setDescriptionId("ResourcePool.ImportVAppLRO");
    task.setEntity(at(survey(), "/DC0/host/DC0_C0/Resources"));

    assertThat(observe(Bench.during(task, survey())))
        .isEqualTo(
            new Observation.InProgress<ImageSeen>(
                "the import of /DC0/vm/provision/images/" + wanted.templateName()));
  }

  @Test
  void marksAsTemplateWhatHasItsSnapshot() throws Exception {
    referee.fault(Rule.on("MarkAsTemplate").fault("InvalidState"));
    assertThatThrownBy(this::create).isInstanceOf(ModuleException.class);
    referee.resetFaults();
    assertThat(kind.diff(wanted, present()))
        .containsExactly(Change.inPlace("template", "false", "true"));
    referee.resetCalls();

    repair();

    assertThat(kind.diff(wanted, present())).isEmpty();
    assertThat(referee.mutating()).isEqualTo(Map.of("MarkAsTemplate", 1));
  }

  @Test
  void sharesAnImageWithAPlaybookThatLeavesItsHardwareOpen() throws Exception {
    create();
    Declaration<ImageSpec> open =
        Declarations.source(directory.resolve("b.yml"), "cirros", "cirros.vmdk", Map.of());

    assertThat(kind.diff(kind.desired(open, resolved()).get(), present())).isEmpty();
  }

  @Test
  void changesNoHardwareOfATemplate() throws Exception {
    create();
    Declaration<ImageSpec> other =
        Declarations.source(
            directory.resolve("b.yml"),
            "cirros",
            "cirros.vmdk",
            Map.of("vmware_ostype", "otherGuest", "hw_firmware_type", "uefi"));

    assertThat(kind.diff(kind.desired(other, resolved()).get(), present()))
        .containsExactly(
            Change.inPlace("properties.vmware_ostype", "ubuntu64Guest", "otherGuest")
                .with(Effect.REPLACES, "a template's hardware cannot be changed"),
            Change.inPlace("properties.hw_firmware_type", "bios", "efi")
                .with(Effect.REPLACES, "a template's hardware cannot be changed"));
  }

  @Test
  void leavesAnImageAloneThatSomebodyMadeAVmOfAndRuns() throws Exception {
    create();
    ImageSeen before = present();
    referee.govc("vm.markasvm", "-host", "DC0_C0_H1", before.path().toString());
    referee.govc("vm.power", "-on", before.path().toString());

    assertThat(kind.diff(wanted, present()))
        .extracting(Change::field, Change::effect)
        .containsExactly(tuple("template", Effect.REFUSED));
  }

  @Test
  void givesATemplateWhoseSnapshotSomebodyRemovedANewOne() throws Exception {
    create();
    ManagedObjectReference vm = present().vm().ref();
    bench.api().removeAllSnapshots_Task(vm, true);
    assertThat(kind.diff(wanted, present()))
        .containsExactly(Change.inPlace("snapshot", "(absent)", "provision"));

    repair();

    assertThat(kind.diff(wanted, present())).isEmpty();
  }

  @Test
  void namesBackATemplateThatSomebodyRenamed() throws Exception {
    create();
    referee.govc("object.rename", present().path().toString(), "mine");
    assertThat(kind.diff(wanted, present()))
        .containsExactly(Change.inPlace("name", "mine", wanted.templateName()));

    repair();

    assertThat(kind.diff(wanted, present())).isEmpty();
  }

  @Test
  void takesAVmOfTheSameNameThatIsNotOursForAForeignOne() throws Exception {
    create();
    Inventory inventory = survey();
    String path = present().path().toString();
    clone(path, "/DC0/vm/provision/images", "copy");
    kind.delete(present(), writer());
    referee.govc("object.rename", "/DC0/vm/provision/images/copy", wanted.templateName());

    assertThat(observe(survey())).isInstanceOf(Observation.Foreign.class);
  }

  @Test
  void ownsImagesInTheirOwnEnvironmentAloneAndShowsACopyAsSuch() throws Exception {
    create();
    String path = present().path().toString();
    clone(path, "/DC0/vm", "copy");
    inheritMarks("/DC0/vm/copy");
    Inventory inventory = survey();

    assertThat(kind.owned(CI, inventory)).isEmpty();
    assertThat(kind.owned(ImageWanted.ENVIRONMENT, inventory))
        .extracting(Owned::path, Owned::suspect)
        .containsExactlyInAnyOrder(
            tuple(path, ""),
            tuple("/DC0/vm/copy", "its mark was written for another VM: possibly a copy"));
  }

  @Test
  void deletesAnImageThatNobodyHangsOn() throws Exception {
    create();
    Inventory inventory = survey();

    kind.delete(present(), writer());

    assertThat(observe(survey())).isEqualTo(new Observation.Absent<ImageSeen>());
  }

  @Test
  void deletesAnImageWhoseFileIsAnotherImageToo() throws Exception {
    create();
    Declaration<ImageSpec> twin =
        Declarations.source(directory.resolve("ci.yml"), "twin", "cirros.vmdk", Map.of());
    ImageWanted.Imported other = (ImageWanted.Imported) kind.desired(twin, resolved()).get();
    Inventory before = bench.survey(CI, twin);
    kind.create(
        twin.address(),
        other,
        bench.place(kind.demand(twin.address(), other).orElseThrow(), before),
        writer());

    kind.delete(present(), writer());

    assertThat(observe(survey())).isEqualTo(new Observation.Absent<ImageSeen>());
  }

  @Test
  void refusesToDeleteAnImageThatAVmWasMadeOf() throws Exception {
    create();
    String path = present().path().toString();
    clone(path, "/DC0/vm", "web-1");
    inheritMarks("/DC0/vm/web-1");
    Inventory inventory = survey();

    assertThatThrownBy(() -> kind.delete(present(), writer()))
        .hasMessage("VMs hang on it: `/DC0/vm/web-1`; delete these first");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/DC0/vm/DC0_H0_VM0", "/DC0/vm/DC0_H0_VM0/", "vm/DC0_H0_VM0", "DC0_H0_VM0"})
  void usesATemplateInPlace(String template) throws Exception {
    Declaration<ImageSpec> existing = Declarations.template("ubuntu", template);
    ImageWanted desired = kind.desired(existing, resolved()).get();
    Inventory inventory = bench.survey(CI, existing);

    Observation<ImageSeen> seen = kind.observe(existing.address(), desired, inventory);

    assertThat(kind.isExisting(existing.spec())).isTrue();
    assertThat(seen).isInstanceOf(Observation.Present.class);
    ImageSeen state = ((Observation.Present<ImageSeen>) seen).state();
    assertThat(kind.diff(desired, state)).isEmpty();
    assertThat(kind.demand(existing.address(), desired)).isEmpty();
    TemplateRef ref = (TemplateRef) kind.exported(existing, desired, seen);
    assertThat(ref.version()).matches("[0-9a-f-]{36}@.+");
    assertThat(ref.diskSize()).isPresent();
    assertThat(ref.snapshot()).isEmpty();
  }

  @Test
  void namesAllThatATemplateNameStandsFor() throws Exception {
    ManagedObjectReference vms = at(survey(), "/DC0/vm");
    bench.api().createFolder(vms, "old");
    clone("DC0_H0_VM0", "/DC0/vm/old", "copy");
    referee.govc("object.rename", "/DC0/vm/old/copy", "DC0_H0_VM0");
    Declaration<ImageSpec> existing = Declarations.template("ubuntu", "DC0_H0_VM0");
    ImageWanted desired = kind.desired(existing, resolved()).get();

    assertThat(kind.observe(existing.address(), desired, bench.survey(CI, existing)))
        .isEqualTo(
            new Observation.Ambiguous<ImageSeen>(
                List.of("/DC0/vm/DC0_H0_VM0", "/DC0/vm/old/DC0_H0_VM0")));
  }

  @Test
  void namesWhatComesCloseToATemplateThatIsNotThere() throws Exception {
    Declaration<ImageSpec> existing = Declarations.template("ubuntu", "DC0_H0_VM9");
    ImageWanted desired = kind.desired(existing, resolved()).get();
    Inventory inventory = bench.survey(CI, existing);

    assertThat(kind.observe(existing.address(), desired, inventory))
        .isEqualTo(new Observation.Absent<ImageSeen>());
    assertThat(kind.missing(existing, desired, inventory).message())
        .startsWith("there is no VM or template `DC0_H0_VM9` in `/DC0`; did you mean `")
        .contains("DC0_H0_VM");
  }
}
