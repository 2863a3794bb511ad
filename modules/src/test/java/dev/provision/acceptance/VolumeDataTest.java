package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.provision.referee.NeedsReferee;
import dev.provision.referee.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What was written to a volume stays, whichever call is the last of a run. The server keeps the
 * files of its datastores on disk, so that the test can write to them and look again.
 */
@NeedsReferee
class VolumeDataTest {
  private static final String CREATED = "[LocalDS_0] provision/volumes/ci/pgdata/pgdata.vmdk";

  @TempDir Path folder;
  private VcsimTarget target;
  private Provisioning provision;

  @BeforeEach
  void start() {
    target = new VcsimTarget();
    provision = new Provisioning(target, folder, volume());
  }

  @AfterEach
  void stop() {
    target.close();
  }

  private static String volume() {
    return VolumesTest.with("pgdata: {size: 64 MiB}", "");
  }

  private static String instance(String more) {
    return VolumesTest.with(
        "pgdata: {size: 64 MiB}",
        "db: {image: base, flavor: small, networks: {eth0: private}%s}".formatted(more));
  }

  private Path datastore() {
    String info = target.referee().govc("datastore.info", "-json", "LocalDS_0");
    return Path.of(
        JsonParser.parseString(info)
            .getAsJsonObject()
            .getAsJsonArray("datastores")
            .get(0)
            .getAsJsonObject()
            .getAsJsonObject("info")
            .get("url")
            .getAsString());
  }

  private Path file() {
    return datastore().resolve("provision/volumes/ci/pgdata/pgdata-flat.vmdk");
  }

  private List<String> left() throws IOException {
    Path top = datastore().resolve("provision/volumes");
    try (Stream<Path> all = Files.walk(top)) {
      return all.filter(path -> !path.equals(top))
          .map(path -> top.relativize(path).toString())
          .sorted()
          .toList();
    }
  }

  /** Applies, ending before and after the effect of each of these calls, and then for good. */
  private void interrupted(String command, List<String> calls, Runnable check, String... options) {
    for (String call : calls) {
      for (boolean after : List.of(false, true)) {
        Rule rule = Rule.on(call).nth(1).fault("NoPermission");
        target.referee().fault(after ? rule.after() : rule);
        Provisioning.Ended died = provision.run(command, options);
        assertThat(target.referee().fired()).as("%s: %s", call, died.all()).containsExactly(1);
        assertThat(died.exit()).as(died.all()).isEqualTo(1);
        target.allIsWell();
        check.run();
      }
    }
    Provisioning.Ended ended = provision.run(command, options);
    assertThat(ended.exit()).as(ended.all()).isZero();
    check.run();
    target.resetCalls();
    assertThat(provision.run(command, options).out()).contains("No changes.");
    assertThat(target.mutating()).isEmpty();
  }

