package dev.provision.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.cli.Provision;
import dev.provision.referee.NeedsReferee;
import dev.provision.referee.Referee;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@NeedsReferee
@Timeout(120)
class RehearsalTest {
  private static final String SECRET = "canary-4711";

  @TempDir Path directory;
  private Referee referee;

  @BeforeEach
  void start() {
    referee = Referee.start();
    referee.govc("snapshot.create", "-vm", "/DC0/vm/DC0_C0_RP0_VM0", "base");
    referee.resetCalls();
  }

  @AfterEach
  void stop() {
    referee.close();
  }

  /** What came of a command: its exit code and all that it printed. */
  private record Ran(int exit, String text) {}

  private Ran run(String command, String instances, String... more) throws Exception {
    Path file = directory.resolve("site.yml");
    Files.writeString(
        file,
        """
        name: ci
        vars: {ratio: 1}
        vcenter:
          host: %s
          port: %d
          username: %s
          password: %s
          thumbprint: "%s"
          cluster: DC0_C0
          ram_allocation_ratio: ${ratio}
        images:
          base: {template: /DC0/vm/DC0_C0_RP0_VM0}
        networks:
          private: {port_group: VM Network}
          back: {port_group: DC0_DVPG0}
        flavors:
          tiny: {vcpus: 1, ram: 64 MiB}
          large: {vcpus: 1, ram: 2 GiB}
          monster: {vcpus: 1, ram: 8 GiB}
          huge: {vcpus: 1, ram: 3500 MiB}
        instances:
        """
                .formatted(
                    referee.host(),
                    referee.port(),
                    referee.username(),
                    referee.password(),
                    referee.thumbprint())
            + instances.split("\0")[0].indent(2)
            + (instances.contains("\0") ? instances.split("\0")[1] : ""));
    List<String> arguments = new ArrayList<>(List.of(command, file.toString()));
    arguments.addAll(List.of(more));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    int exit = Provision.run(arguments, Map.of(), out, out);
    return new Ran(exit, bytes.toString(StandardCharsets.UTF_8));
  }

  private static final String TWO =
      """
      web:
        count: 2
        image: base
        flavor: tiny
        networks: {eth0: private, eth1: back}
        user_data: hello
      """;

  private void applied(String instances) throws Exception {
    Ran ran = run("apply", instances);
    assertThat(ran.exit()).as(ran.text()).isZero();
    referee.resetCalls();
  }

  private static Stream<Path> files(Path capture) throws Exception {
    return Files.list(capture);
  }

  @Test
  void saysWhatWouldHappenAndChangesNothing() throws Exception {
    Ran ran = run("rehearse", TWO);

    assertThat(ran.exit()).as(ran.text()).isZero();
    assertThat(ran.text())
        .contains("instance.web-1: created", "instance.web-2: created", "folder.ci: created")
        .containsPattern("An apply would converge in .* of simulated time: 3 created")
        .contains("A second plan has no changes.")
        .contains("Nothing was changed on 127.0.0.1.");
    assertThat(referee.mutating()).isEmpty();
    assertThat(referee.calls()).containsKey("RetrievePropertiesEx");
    assertThat(referee.govc("ls", "/DC0/vm")).doesNotContain("ci");
    assertThat(referee.sessions()).isZero();
  }

  @Test
  void findsNothingToDoOnACopyOfWhatWasApplied() throws Exception {
    applied(TWO);

    Ran ran = run("rehearse", TWO);

    assertThat(ran.exit()).as(ran.text()).isZero();
    assertThat(ran.text()).contains("0 to create, 0 to change").doesNotContain("An apply would");
    assertThat(referee.mutating()).isEmpty();
  }

