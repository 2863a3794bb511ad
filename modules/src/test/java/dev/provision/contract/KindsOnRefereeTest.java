package dev.provision.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.acceptance.Target;
import dev.provision.cli.Provision;
import dev.provision.contract.KindSamples.Found;
import dev.provision.contract.KindSamples.Made;
import dev.provision.modules.VcenterProvider;
import dev.provision.modules.images.StreamOptimizedFile;
import dev.provision.referee.NeedsReferee;
import dev.provision.referee.Referee;
import dev.provision.referee.Rule;
import dev.provision.spi.Kind;
import dev.provision.spi.ManagedKind;
import dev.provision.spi.trait.LookedUp;
import dev.provision.spi.trait.Privileged;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every kind of the provider's list keeps the contract, and one without a sample fails: planning
 * writes nothing, after apply nothing differs, a second apply changes nothing, a lost reply does
 * not write twice, absent after delete. The server counts the writes.
 */
@NeedsReferee
class KindsOnRefereeTest {
  private static Stream<String> sections(Predicate<Kind<?, ?, ?>> which) {
    return new VcenterProvider().kinds().stream().filter(which).map(kind -> kind.info().section());
  }

  private static boolean isOnVcsim(String section) {
    return !VcsimLacks.kind(section);
  }

  /** The managed kinds of the provider's list that vcsim can have. */
  static List<String> made() {
    return sections(ManagedKind.class::isInstance).filter(KindsOnRefereeTest::isOnVcsim).toList();
  }

  /** The kinds of the provider's list that look things up, where vcsim can have them. */
  static List<String> found() {
    return sections(LookedUp.class::isInstance).filter(KindsOnRefereeTest::isOnVcsim).toList();
  }

  private static Made made(String section) {
    return KindSamples.of(section).made().orElseThrow(() -> none(section));
  }

  private static AssertionError none(String section) {
    return new AssertionError("kinds/" + section + ".yml has no sample of what this test does");
  }