  private void put(Path file, byte[] data) {
    try {
      Files.write(file, data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Runnable has(Path file, byte[] data) {
    return () -> {
      try {
        assertThat(Files.readAllBytes(file)).isEqualTo(data);
      } catch (IOException e) {
        throw new AssertionError("the data is gone: " + e, e);
      }
    };
  }

  @Test
  void isThatOfTheDiskThatWasAdopted() throws Exception {
    target.otherClient().disk("[LocalDS_0] old/data.vmdk", 64);
    Path old = datastore().resolve("old/data-flat.vmdk");
    byte[] data = "what somebody wrote".repeat(1000).getBytes();
    put(old, data);
    String volume = "path: \"[LocalDS_0] old/data.vmdk\", adopt: true";
    provision.rewrite(VolumesTest.with("pgdata: {" + volume + "}", ""));
    interrupted(
        "apply",
        List.of(
            "MakeDirectory",
            "MoveDatastoreFile_Task",
            "SetVirtualDiskUuid",
            "MoveVirtualDisk_Task"),
        () -> has(Files.exists(old) ? old : file(), data).run());
    has(file(), data).run();

    interrupted(
        "destroy",
        List.of("MoveVirtualDisk_Task", "SetVirtualDiskUuid", "MoveDatastoreFile_Task"),
        () -> has(Files.exists(old) ? old : file(), data).run(),
        "--yes");
    has(old, data).run();
    assertThat(left()).isEmpty();
  }

  @Test
  void isInSnapshotsCopiesAndWhatGrew() throws Exception {
    interrupted("apply", List.of(), () -> {});
    byte[] first = "what was there first".repeat(1000).getBytes();
    put(file(), first);
    Path inside = file().getParent();
    provision.rewrite(VolumesTest.with("pgdata: {size: 64 MiB, snapshots: {monday: present}}", ""));
    interrupted(
        "apply", List.of("CopyVirtualDisk_Task", "MoveDatastoreFile_Task"), has(file(), first));
    has(inside.resolve("snapshots/monday/monday-flat.vmdk"), first).run();

    byte[] second = "what came later".repeat(1000).getBytes();
    put(file(), second);
    provision.rewrite(
        VolumesTest.with(
            """
            pgdata: {size: 64 MiB, snapshots: {monday: present}}
            copy: {source_volume: pgdata}
            old: {source_volume: pgdata, source_snapshot: monday}
            """,
            ""));
    interrupted(
        "apply",
        List.of("CopyVirtualDisk_Task", "SetVirtualDiskUuid", "MoveDatastoreFile_Task"),
        has(file(), second));
    has(inside.resolveSibling("copy/copy-flat.vmdk"), second).run();
    has(inside.resolveSibling("old/old-flat.vmdk"), first).run();

    provision.rewrite(
        VolumesTest.with(
            "pgdata: {size: 64 MiB, snapshots: {monday: absent}}",
            "db: {image: base, flavor: small, networks: {}, volumes: {data: pgdata}}"));
    interrupted(
        "apply", List.of("DeleteDatastoreFile_Task"), has(file(), second), "--prune", "--yes");
    assertThat(inside.resolve("snapshots/monday")).doesNotExist();
    for (String power : List.of("on", "off")) {
      String size = power.equals("on") ? "65 MiB" : "66 MiB";
      provision.rewrite(
          VolumesTest.with(
              "pgdata: {size: " + size + "}",
              "db: {image: base, flavor: small, networks: {}, power: "
                  + power
                  + ", volumes: {data: pgdata}}"));
      interrupted("apply", List.of("ReconfigVM_Task"), has(file(), second), "--yes");
    }
    assertThat(target.otherClient().disks("/DC0/vm/ci/db"))
        .contains(new OtherClient.SeenDisk(CREATED, "independent_persistent", 66));
  }

  @Test
  void survivesEverythingBetweenEachTwoCalls() throws Exception {
    interrupted(
        "apply",
        List.of(
            "MakeDirectory",
            "CreateVirtualDisk_Task",
            "SetVirtualDiskUuid",
            "MoveDatastoreFile_Task"),
        () -> {});
    assertThat(left())
        .containsExactly("ci", "ci/pgdata", "ci/pgdata/pgdata-flat.vmdk", "ci/pgdata/pgdata.vmdk");
    byte[] data = "what the database wrote".repeat(1000).getBytes();
    Files.write(file(), data);
    Runnable whole =
        () -> {
          try {
            assertThat(Files.readAllBytes(file())).isEqualTo(data);
          } catch (IOException e) {
            throw new AssertionError("the data is gone: " + e, e);
          }
        };

    provision.rewrite(instance(", volumes: {data: pgdata}"));
    interrupted(
        "apply", List.of("CloneVM_Task", "ReconfigVM_Task", "PowerOnVM_Task"), whole, "--yes");
    assertThat(target.otherClient().disks("/DC0/vm/ci/db"))
        .contains(new OtherClient.SeenDisk(CREATED, "independent_persistent", 64));

    provision.rewrite(instance(""));
    interrupted("apply", List.of("ReconfigVM_Task"), whole);
    provision.rewrite(instance(", volumes: {data: pgdata}"));
    interrupted("apply", List.of("ReconfigVM_Task"), whole);

    provision.rewrite(volume());
    interrupted(
        "apply",
        List.of("PowerOffVM_Task", "ReconfigVM_Task", "Destroy_Task"),
        whole,
        "--prune",
        "--yes");
    provision.rewrite(instance(", volumes: {data: pgdata}"));
    interrupted("apply", List.of(), whole);

    // an instance that is made anew has it again
    Provisioning.Ended replaced = provision.apply("--replace", "instance.db", "--yes");
    assertThat(replaced.exit()).as(replaced.all()).isZero();
    whole.run();
    assertThat(target.otherClient().disks("/DC0/vm/ci/db"))
        .contains(new OtherClient.SeenDisk(CREATED, "independent_persistent", 64));

    provision.rewrite(volume().replace("64 MiB", "64 MiB, state: absent"));
    Provisioning.Ended pruned = provision.apply("--prune", "--yes");
    assertThat(pruned.exit()).as(pruned.all()).isZero();
    assertThat(left()).isEmpty();
    provision.rewrite(volume());
    interrupted("apply", List.of(), () -> {});
    interrupted(
        "destroy",
        List.of("MoveDatastoreFile_Task", "DeleteDatastoreFile_Task"),
        () -> {},
        "--yes");
    assertThat(left()).as("the last call had its effect, and nobody came back").isSubsetOf("ci");
  }
}
