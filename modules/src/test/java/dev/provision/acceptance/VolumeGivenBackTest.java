package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a disk was before it was adopted. On the simulator alone: vcsim keeps no uuid of a disk
 * (govmomi v0.56.0, simulator/virtual_disk_manager.go:384) and tells no size.
 */
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"VMFS", "vsan"})
class VolumeGivenBackTest {
  @Parameter String type;
  private static final String OLD = "[LocalDS_0] old/data.vmdk";
  private static final String HOME = "[LocalDS_0] provision/volumes/ci/pgdata/pgdata.vmdk";

  @TempDir Path folder;
  private SimulatorTarget target;

  @BeforeEach
  void start() {
    target = new SimulatorTarget(0, "LocalDS_0: {size: 100 TiB, type: " + type + "}");
  }

  private static String with(String more) {
    return VolumesTest.with("pgdata: {path: \"%s\", adopt: true%s}".formatted(OLD, more), "");
  }

  private Provisioning.Ended ended(Provisioning provision, String command, String... options) {
    Provisioning.Ended ended = provision.run(command, options);
    assertThat(ended.exit()).as(ended.all()).isZero();
    return ended;
  }

  @Test
  void hasItsOwnUuidAgain() {
    target.otherClient().disk(OLD, 64);
    String uuid = target.stub().uuid(OLD);
    Provisioning provision = new Provisioning(target, folder, with(""));
    ended(provision, "apply");
    assertThat(target.stub().uuid(HOME)).isNotEqualTo(uuid);

    ended(provision, "destroy", "--yes");

    assertThat(target.stub().uuid(OLD)).isEqualTo(uuid);
  }

  @Test
  void growsWhenItIsTakenAndIsRefusedWhereItIsTooLarge() {
    target.otherClient().disk(OLD, 64);
    Provisioning provision = new Provisioning(target, folder, with(", size: 32 MiB"));
    assertThat(provision.plan().err())
        .contains("cannot be changed from 64 MiB to 32 MiB: a volume cannot shrink");
    provision.rewrite(with(", size: 1 GiB, type: thick"));

    assertThat(ended(provision, "apply").steps())
        .contains("size  64 MiB -> 1 GiB")
        .contains(type.equals("vsan") ? "a datastore of type vsan decides" : "type  thin -> thick");

    target.resetCalls();
    assertThat(ended(provision, "apply").out()).contains("No changes.");
    assertThat(target.mutating()).isEmpty();
  }

  @Test
  void isTakenWithAllThatIsDeclaredOfItAtOnce() {
    target.otherClient().disk(OLD, 64);
    Provisioning provision =
        new Provisioning(target, folder, with(", protect: true, snapshots: {first: present}"));

    ended(provision, "apply");

    assertThat(
            target.otherClient().files("[LocalDS_0] provision/volumes/ci/pgdata/snapshots/first"))
        .contains("first.vmdk");
    target.resetCalls();
    assertThat(ended(provision, "apply").out()).contains("No changes.");
    assertThat(target.mutating()).isEmpty();
  }

  @Test
  void saysThatADiskIsNotTakenForAVolumeThatIsThere() {
    Provisioning provision =
        new Provisioning(target, folder, VolumesTest.with("pgdata: {size: 1 GiB}", ""));
    ended(provision, "apply");
    target.otherClient().disk(OLD, 64);
    provision.rewrite(with(""));

    assertThat(ended(provision, "plan").out())
        .contains(
            "the disk at `" + OLD + "` is not taken: the volume is there already, made by us");
  }

  @Test
  void isNotDeletedForOneWhoseDiskSomebodyTookAway() {
    target.otherClient().disk(OLD, 64);
    Provisioning provision = new Provisioning(target, folder, with(""));
    target.refuses("SetVirtualDiskUuid", false);
    assertThat(provision.apply().exit()).isEqualTo(1);
    target.allIsWell();
    target.stub().unlink(OLD);

    Provisioning.Ended gone = provision.plan();

    assertThat(gone.exit()).isEqualTo(1);
    assertThat(gone.err()).contains("its folder is there and its disk is not");
  }

  @Test
  void staysOursWhereAnotherFileLiesInItsPlace() {
    target.otherClient().disk(OLD, 64);
    Provisioning provision = new Provisioning(target, folder, with(""));
    ended(provision, "apply");
    target.stub().blank(OLD, 128);
    provision.rewrite(VolumesTest.with("other: {size: 1 GiB}", ""));

    Provisioning.Ended refused = provision.apply("--prune", "--yes");

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.all())
        .contains("it cannot go back to `" + OLD + "`, where another file lies now");
    assertThat(target.otherClient().files("[LocalDS_0] provision/volumes/ci/pgdata"))
        .contains("pgdata.vmdk");
  }
}