  @Test
  void theCopyHasTheVolumesThatAreThere() throws Exception {
    String volumes =
        """
        volumes:
          data: {size: 1 GiB}
          spare: {size: 1 GiB}
        """;
    String one = "web: {image: base, flavor: tiny, networks: {eth0: private}%s}\n";
    applied(one.formatted(", volumes: {data: data}") + "\0" + volumes);
    Path kept = directory.resolve("capture");
    String same = one.formatted(", volumes: {data: data}") + "\0" + volumes;

    Ran ran = run("rehearse", same, "--capture", kept.toString());
    assertThat(ran.exit()).as(ran.text()).isZero();
    assertThat(ran.text()).contains("0 to create, 0 to change");

    String other = one.formatted(", volumes: {data: spare}") + "\0" + volumes;
    Ran live = run("rehearse", other);
    assertThat(live.exit()).as(live.text()).isZero();
    assertThat(live.text())
        .contains("volumes.data", "3 unchanged")
        .contains("A second plan has no changes.");
    Ran fromKept = run("rehearse", other, "--from", kept.toString());
    assertThat(fromKept.text()).contains("A second plan has no changes.");
    Ran gone = run("rehearse", "{}\0volumes:\n  data: {size: 1 GiB}", "--prune");
    assertThat(gone.exit()).as(gone.text()).isZero();
    assertThat(gone.text())
        .contains("instance.web: deleted", "volume.spare: deleted")
        .contains("A second plan has no changes.");
    assertThat(referee.mutating()).isEmpty();
  }

  @Test
  void changesDeletesAndReplacesOnTheCopyWhatWasApplied() throws Exception {
    applied(TWO);
    String other =
        """
        web:
          count: 1
          image: base
          flavor: large
          networks: {eth0: private}
        """;

    Ran ran = run("rehearse", other, "--prune", "--replace", "instance.web-1");

    assertThat(ran.exit()).as(ran.text()).isZero();
    assertThat(ran.text())
        .contains("instance.web-1: replaced", "instance.web-2: deleted")
        .contains("A second plan has no changes.");
    assertThat(referee.mutating()).isEmpty();
    assertThat(referee.govc("ls", "/DC0/vm/ci")).contains("web-1", "web-2");
  }

  @Test
  void failsWithThePlacementTableWhenTheLastInstanceFitsNoHost() throws Exception {
    Ran ran =
        run(
            "rehearse",
            """
            web: {count: 2, image: base, flavor: tiny, networks: {eth0: private}}
            db: {image: base, flavor: monster, networks: {eth0: private}}
            """);

    assertThat(ran.exit()).as(ran.text()).isEqualTo(1);
    assertThat(ran.text())
        .contains("instance.db", "DC0_C0_H0", "DC0_C0_H1", "DC0_C0_H2", "of memory")
        .contains("Nothing was changed on 127.0.0.1.");
    assertThat(referee.mutating()).isEmpty();
  }

  @Test
  void failsWhereOnlyTheExecutionShowsThatTheHostIsFull() throws Exception {
    applied("web: {image: base, flavor: tiny, networks: {eth0: private}}");
    String grown = "web: {image: base, flavor: huge, networks: {eth0: private}}";

    // a plan judges it too, unless it may promise more memory than there is
    assertThat(run("plan", grown).text()).contains("no place for `instance.web`");
    assertThat(run("plan", grown, "-e", "ratio=4").exit()).isZero();
    Ran ran = run("rehearse", grown, "-e", "ratio=4");

    assertThat(ran.exit()).as(ran.text()).isEqualTo(1);
    assertThat(ran.text())
        .contains("instance.web: failed:", "does not have enough memory")
        .containsPattern("An apply would not converge on 127.0.0.1: .*; not: instance.web\\b")
        .contains("Nothing was changed on 127.0.0.1.");
    assertThat(referee.mutating()).isEmpty();
  }

  @Test
  void aKeptCopyGivesTheSameResultWithoutTheVcenter() throws Exception {
    Path kept = directory.resolve("inventory.zip");
    Ran live = run("rehearse", TWO, "--parallelism", "1", "--capture", kept.toString());
    assertThat(live.exit()).as(live.text()).isZero();
    referee.close();

    Ran again = run("rehearse", TWO, "--parallelism", "1", "--from", kept.toString());

    assertThat(again.exit()).as(again.text()).isZero();
    assertThat(steps(again)).isEqualTo(steps(live)).isNotEmpty();
    assertThat(again.text()).contains("A second plan has no changes.");
  }

  /** The lines of the plan and of the run, without what depends on real time. */
  private static List<String> steps(Ran ran) {
    return ran.text()
        .lines()
        .filter(line -> line.contains("instance.") || line.contains("folder."))
        // which of a task's percentages a poll sees is a matter of real time
        .filter(line -> !line.matches(".*: \\d+% \\w+"))
        .map(line -> line.replaceFirst(" \\([0-9.]+ m?s.*\\)$", ""))
        .toList();
  }

