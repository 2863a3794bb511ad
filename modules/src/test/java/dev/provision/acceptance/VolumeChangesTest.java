package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.acceptance.OtherClient.SeenDisk;
import org.junit.jupiter.api.Test;

/** What changes of a volume that is there: how large it is, and how it takes room. */
class VolumeChangesTest extends OnEveryDatastore {
  private static final String DB = "/DC0/vm/ci/db";
  private static final String HOME = "[LocalDS_0] provision/volumes/ci/pgdata/pgdata.vmdk";

  private static String with(String volume, String instance) {
    return VolumesTest.with(
        "pgdata: {%s}".formatted(volume),
        instance.isEmpty()
            ? ""
            : "db: {image: base, flavor: small, networks: {}, %s}".formatted(instance));
  }

  private static final String HAS = "volumes: {data: pgdata}";

  private Provisioning.Ended applied(Provisioning provision, String playbook, String... options) {
    provision.rewrite(playbook);
    target.resetCalls();
    return converged(provision.apply(options));
  }

  private void attachedWith(long mib) {
    assertThat(target.otherClient().disks(DB))
        .contains(new SeenDisk(HOME, "independent_persistent", mib));
  }

  @Test
  void growsOffRunningAndWithoutAnInstance() {
    Provisioning provision = provision(with("size: 1 GiB", "power: off, " + HAS));
    converged(provision.apply());

    assertThat(applied(provision, with("size: 2 GiB", "power: off, " + HAS)).steps())
        .contains("size  1 GiB -> 2 GiB");
    assertThat(target.mutating()).containsOnlyKeys("ReconfigVM_Task");
    attachedWith(2048);
    nothingIsLeft(provision);

    applied(provision, with("size: 2 GiB", HAS));
    applied(provision, with("size: 3 GiB", HAS));
    assertThat(target.mutating()).containsOnlyKeys("ReconfigVM_Task");
    attachedWith(3072);
    nothingIsLeft(provision);

    applied(provision, with("size: 3 GiB", ""), "--prune", "--yes");
    Provisioning.Ended alone = applied(provision, with("size: 4 GiB", ""));
    if (target.tellsOfDisksInFiles()) {
      assertThat(alone.steps()).contains("size  3 GiB -> 4 GiB");
      assertThat(target.mutating()).containsOnlyKeys("ExtendVirtualDisk_Task");
      provision.rewrite(with("size: 3 GiB", ""));
      Provisioning.Ended refused = provision.plan();
      assertThat(refused.exit()).isEqualTo(65);
      assertThat(refused.err())
          .contains(
              "`size` of `volume.pgdata` cannot be changed from 4 GiB to 3 GiB: a volume cannot"
                  + " shrink");
      provision.rewrite(with("size: 4 GiB", ""));
    } else {
      assertThat(converged(provision.run("plan")).out())
          .contains(
              "it is not known whether `size` and `type` are as declared: the server does not say"
                  + " while no VM has the volume; apply leaves them as before until an instance has"
                  + " it");
    }
    nothingIsLeft(provision);
    applied(provision, with("size: 4 GiB", HAS));
    attachedWith(4096);
  }

  @Test
  void doesNotGrowOnAVmWithSnapshots() {
    Provisioning provision = provision(with("size: 1 GiB", HAS));
    converged(provision.apply());
    target.otherClient().snapshot(DB, "before");
    provision.rewrite(with("size: 2 GiB", HAS));

    Provisioning.Ended refused = provision.plan();

    assertThat(refused.exit()).isEqualTo(65);
    assertThat(refused.err())
        .contains(
            "`size` of `volume.pgdata` cannot be changed from 1 GiB to 2 GiB: `/DC0/vm/ci/db` has"
                + " snapshots, and vSphere grows no disk of such a VM; remove them or take the"
                + " volume off it first");
  }
}