  @Test
  void noSampleIsOfAKindThatIsNotInTheList() throws Exception {
    Path samples = Path.of(getClass().getResource("/kinds").toURI());
    try (Stream<Path> files = Files.list(samples)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".yml", "")))
          .isSubsetOf(sections(kind -> true).toList());
    }
    assertThat(sections(ManagedKind.class::isInstance).filter(this::isSampled))
        .containsExactlyInAnyOrderElementsOf(made());
  }

  @Test
  void everyKindSaysWhatItsCallsNeed() {
    assertThat(sections(ManagedKind.class::isInstance))
        .containsExactlyInAnyOrderElementsOf(sections(Privileged.class::isInstance).toList());
  }

  private boolean isSampled(String section) {
    return KindSamples.of(section).made().isPresent();
  }

  /** With a vApp, which govc does not make, and one of each of what else is looked up. */
  private static Referee stocked;

  @TempDir Path directory;
  private Referee referee;

  @BeforeEach
  void disk() throws Exception {
    StreamOptimizedFile.ofCapacity(64 << 20).write(directory.resolve("disk.vmdk"));
  }

  @AfterEach
  void stop() {
    if (referee != null && referee != stocked) {
      referee.close();
    }
  }

  @AfterAll
  static void stopStocked() {
    if (stocked != null) {
      stocked.close();
      stocked = null;
    }
  }

  private static Referee stocked() {
    if (stocked == null) {
      stocked = Referee.start("-app", "1");
      stocked.govc("fields.add", "backup");
      stocked.govc("folder.create", "-pod", "/DC0/datastore/pod");
      stocked.govc("tags.category.create", "backups");
    }
    return stocked;
  }

  /** What a command printed. */
  private String printed = "";

  /** What a command that succeeds printed; its writes are those counted since. */
  private String run(String playbook, String command, String... more) throws Exception {
    assertThat(ended(playbook, command, more)).as(printed).isZero();
    return printed;
  }

  private int ended(String playbook, String command, String... more) throws Exception {
    Path file = directory.resolve("site.yml");
    Files.writeString(
        file,
        """
        name: ci
        vcenter:
          host: %s
          port: %d
          username: %s
          password: %s
          thumbprint: "%s"
          cluster: DC0_C0
        """
                .formatted(
                    referee.host(),
                    referee.port(),
                    referee.username(),
                    referee.password(),
                    referee.thumbprint())
            + playbook);
    referee.resetCalls();
    List<String> all = new ArrayList<>(List.of(command, file.toString()));
    all.addAll(List.of(more));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    int exit = Provision.run(all, Map.of(), VcenterProvider::new, Target.HASTY, out, out);
    printed = bytes.toString(StandardCharsets.UTF_8);
    return exit;
  }

  private void changesNothing(String playbook) throws Exception {
    assertThat(run(playbook, "apply")).contains("No changes.");
    assertThat(referee.mutating()).isEmpty();
  }

  private boolean isThere(String path) {
    return referee.tryGovc("object.collect", path, "name").exit() == 0;
  }

  private boolean isThere(Made made) {
    return referee.tryGovc(made.seen().toArray(String[]::new)).out().contains(made.shown());
  }

  /** One server for the whole life of a kind: most of the time here goes into starting one. */
  @ParameterizedTest
  @MethodSource("made")
  void isMadeOnceAlsoWhenAReplyIsLostAndLeavesNothing(String section) throws Exception {
    referee = Referee.start();
    Made made = made(section);
    run(made.whole(), "plan");
    assertThat(referee.mutating()).isEmpty();
    assertThat(isThere(made)).isFalse();
    run(made.whole(), "apply");
    assertThat(referee.mutating()).containsKey(made.call());
    assertThat(isThere(made)).isTrue();
    changesNothing(made.whole());
    destroy(made);
    assertThat(run(made.whole(), "destroy", "--yes", "--allow", "delete,revoke,unmount"))
        .doesNotContain("1 to delete");
    assertThat(referee.mutating()).isEmpty();

    // what is made once a server, such as a custom attribute and a folder of images, is there now
    run(made.whole(), "apply");
    Map<String, Integer> clean = referee.mutating();
    destroy(made);
    referee.fault(Rule.on(made.call()).cut().after().nth(1));
    run(made.whole(), "apply");
    assertThat(referee.fired()).containsExactly(1);
    assertThat(referee.mutating()).isEqualTo(clean);
    changesNothing(made.whole());

    run(made.without(), "apply", "--prune", "--yes", "--allow", "delete,revoke,unmount");
    assertThat(isThere(made)).isFalse();
    changesNothing(made.without());
  }

  /** An image is shared, so only its own line takes it away. */
  private void destroy(Made made) throws Exception {
    run(made.whole(), "destroy", "--yes", "--allow", "delete,revoke,unmount");
    if (made.equals(made("images"))) {
      run(made.without(), "apply", "--yes", "--allow", "delete,revoke,unmount");
    }
    assertThat(isThere(made)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"CreateFolder", "SetField", "Rename_Task"})
  void aFolderIsFinishedWhateverCallWasTheLastOfARun(String call) throws Exception {
    referee = Referee.start();
    String nested = "folders:\n  b: {path: /DC0/vm/a/b}\n  a: {path: /DC0/vm/a}\n";
    referee.fault(Rule.on(call).nth(1).after().fault("NoPermission"));
    assertThat(ended(nested, "apply")).isEqualTo(1);
    assertThat(referee.fired()).containsExactly(1);
    run(nested, "apply");
    assertThat(referee.govc("find", "/DC0/vm", "-type", "f").lines())
        .containsExactlyInAnyOrder("/DC0/vm", "/DC0/vm/a", "/DC0/vm/a/b");
    changesNothing(nested);
    run(nested, "destroy", "--yes", "--allow", "delete,revoke,unmount");
    assertThat(isThere("/DC0/vm/a")).isFalse();
  }

  @ParameterizedTest
  @MethodSource("found")
  void isOnlyLookedUp(String section) throws Exception {
    Found there = KindSamples.of(section).found().orElseThrow(() -> none(section));
    referee = stocked();
    for (String command : List.of("plan", "apply", "destroy")) {
      run(there.playbook(), command);
      assertThat(referee.mutating()).as(command).isEmpty();
    }
    assertThat(isThere(there.path())).isTrue();
  }
}
