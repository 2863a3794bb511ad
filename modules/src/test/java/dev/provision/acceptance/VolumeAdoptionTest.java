package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.provision.acceptance.OtherClient.SeenDisk;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Disks that somebody made become volumes, and are given back. */
class VolumeAdoptionTest extends OnEveryDatastore {
  private static final String OLD = "[LocalDS_0] old/deep/data.vmdk";
  private static final String HOME = "[LocalDS_0] provision/volumes/ci/pgdata/pgdata.vmdk";
  private static final String STAYS = "/DC0/vm/DC0_C0_RP0_VM1";

  private static String with(String volume, String instance) {
    return VolumesTest.with(
        volume.isEmpty() ? "other: {size: 1 GiB}" : "pgdata: {%s}".formatted(volume),
        instance.isEmpty()
            ? ""
            : "db: {image: base, flavor: small, networks: {}, %s}".formatted(instance));
  }

  private static final String ADOPT = "path: \"[LocalDS_0] old/deep/data.vmdk\", adopt: true";

  @Test
  void isMovedHomeAttachedAndGivenBackWhereItWas() {
    target.otherClient().disk(OLD, 64);
    Provisioning provision = provision(with(ADOPT, "volumes: {data: pgdata}"));
    target.resetCalls();
    Provisioning.Ended plan = converged(provision.plan());
    assertThat(plan.out()).contains("volume.pgdata", "adopted: " + OLD, "1 to adopt");
    assertThat(plan.steps()).contains("path  " + OLD + " -> [LocalDS_0] provision/volumes/ci/pgda");
    assertThat(target.mutating()).isEmpty();
    assertThat(converged(provision.run("rehearse")).out()).contains("1 adopted");

    converged(provision.apply());

    assertThat(target.mutating())
        .containsEntry("MoveVirtualDisk_Task", 1)
        .doesNotContainKeys("CopyVirtualDisk_Task", "CreateVirtualDisk_Task");
    assertThat(target.otherClient().disks("/DC0/vm/ci/db"))
        .extracting(SeenDisk::file, SeenDisk::mode)
        .contains(tuple(HOME, "independent_persistent"));
    assertThat(target.otherClient().files("[LocalDS_0] old/deep")).isEmpty();
    nothingIsLeft(provision);

    provision.rewrite(with("", ""));
    assertThat(converged(provision.plan()).out())
        .contains("volume.pgdata", "--prune gives it back");
    assertThat(converged(provision.apply("--prune", "--yes")).out())
        .contains("given back, not deleted");
    assertThat(target.otherClient().files("[LocalDS_0] old/deep")).contains("data.vmdk");
    assertThat(target.otherClient().files("[LocalDS_0] provision/volumes/ci"))
        .containsExactly("other");
    nothingIsLeft(provision);

    provision.rewrite(with(ADOPT, ""));
    converged(provision.apply());
    provision.rewrite(with("size: 64 MiB, state: absent", ""));
    converged(provision.apply("--yes"));
    assertThat(target.otherClient().files("[LocalDS_0] old/deep")).isEmpty();
    assertThat(target.otherClient().files("[LocalDS_0] provision/volumes/ci"))
        .doesNotContain("pgdata");
  }

  @Test
  void isRefusedWhereItIsInUseNotThereOrNotMeant() {
    target.otherClient().disk(OLD, 64);
    Provisioning provision = provision(with(ADOPT.replace("adopt: true", "adopt: false"), ""));
    assertThat(provision.plan().err())
        .contains("`" + OLD + "` is there already and is not ours", "`adopt: true` takes it");

    target.otherClient().power(STAYS, false);
    target.otherClient().attach(STAYS, OLD);
    provision.rewrite(with(ADOPT, ""));
    target.resetCalls();
    Provisioning.Ended used = provision.apply("--yes");
    assertThat(used.exit()).isEqualTo(65);
    assertThat(used.err())
        .contains("`" + OLD + "` is in use by `" + STAYS + "`; take it off there");
    assertThat(target.mutating()).isEmpty();

    for (Map.Entry<String, String> each :
        Map.of(
                "path: \"[LocalDS_0] gone/data.vmdk\", adopt: true",
                "there is no disk at `[LocalDS_0] gone/data.vmdk`",
                "path: \"[LocalDS_0] provision/volumes/other/x/x.vmdk\", adopt: true",
                "there is no disk at `[LocalDS_0] provision/volumes/other/x/x.vmdk`",
                "path: \"[LocalDS_0] old/data-flat.vmdk\", adopt: true",
                "`[LocalDS_0] old/data-flat.vmdk` is a part of a disk",
                "path: old/data.vmdk, adopt: true",
                "`old/data.vmdk` is no path of a disk",
                "size: 1 GiB, adopt: true",
                "needs `path`, which says what disk to adopt",
                ADOPT + ", datastore: nas7",
                "the disk of `path` stays on `LocalDS_0`")
            .entrySet()) {
      provision.rewrite(with(each.getKey(), ""));
      Provisioning.Ended refused = provision.plan();
      assertThat(refused.exit()).as(refused.all()).isEqualTo(65);
      assertThat(refused.err()).contains(each.getValue());
    }
  }

  @Test
  void isAVolumeOfAnotherEnvironmentOnceThatHasIt() {
    String theirs = "[LocalDS_0] provision/volumes/theirs/x/x.vmdk";
    target.otherClient().disk(theirs, 64);
    Provisioning provision = provision(with(ADOPT.replace(OLD, theirs), ""));

    assertThat(provision.plan().err())
        .contains("`" + theirs + "` is a volume of some environment already");
  }

  @Test
  void isTakenAndGivenBackWhicheverCallIsTheLast() {
    target.needs(Target.Ability.BREAKS);
    target.otherClient().disk(OLD, 64);
    String nothing = with("", "");
    Provisioning provision = provision(nothing);
    converged(provision.apply());
    List<String> taking = List.of("MakeDirectory", "MoveDatastoreFile_Task", "SetVirtualDiskUuid");
    for (String call : taking) {
      provision.rewrite(with(ADOPT, ""));
      target.callFails(call, "NoPermission", 1);
      Provisioning.Ended died = provision.apply();
      assertThat(died.exit()).as(call + ": " + died.all()).isEqualTo(1);
      target.allIsWell();
      converged(provision.apply("--prune", "--yes"));
      nothingIsLeft(provision);
      assertThat(target.otherClient().files("[LocalDS_0] provision/volumes/ci/pgdata"))
          .contains("pgdata.vmdk");

      provision.rewrite(nothing);
      target.replyIsLost("MoveVirtualDisk_Task", 1);
      provision.apply("--prune", "--yes");
      target.allIsWell();
      converged(provision.apply("--prune", "--yes"));
      assertThat(target.otherClient().files("[LocalDS_0] old/deep")).contains("data.vmdk");
      assertThat(target.otherClient().files("[LocalDS_0] provision/volumes/ci"))
          .containsExactly("other");
    }
  }
}
