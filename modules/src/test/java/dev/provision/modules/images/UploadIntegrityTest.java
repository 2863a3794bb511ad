package dev.provision.modules.images;

import static dev.provision.modules.images.Declarations.CI;
import static dev.provision.modules.images.Declarations.resolved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.provision.modules.images.declaration.ImageSpec;
import dev.provision.modules.images.declaration.ImageWanted;
import dev.provision.referee.NeedsReferee;
import dev.provision.referee.Referee;
import dev.provision.referee.Rule;
import dev.provision.spi.Address;
import dev.provision.spi.Declaration;
import dev.provision.spi.ModuleException;
import dev.provision.spi.ModuleException.Kind;
import dev.provision.spi.Observation;
import dev.provision.vsphere.Bench;
import dev.provision.vsphere.connection.Connections;
import dev.provision.vsphere.exported.TemplateRef;
import dev.provision.vsphere.inventory.Inventory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An upload that is cut or refused, to a lease and to {@code /folder}: what is there afterwards is
 * no image or a whole one, never half of one, and the next try makes it whole.
 */
@NeedsReferee
class UploadIntegrityTest {
  private static final long MIB = 1 << 20;
  private static final String DIRECTORY = "provision/images";

  @TempDir static Path directory;
  private static Referee referee;
  private static Bench bench;
  private static final ImageKind KIND = new ImageKind();
  private static int files;

  private Declaration<ImageSpec> declaration;
  private ImageWanted.Imported wanted;

  @BeforeAll
  static void start() throws Exception {
    referee = Referee.start();
    bench = Bench.of(referee, KIND);
  }

  @AfterAll
  static void stop() {
    bench.close();
    referee.close();
  }

  /** How a rule reaches the bytes of each way. */
  enum Way {
    /** A disk to a lease. */
    NFC("POST /nfc"),
    /** An ISO file. */
    FOLDER("PUT /folder"),
    /** A disk that is expanded on its way to a folder. */
    DISK("PUT /folder");

    private final String call;

    Way(String call) {
      this.call = call;
    }
  }

  /** Another file, and so another image, for each test. */
  private void declare(Way way) throws Exception {
    files++;
    String name = "image-" + files;
    String file = name + (way == Way.FOLDER ? ".iso" : ".vmdk");
    if (way == Way.NFC) {
      StreamOptimizedFile.ofCapacity(64 * MIB)
          .withFilledGrains(40 + files)
          .write(directory.resolve(file));
    } else if (way == Way.DISK) {
      StreamOptimizedFile.ofCapacity(4 * MIB)
          .withFilledGrains(20 + files % 40)
          .write(directory.resolve(file));
    } else {
      IsoFile.write(directory.resolve(file), 1500, files);
    }
    declaration = Declarations.source(directory.resolve("ci.yml"), name, file, Map.of());
    wanted = (ImageWanted.Imported) KIND.desired(declaration, resolved()).get();
    if (way == Way.DISK) {
      wanted = wanted.of(Connections.spec(Map.of("datacenter", "DC0", "image_upload", "folder")));
    }
  }

  private Address address() {
    return declaration.address();
  }

  private Observation<ImageSeen> observe() throws Exception {
    return KIND.observe(address(), wanted, bench.survey(CI, declaration));
  }

  /** What the engine does in a step, without its retries. */
  private void apply() throws Exception {
    Inventory before = bench.survey(CI, declaration);
    Observation<ImageSeen> seen = KIND.observe(address(), wanted, before);
    if (seen instanceof Observation.Present<ImageSeen> present) {
      KIND.update(
          address(),
          wanted,
          present.state(),
          KIND.diff(wanted, present.state()),
          Optional.empty(),
          bench.writer(address(), (percent, what) -> {}));
    } else {
      assertThat(seen).isInstanceOf(Observation.Absent.class);
      KIND.create(
          address(),
          wanted,
          bench.place(KIND.demand(address(), wanted).orElseThrow(), before),
          bench.writer(address(), (percent, what) -> {}));
    }
  }

  private ModuleException fails(UnaryOperator<Rule> how, Way way) throws Exception {
    declare(way);
    referee.resetFaults();
    referee.fault(how.apply(Rule.on(way.call)));
    ModuleException refusal = catchThrowableOfType(ModuleException.class, this::apply);
    assertThat(refusal).as("the upload fails").isNotNull();
    noneIsOffered();
    return refusal;
  }

