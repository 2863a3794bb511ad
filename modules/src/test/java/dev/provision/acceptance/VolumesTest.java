package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.acceptance.Hand.SeenDisk;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Volumes as Cinder has them. */
class VolumesTest extends Acceptance {
  private static final String HOME = "[LocalDS_0] provision/volumes/ci/pgdata/pgdata.vmdk";

  static String with(String volumes, String instances) {
    return play(
        """
        flavors:
          small: {vcpus: 1, ram: 64 MiB}
        volumes:
        """
            + volumes.indent(2)
            + (instances.isEmpty() ? "" : "instances:\n" + instances.indent(2)));
  }

  private static final String PGDATA = "pgdata: {size: 1 GiB}";
  private static final String DB = "db: {image: base, flavor: small, networks: {eth0: private}%s}";

  private static String db(String more) {
    return DB.formatted(more.isEmpty() ? "" : ", " + more);
  }

  private List<SeenDisk> volumesOf(String vm) {
    return target.hand().disks(vm).stream()
        .filter(disk -> disk.file().contains("provision/volumes"))
        .toList();
  }

  @Test
  void isMadeWithoutAnInstanceAttachedWhileItRunsDetachedAndDestroyed() {
    Provisioning provision = provision(with(PGDATA, ""));
    target.resetCalls();
    assertThat(converged(provision.plan()).out())
        .contains("volume.pgdata", "1 GiB, thin", "LocalDS_0");
    assertThat(target.mutating()).isEmpty();
    converged(provision.apply());
    nothingIsLeft(provision);

    provision.rewrite(with(PGDATA, db("")));
    converged(provision.apply());
    String identity = target.hand().identity("/DC0/vm/ci/db");
    provision.rewrite(with(PGDATA, db("volumes: {data: pgdata}")));
    target.resetCalls();
    Provisioning.Ended attached = converged(provision.apply());
    assertThat(attached.steps()).contains("volumes.data  (absent) -> pgdata");
    assertThat(target.mutating())
        .containsOnlyKeys("ReconfigVM_Task")
        .containsEntry("ReconfigVM_Task", 1);
    assertThat(volumesOf("/DC0/vm/ci/db"))
        .containsExactly(new SeenDisk(HOME, "independent_persistent", 1024));
    assertThat(target.hand().vm("/DC0/vm/ci/db").on()).isTrue();
    nothingIsLeft(provision);

    provision.rewrite(with(PGDATA, db("")));
    target.resetCalls();
    converged(provision.apply());
    assertThat(target.mutating()).containsOnlyKeys("ReconfigVM_Task");
    assertThat(volumesOf("/DC0/vm/ci/db")).isEmpty();
    assertThat(target.hand().identity("/DC0/vm/ci/db")).isEqualTo(identity);
    nothingIsLeft(provision);

    assertThat(provision.run("destroy", "--yes").out()).contains("3 deleted");
    assertThat(provision.run("destroy", "--yes").out()).contains("No changes.");
  }

  @Test
  void isThereWhenItsInstanceIsFirstSwitchedOnAndOutlivesIt() {
    Provisioning provision = provision(with(PGDATA, db("volumes: {data: pgdata}")));

    converged(provision.apply());

    assertThat(volumesOf("/DC0/vm/ci/db")).hasSize(1);
    assertThat(target.hand().vm("/DC0/vm/ci/db").on()).isTrue();
    assertThat(target.calls()).containsEntry("CloneVM_Task", 1).containsEntry("PowerOnVM_Task", 1);
    nothingIsLeft(provision);

    provision.rewrite(with(PGDATA, ""));
    converged(provision.apply("--prune", "--yes"));
    assertThat(target.hand().in("/DC0/vm")).doesNotContain("ci");
    nothingIsLeft(provision);

    provision.rewrite(with(PGDATA, db("volumes: {data: pgdata}")));
    target.resetCalls();
    converged(provision.apply());
    assertThat(target.calls()).doesNotContainKey("CreateVirtualDisk_Task");
    assertThat(volumesOf("/DC0/vm/ci/db")).hasSize(1);
  }

  @Test
  void growsWhileARunningInstanceHasItAndNeverShrinks() {
    Provisioning provision = provision(with(PGDATA, db("volumes: {data: pgdata}")));
    converged(provision.apply());
    provision.rewrite(with("pgdata: {size: 2 GiB}", db("volumes: {data: pgdata}")));
    target.resetCalls();

    assertThat(converged(provision.apply()).steps()).contains("size  1 GiB -> 2 GiB");

    assertThat(target.mutating()).containsOnlyKeys("ReconfigVM_Task");
    assertThat(volumesOf("/DC0/vm/ci/db"))
        .containsExactly(new SeenDisk(HOME, "independent_persistent", 2048));
    nothingIsLeft(provision);
    provision.rewrite(with(PGDATA, db("volumes: {data: pgdata}")));
    Provisioning.Ended refused = provision.plan();
    assertThat(refused.exit()).isEqualTo(65);
    assertThat(refused.err())
        .contains(
            "`size` of `volume.pgdata` cannot be changed from 2 GiB to 1 GiB: a volume cannot shrink");
  }
}
