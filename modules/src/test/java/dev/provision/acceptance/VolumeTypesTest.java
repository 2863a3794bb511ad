package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A volume comes to take more room where it lies. On the simulator alone: vcsim has no call that
 * does that, and does not say what it has ({@link VcsimDifferencesTest}).
 */
class VolumeTypesTest {
  @TempDir Path folder;
  private SimulatorTarget target = new SimulatorTarget(0, "LocalDS_0: 100 TiB");
  private Provisioning provision;

  private static String with(String volume, String instance) {
    return VolumesTest.with(
        "pgdata: {%s}".formatted(volume),
        instance.isEmpty()
            ? ""
            : "db: {image: base, flavor: small, networks: {}, clone: full, %s}"
                .formatted(instance));
  }

  private Provisioning.Ended ended(String command, String... options) {
    Provisioning.Ended ended = provision.run(command, options);
    assertThat(ended.exit()).as(ended.all()).isZero();
    return ended;
  }

  private Provisioning.Ended applied(String playbook) {
    if (provision == null) {
      provision = new Provisioning(target, folder, playbook);
    }
    provision.rewrite(playbook);
    target.resetCalls();
    return ended("apply", "--prune", "--yes");
  }

  private void isLeftInPeace() {
    target.resetCalls();
    assertThat(ended("apply").out()).contains("No changes.");
    assertThat(target.mutating()).isEmpty();
  }

  @Test
  void takesAllItsRoomWhereItLiesAndNeverLess() {
    applied(with("size: 1 GiB", ""));

    assertThat(applied(with("size: 1 GiB, type: thick", "")).steps())
        .contains("type  thin -> thick");

    assertThat(target.mutating()).containsOnlyKeys("InflateVirtualDisk_Task");
    isLeftInPeace();
    assertThat(applied(with("size: 1 GiB, type: eagerZeroedThick", "")).steps())
        .contains("type  thick -> eagerZeroedThick");
    assertThat(target.mutating()).containsOnlyKeys("EagerZeroVirtualDisk_Task", "MakeDirectory");
    isLeftInPeace();
    applied(with("size: 1 GiB, type: thick", ""));
    isLeftInPeace();
    assertThat(applied(with("size: 1 GiB, type: thin", "")).out())
        .contains(
            "it is eagerZeroedThick and thin is declared: no disk can be made to take less room"
                + " where it lies");
    isLeftInPeace();
    applied(with("size: 2 GiB, type: eagerZeroedThick", ""));
    assertThat(target.mutating()).containsOnlyKeys("ExtendVirtualDisk_Task");
    isLeftInPeace();
  }

  @Test
  void waitsUntilNoInstanceHasIt() {
    String db = "volumes: {data: pgdata}";
    applied(with("size: 1 GiB", db));

    assertThat(applied(with("size: 1 GiB, type: eagerZeroedThick", db)).out())
        .contains(
            "it is thin and eagerZeroedThick is declared: it becomes that when no VM has it; take"
                + " it off `/DC0/vm/ci/db`");

    assertThat(target.mutating()).isEmpty();
    applied(with("size: 1 GiB, type: eagerZeroedThick", ""));
    assertThat(applied(with("size: 1 GiB, type: eagerZeroedThick", "")).steps())
        .contains("type  thin -> eagerZeroedThick");
    assertThat(target.mutating()).containsOnlyKeys("InflateVirtualDisk_Task", "MakeDirectory");
    isLeftInPeace();
    assertThat(applied(with("size: 1 GiB, type: eagerZeroedThick", db)).out())
        .doesNotContain("is declared");
    isLeftInPeace();
    applied(with("size: 2 GiB, type: eagerZeroedThick", db));
    isLeftInPeace();
  }

  @Test
  void isFinishedWhicheverCallIsTheLast() {
    for (String call : List.of("InflateVirtualDisk_Task", "MakeDirectory")) {
      for (boolean after : List.of(false, true)) {
        applied(with("size: 1 GiB", ""));
        provision.rewrite(with("size: 1 GiB, type: eagerZeroedThick", ""));
        target.refuses(call, after);

        Provisioning.Ended died = provision.run("apply");

        assertThat(died.exit()).as(died.all()).isEqualTo(1);
        target.allIsWell();
        ended("apply");
        isLeftInPeace();
        ended("destroy", "--yes");
      }
    }
  }

  @Test
  void isThatOfACopyToo() {
    String one = with("size: 1 GiB", "");
    applied(one);

    Provisioning.Ended copied =
        applied(
            one.replace(
                "  pgdata:",
                "  copy: {source_volume: pgdata, type: thick, size: 2 GiB}\n  pgdata:"));

    assertThat(copied.out()).contains("volume.copy: created");
    assertThat(target.mutating())
        .containsKeys("CopyVirtualDisk_Task", "ExtendVirtualDisk_Task", "InflateVirtualDisk_Task");
    isLeftInPeace();
  }

  @Test
  void isRefusedWhereTheDatastoreHasNoRoomForIt() {
    target = new SimulatorTarget(0, "LocalDS_0: 100 TiB\nsmall: 3 GiB");
    String logs = VolumesTest.with("logs: {datastore: small, size: %s}", "");
    applied(logs.formatted("2 GiB"));
    applied(logs.formatted("4 GiB"));
    provision.rewrite(logs.formatted("4 GiB, type: thick"));

    Provisioning.Ended refused = provision.plan();

    assertThat(refused.exit()).isEqualTo(65);
    assertThat(refused.err())
        .contains("it needs 4 GiB more on datastore `small`, which has 3 GiB left");
    applied(logs.formatted("4 GiB, state: absent"));
    applied(logs.formatted("2 GiB, type: thick"));
    provision.rewrite(logs.formatted("4 GiB, type: thick"));
    assertThat(provision.plan().err())
        .contains("it needs 2 GiB more on datastore `small`, which has 1 GiB left");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NFS", "vsan", "VVOL"})
  void isWhatTheDatastoreMakesOfItWhereThatDecides(String type) {
    target = new SimulatorTarget(0, "LocalDS_0: {size: 100 TiB, type: " + type + "}");
    applied(with("size: 1 GiB", ""));

    assertThat(applied(with("size: 1 GiB, type: thick", "")).out())
        .contains(
            "it is thin and thick is declared: a datastore of type "
                + type
                + " decides that by itself");

    isLeftInPeace();
  }
}