  /** Neither to instances nor under the name that is looked for. */
  private void noneIsOffered() throws Exception {
    TemplateRef offered = (TemplateRef) KIND.exported(declaration, wanted, observe());
    assertThat(offered.vm()).isEmpty();
    assertThat(stored()).doesNotContain(wanted.templateName() + ".iso", wanted.templateName());
  }

  private static List<String> stored() {
    return referee.tryGovc("datastore.ls", "-ds", "LocalDS_0", DIRECTORY).out().lines().toList();
  }

  private void theNextTryCompletesIt(Way way) throws Exception {
    referee.resetFaults();
    referee.resetCalls();

    apply();

    assertThat(observe()).isInstanceOf(Observation.Present.class);
    ImageSeen seen = ((Observation.Present<ImageSeen>) observe()).state();
    assertThat(KIND.diff(wanted, seen)).isEmpty();
    if (way == Way.DISK) {
      assertThat(referee.uploads())
          .extracting(Referee.Upload::bytes)
          .startsWith(4 * MIB)
          .hasSize(2);
      assertThat(referee.uploads().get(0).path()).endsWith(wanted.templateName() + "-flat.vmdk");
      assertThat(seen.uploadedTo())
          .hasValueSatisfying(folder -> assertThat(folder).endsWith("/" + wanted.templateName()));
    } else {
      assertThat(referee.uploads())
          .singleElement()
          .satisfies(upload -> assertThat(upload.sha256()).isEqualTo(wanted.file().sha256()));
    }
    assertThat(((TemplateRef) KIND.exported(declaration, wanted, observe())).vm()).isPresent();
    if (way == Way.FOLDER) {
      assertThat(stored())
          .contains(wanted.templateName() + ".iso")
          .noneMatch(UploadIntegrityTest::isPart);
    }
  }

  private static boolean isPart(String name) {
    return name.endsWith(".part");
  }

