package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.acceptance.OtherClient.SeenDisk;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Storage vMotion takes a volume's file along into the folder of the VM that has it. On the
 * simulator alone: vcsim's moves no files (govmomi v0.56.0, simulator/virtual_machine.go:2908) and
 * its disks have no uuid of their own (simulator/virtual_disk_manager.go:384).
 */
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"VMFS", "vsan"})
class VolumeMovesTest {
  @Parameter String type;
  private static final String DB = "/DC0/vm/ci/db";
  private static final String TAKEN = "[LocalDS_1] db/pgdata.vmdk";
  private static final String HOME = "[LocalDS_1] provision/volumes/ci/pgdata/pgdata.vmdk";

  @TempDir Path folder;
  private SimulatorTarget target;
  private Provisioning provision;

  @BeforeEach
  void start() {
    String datastore = ": {size: 100 TiB, type: " + type + "}";
    target = new SimulatorTarget(0, "LocalDS_0" + datastore + "\nLocalDS_1" + datastore);
    provision = new Provisioning(target, folder, with(", volumes: {data: pgdata}"));
    ended("apply");
    target.stub().relocate(DB, "LocalDS_1");
  }

  private static String with(String more) {
    return VolumesTest.with(
        "pgdata: {size: 1 GiB, datastore: LocalDS_0}",
        more.equals("none")
            ? ""
            : "db: {image: base, flavor: small, networks: {}, clone: full%s}".formatted(more));
  }

  private Provisioning.Ended ended(String command, String... options) {
    Provisioning.Ended ended = provision.run(command, options);
    assertThat(ended.exit()).as(ended.all()).isZero();
    return ended;
  }

  private void isLeftInPeace() {
    target.resetCalls();
    assertThat(ended("apply").out()).contains("No changes.");
    assertThat(target.mutating()).isEmpty();
  }

  private boolean has(String file) {
    return target.otherClient().disks(DB).stream().map(SeenDisk::file).anyMatch(file::equals);
  }

  private void dies(String call, boolean after, String... options) {
    target.refuses(call, after);
    Provisioning.Ended died = provision.run("apply", options);
    assertThat(died.exit()).as(call + ": " + died.all()).isEqualTo(1);
    target.allIsWell();
  }

  @Test
  void isFoundByItsUuidAndGoesHomeWhenItIsTakenOff() {
    isLeftInPeace();
    assertThat(ended("show", "volume.pgdata").out())
        .contains(target.stub().topFolders().byId(TAKEN));

    provision.rewrite(with(""));
    target.resetCalls();
    ended("apply");

    Set<String> calls =
        new HashSet<>(Set.of("ReconfigVM_Task", "MakeDirectory", "MoveVirtualDisk_Task"));
    if (type.equals("vsan")) {
      calls.add("CreateDirectory");
    }
    assertThat(target.mutating().keySet()).isEqualTo(calls);
    assertThat(ended("show", "volume.pgdata").out()).contains(HOME);
    isLeftInPeace();
    provision.rewrite(with(", volumes: {data: pgdata}"));
    ended("apply");
    assertThat(has(HOME)).isTrue();
    ended("destroy", "--yes");
    assertThat(provision.run("destroy", "--yes").out()).contains("No changes.");
  }

  @Test
  void isSearchedForAgainWhereASearchBrokeOnAFileThatMovedAway() {
    target.taskFailsOnce("SearchDatastoreSubFolders_Task", "SystemError");
    target.resetCalls();

    assertThat(ended("plan").out()).contains("No changes.");

    assertThat(target.calls()).containsEntry("SearchDatastoreSubFolders_Task", 3);
    target.taskFails("SearchDatastoreSubFolders_Task", "", "SystemError");
    assertThat(provision.plan().exit()).as("it broke every time").isNotZero();
  }

  @Test
  void itsSnapshotsAreFoundWhileItsDiskIsAway() {
    target.stub().power(DB, false);
    String off = with(", power: off, volumes: {data: pgdata}");
    String snapped = off.replace("1 GiB,", "1 GiB, snapshots: {first: present},");
    provision.rewrite(snapped);
    ended("apply");
    isLeftInPeace();

    provision.rewrite(
        snapped.replace(
            "  pgdata:",
            "  old: {source_volume: pgdata, source_snapshot: first}\n"
                + "  large: {source_volume: pgdata, source_snapshot: first, size: 2 GiB}\n"
                + "  pgdata:"));
    target.resetCalls();
    ended("apply");

    assertThat(target.mutating())
        .containsEntry("CopyVirtualDisk_Task", 2)
        .containsEntry("ExtendVirtualDisk_Task", 1);

    assertThat(has(target.stub().topFolders().byId(TAKEN))).isTrue();
    isLeftInPeace();
    provision.rewrite(
        snapped.replace(
            "  pgdata:", "  new: {source_volume: pgdata, source_snapshot: second}\n  pgdata:"));
    assertThat(provision.apply().all()).contains("volume `pgdata` has no snapshot `second`");
  }

  @Test
  void goesHomeWhicheverCallOfTakingItOffIsTheLast() {
    for (String call : List.of("ReconfigVM_Task", "MakeDirectory", "MoveVirtualDisk_Task")) {
      for (boolean after : List.of(false, true)) {
        if (after && call.equals("MakeDirectory")) {
          continue; // its folder may be there, and then it has no effect
        }
        provision.rewrite(with(""));

        dies(call, after);

        ended("apply");
        assertThat(ended("show", "volume.pgdata").out())
            .as(call + after)
            .contains("provision/volumes");
        isLeftInPeace();
        provision.rewrite(with(", volumes: {data: pgdata}"));
        ended("apply");
        isLeftInPeace();
        String other = has(HOME) ? "LocalDS_0" : "LocalDS_1";
        target.stub().relocate(DB, other);
        assertThat(has(HOME)).isFalse();
      }
    }
  }

  @Test
  void goesHomeBeforeItsInstanceIsDestroyedWhicheverCallIsTheLast() {
    for (String call :
        List.of(
            "PowerOffVM_Task",
            "ReconfigVM_Task",
            "MakeDirectory",
            "MoveVirtualDisk_Task",
            "Destroy_Task")) {
      for (boolean after : List.of(false, true)) {
        if (after && call.equals("MakeDirectory")) {
          continue; // as above
        }
        provision.rewrite(with("none"));

        dies(call, after, "--prune", "--yes");

        ended("apply", "--prune", "--yes");
        assertThat(target.otherClient().in("/DC0/vm")).doesNotContain("ci");
        assertThat(ended("show", "volume.pgdata").out())
            .as(call + after)
            .contains("provision/volumes");
        isLeftInPeace();
        provision.rewrite(with(", volumes: {data: pgdata}"));
        ended("apply");
        isLeftInPeace();
        String other = has(HOME) ? "LocalDS_0" : "LocalDS_1";
        target.stub().relocate(DB, other);
      }
    }
  }
}