  @Test
  void keepsNoSecretAndNothingOfAGuest() throws Exception {
    String two = TWO.replace("hello", SECRET + "-user-data\n  annotation: " + SECRET + "-notes");
    applied(two);
    for (String vm : List.of("/DC0/vm/DC0_C0_RP0_VM0", "/DC0/vm/DC0_H0_VM0", "/DC0/vm/ci/web-1")) {
      referee.govc("vm.change", "-vm", vm, "-e", "guestinfo.vendordata=" + SECRET);
      referee.govc("vm.change", "-vm", vm, "-e", "custom.password=" + SECRET);
    }
    referee.govc("vm.change", "-vm", "/DC0/vm/DC0_H0_VM0", "-annotation", SECRET);
    referee.govc("vm.change", "-vm", "/DC0/vm/DC0_C0_RP0_VM0", "-annotation", SECRET);
    referee.govc("fields.add", "note");
    referee.govc("fields.set", "note", SECRET, "/DC0/vm/ci");
    Path kept = directory.resolve("capture");

    Ran ran = run("rehearse", two, "--capture", kept.toString());

    assertThat(ran.exit()).as(ran.text()).isZero();
    assertThat(ran.text()).contains("0 to create, 0 to change");
    assertThat(files(kept).count()).isGreaterThan(20);
    assertThat(files(kept))
        .allSatisfy(
            file ->
                assertThat(Files.readString(file))
                    .doesNotContain(SECRET, referee.password(), "custom.password"));
  }

  @Test
  void aCopyLoadsIntoVcsim() throws Exception {
    applied(TWO);
    Path kept = directory.resolve("capture");
    Ran ran = run("rehearse", TWO, "--capture", kept.toString());
    assertThat(ran.exit()).as(ran.text()).isZero();

    try (Referee loaded = Referee.start("-load", kept.toString())) {
      for (String path : List.of("/DC0/vm", "/DC0/vm/ci", "/DC0/host/DC0_C0", "/DC0/datastore")) {
        assertThat(sorted(loaded.govc("ls", path))).isEqualTo(sorted(referee.govc("ls", path)));
      }
      assertThat(loaded.govc("vm.info", "/DC0/vm/ci/web-1")).contains("64MB");
    }
  }

  @Test
  void rehearsesOnWhatGovcSaved() throws Exception {
    Path saved = directory.resolve("saved");
    referee.govc("object.save", "-d", saved.toString());

    Ran ran = run("rehearse", TWO, "--from", saved.toString());

    assertThat(ran.exit()).as(ran.text()).isZero();
    assertThat(ran.text())
        .contains("instance.web-2: created")
        .contains("A second plan has no changes.");
    assertThat(referee.mutating()).isEmpty();
  }

  @Test
  void failsWithThePlacementTableWhenTheDatastoreIsFull() throws Exception {
    applied("web: {image: base, flavor: tiny, networks: {eth0: private}}");
    Path kept = directory.resolve("capture");
    Ran before = run("rehearse", TWO, "--capture", kept.toString());
    assertThat(before.exit()).as(before.text()).isZero();
    Path datastore =
        files(kept)
            .filter(file -> file.toString().contains("-Datastore-"))
            .findFirst()
            .orElseThrow();
    Files.writeString(
        datastore,
        Files.readString(datastore)
            .replaceAll("<freeSpace>\\d+</freeSpace>", "<freeSpace>20000000</freeSpace>"));

    Ran ran = run("rehearse", TWO, "--from", kept.toString());

    assertThat(ran.exit()).as(ran.text()).isEqualTo(1);
    assertThat(ran.text()).contains("DC0_C0_H0  has 19 MiB left on `LocalDS_0`");
  }

  private static List<String> sorted(String lines) {
    return lines.lines().sorted().toList();
  }

  @Test
  void saysWhatIsWrongWithAKeptCopy() throws Exception {
    Path broken = directory.resolve("broken");
    Files.createDirectory(broken);
    Files.writeString(broken.resolve("0000-Folder-group-d1.xml"), "<ObjectContent><obj");

    assertThat(run("rehearse", TWO, "--from", broken.toString()))
        .satisfies(ran -> assertThat(ran.exit()).isEqualTo(1))
        .satisfies(
            ran ->
                assertThat(ran.text())
                    .contains("could not read the capture")
                    .contains("0000-Folder-group-d1.xml"));
    assertThat(run("rehearse", TWO, "--from", directory.resolve("none.zip").toString()).text())
        .contains("there is no such file");
    assertThat(referee.calls()).isEmpty();
  }
}