  @ParameterizedTest
  @CsvSource({
    "NFC, 0",
    "NFC, 50",
    "NFC, 99",
    "FOLDER, 0",
    "FOLDER, 50",
    "FOLDER, 99",
    "DISK, 0",
    "DISK, 50",
    "DISK, 99"
  })
  void anUploadThatIsCutLeavesNoImageAndIsMadeAgain(Way way, int percent) throws Exception {
    ModuleException refusal = fails(rule -> rule.percent(percent).cut(), way);

    assertThat(refusal.kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(refusal).hasMessageContaining("broke the connection off");
    theNextTryCompletesIt(way);
  }

  @ParameterizedTest
  @CsvSource({"NFC", "FOLDER", "DISK"})
  void aRedirectIsNotFollowedAndItsTargetIsTold(Way way) throws Exception {
    ModuleException refusal =
        fails(rule -> rule.percent(0).redirect(301, "https://elsewhere.lab/folder/x"), way);

    assertThat(refusal.kind()).isEqualTo(Kind.REFUSED);
    assertThat(refusal)
        .hasMessageContaining(
            " to https://elsewhere.lab (301), and a file is sent to no other address; is a proxy"
                + " in between");
    theNextTryCompletesIt(way);
  }

  @ParameterizedTest
  @CsvSource({"NFC, 0", "NFC, 50", "FOLDER, 0", "FOLDER, 50", "DISK, 50"})
  void aFullDatastoreIsNamed(Way way, int percent) throws Exception {
    ModuleException refusal = fails(rule -> rule.percent(percent).status(507), way);

    assertThat(refusal.kind()).isEqualTo(Kind.REFUSED);
    assertThat(refusal).hasMessageContaining("with status 507");
    if (way == Way.FOLDER) {
      assertThat(refusal)
          .hasMessageStartingWith("could not upload `[LocalDS_0] provision/images/image-")
          .hasMessageContaining(
              "datastore `LocalDS_0` has no room for the 3 MiB of the file (it had ");
    }
    theNextTryCompletesIt(way);
  }

  @ParameterizedTest
  @CsvSource({"NFC, REFUSED", "FOLDER, TRANSIENT", "DISK, TRANSIENT"})
  void aNameThatIsTakenIsNoImage(Way way, Kind kind) throws Exception {
    ModuleException refusal = fails(rule -> rule.percent(50).status(409), way);

    assertThat(refusal.kind()).isEqualTo(kind);
    theNextTryCompletesIt(way);
  }

  @ParameterizedTest
  @CsvSource({"NFC", "FOLDER", "DISK"})
  void aSessionThatIsNotLetInIsAFailureInTheEnd(Way way) throws Exception {
    ModuleException refusal = fails(rule -> rule.percent(50).status(401), way);

    assertThat(refusal.kind()).isEqualTo(Kind.REFUSED);
    assertThat(refusal).hasMessageContaining("401");
    theNextTryCompletesIt(way);
  }

  @Test
  void aSessionThatEndedIsRenewedAndTheFileGoesAgainFromItsStart() throws Exception {
    declare(Way.FOLDER);
    referee.resetFaults();
    referee.resetCalls();
    referee.fault(Rule.on("PUT /folder").nth(1).percent(50).status(401));

    apply();

    assertThat(referee.calls()).containsEntry("Login", 1).containsEntry("PUT /folder", 2);
    assertThat(KIND.diff(wanted, ((Observation.Present<ImageSeen>) observe()).state())).isEmpty();
  }

  @Test
  void whatAKilledRunLeftIsSweptAndNotUsed() throws Exception {
    declare(Way.FOLDER);
    referee.resetFaults();
    referee.govc("datastore.mkdir", "-ds", "LocalDS_0", "-p", DIRECTORY);
    referee.govc(
        "datastore.upload",
        "-ds",
        "LocalDS_0",
        IsoFile.write(directory.resolve("half"), 100, 1).toString(),
        DIRECTORY + "/" + wanted.templateName() + ".iso.run-0.part");

    theNextTryCompletesIt(Way.FOLDER);
  }

  @ParameterizedTest
  @CsvSource({
    "FOLDER, MoveDatastoreFile_Task, 1",
    "FOLDER, CreateVM_Task, 1",
    "FOLDER, MarkAsTemplate, 1",
    "DISK, MoveDatastoreFile_Task, 2",
    "DISK, CreateVM_Task, 2",
    "DISK, CreateSnapshot_Task, 2",
    "DISK, MarkAsTemplate, 2"
  })
  void aStepWhoseReplyWasLostIsFinishedWithoutASecondUpload(Way way, String method, int files)
      throws Exception {
    declare(way);
    referee.resetFaults();
    referee.resetCalls();
    referee.fault(Rule.on(method).nth(1).cut().after());
    ModuleException lost = catchThrowableOfType(ModuleException.class, this::apply);
    assertThat(lost.kind()).isEqualTo(Kind.TRANSIENT);
    referee.resetFaults();

    if (!method.equals("MarkAsTemplate")) {
      apply();
    }

    ImageSeen seen = ((Observation.Present<ImageSeen>) observe()).state();
    assertThat(KIND.diff(wanted, seen)).isEmpty();
    assertThat(referee.uploads()).hasSize(files);
    assertThat(referee.govc("ls", "/DC0/vm/provision/images"))
        .containsOnlyOnce(wanted.templateName());
  }

  @Test
  void aDeletedImageLeavesNothingOnItsDatastore() throws Exception {
    for (Way way : List.of(Way.FOLDER, Way.DISK)) {
      declare(way);
      referee.resetFaults();
      apply();

      KIND.delete(
          ((Observation.Present<ImageSeen>) observe()).state(),
          bench.writer(address(), (percent, what) -> {}));

      assertThat(observe()).isInstanceOf(Observation.Absent.class);
      assertThat(stored()).noneMatch(name -> name.startsWith(wanted.templateName()));
    }
  }

  @Test
  void aFileOfAnotherSizeUnderTheNameIsNotTakenForTheImage() throws Exception {
    declare(Way.FOLDER);
    referee.resetFaults();
    referee.govc("datastore.mkdir", "-ds", "LocalDS_0", "-p", DIRECTORY);
    String path = DIRECTORY + "/" + wanted.templateName() + ".iso";
    Path other = IsoFile.write(directory.resolve("other"), 100, 1);
    referee.govc("datastore.upload", "-ds", "LocalDS_0", other.toString(), path);

    ModuleException refusal = catchThrowableOfType(ModuleException.class, this::apply);

    assertThat(refusal)
        .hasMessage(
            "`[LocalDS_0] "
                + path
                + "` is there with 204800 bytes, `"
                + wanted.file().name()
                + "` has 3072000: somebody put another file there; move or delete it");
  }
}
