package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.acceptance.OtherClient.SeenDisk;
import dev.provision.modules.images.StreamOptimizedFile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Volumes as Cinder has them. */
class VolumesTest extends OnEveryDatastore {
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
    return target.otherClient().disks(vm).stream()
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
    String identity = target.otherClient().identity("/DC0/vm/ci/db");
    provision.rewrite(with(PGDATA, db("volumes: {data: pgdata}")));
    target.resetCalls();
    Provisioning.Ended attached = converged(provision.apply());
    assertThat(attached.steps()).contains("volumes.data  (absent) -> pgdata");
    assertThat(target.mutating())
        .containsOnlyKeys("ReconfigVM_Task")
        .containsEntry("ReconfigVM_Task", 1);
    assertThat(volumesOf("/DC0/vm/ci/db"))
        .containsExactly(new SeenDisk(HOME, "independent_persistent", 1024));
    assertThat(target.otherClient().vm("/DC0/vm/ci/db").on()).isTrue();
    nothingIsLeft(provision);

    provision.rewrite(with(PGDATA, db("")));
    target.resetCalls();
    converged(provision.apply());
    assertThat(target.mutating()).containsOnlyKeys("ReconfigVM_Task");
    assertThat(volumesOf("/DC0/vm/ci/db")).isEmpty();
    assertThat(target.otherClient().identity("/DC0/vm/ci/db")).isEqualTo(identity);
    nothingIsLeft(provision);

    assertThat(provision.run("destroy", "--yes").out()).contains("3 deleted");
    assertThat(provision.run("destroy", "--yes").out()).contains("No changes.");
  }

  @Test
  void comesTogetherWithADiskOfTheFlavor() {
    Provisioning provision = provision(with(PGDATA, db("")));
    converged(provision.apply());
    String both = with(PGDATA, db("volumes: {data: pgdata}"));
    provision.rewrite(both.replace("ram: 64 MiB}", "ram: 64 MiB, ephemeral: 2 GiB, swap: 512}"));
    target.resetCalls();

    converged(provision.apply());

    assertThat(target.mutating())
        .containsOnlyKeys("ReconfigVM_Task")
        .containsEntry("ReconfigVM_Task", 1);
    assertThat(volumesOf("/DC0/vm/ci/db")).hasSize(1);
    assertThat(target.otherClient().disks("/DC0/vm/ci/db")).hasSize(4);
    nothingIsLeft(provision);
    provision.rewrite(with(PGDATA, ""));
    converged(provision.apply("--prune", "--yes"));
    provision.rewrite(both);
    converged(provision.apply());
    assertThat(volumesOf("/DC0/vm/ci/db")).hasSize(1);
  }

  @Test
  void isThereWhenItsInstanceIsFirstSwitchedOnAndOutlivesIt() {
    Provisioning provision = provision(with(PGDATA, db("volumes: {data: pgdata}")));

    converged(provision.apply());

    assertThat(volumesOf("/DC0/vm/ci/db")).hasSize(1);
    assertThat(target.otherClient().vm("/DC0/vm/ci/db").on()).isTrue();
    assertThat(target.calls()).containsEntry("CloneVM_Task", 1).containsEntry("PowerOnVM_Task", 1);
    nothingIsLeft(provision);

    provision.rewrite(with(PGDATA, ""));
    converged(provision.apply("--prune", "--yes"));
    assertThat(target.otherClient().in("/DC0/vm")).doesNotContain("ci");
    nothingIsLeft(provision);

    provision.rewrite(with(PGDATA, db("volumes: {data: pgdata}")));
    target.resetCalls();
    converged(provision.apply());
    assertThat(target.calls()).doesNotContainKey("CreateVirtualDisk_Task");
    assertThat(volumesOf("/DC0/vm/ci/db")).hasSize(1);
  }

  @Test
  void outlivesAnInstanceThatIsReplacedWithItsSnapshots() {
    Provisioning provision = provision(with(PGDATA, db("volumes: {data: pgdata}")));
    converged(provision.apply());
    assertThat(provision.run("snapshot", "--name", "before").exit()).isZero();
    String identity = target.otherClient().identity("/DC0/vm/ci/db");
    target.resetCalls();

    converged(provision.apply("--replace", "instance.db", "--yes"));

    assertThat(target.otherClient().identity("/DC0/vm/ci/db")).isNotEqualTo(identity);
    assertThat(target.calls())
        .containsEntry("RemoveAllSnapshots_Task", 1)
        .doesNotContainKey("CreateVirtualDisk_Task");
    assertThat(volumesOf("/DC0/vm/ci/db")).hasSize(1);
    assertThat(provision.run("snapshot", "--list").out()).isEqualTo("instance.db: no snapshot\n");
    nothingIsLeft(provision);
  }

  @Test
  void aVolumeOfTwoInstancesIsAMistakeWithBothPlaces() {
    Provisioning provision = provision(with(PGDATA, db("volumes: {data: pgdata}, count: 2")));

    Provisioning.Ended refused = provision.run("check");

    assertThat(refused.exit()).isEqualTo(65);
    assertThat(refused.err())
        .contains("`instance.db-2` cannot have `volume.pgdata`, which `instance.db-1` has")
        .contains("named here");
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

  @Test
  void isACopyOfAnImageOfAVolumeAndOfASnapshot() throws Exception {
    StreamOptimizedFile.ofCapacity(64 << 20).write(folder.resolve("disk.vmdk"));
    String images = "  made: {source: disk.vmdk}\n";
    String one =
        with(
                """
                root: {image: made}
                large: {image: made, size: 1 GiB}
                pgdata: {size: 1 GiB, snapshots: {first: present}}
                copy: {source_volume: pgdata}
                """,
                "")
            .replace("networks:\n  private", images + "networks:\n  private");
    Provisioning provision = provision(one);

    Provisioning.Ended ended = converged(provision.apply());
    assertThat(ended.out())
        .contains("64 MiB, thin, a copy of image made", "1 GiB, thin, a copy of volume pgdata");
    nothingIsLeft(provision);

    provision.rewrite(
        one.replace("  copy:", "  old: {source_volume: pgdata, source_snapshot: first}\n  copy:"));
    converged(provision.apply());
    nothingIsLeft(provision);
    String mine = one.replace("first: present", "first: absent");
    provision.rewrite(mine);
    assertThat(converged(provision.apply("--prune", "--yes")).out())
        .contains("volume.old: deleted", "volume.pgdata: changed");
    nothingIsLeft(provision);

    provision.rewrite(one.replace("image: made}", "image: made, size: 1 MiB}"));
    assertThat(provision.plan().err()).contains("has 1 MiB, image `made` needs 64 MiB");
    provision.rewrite(one.replace("image: made}", "image: base}"));
    assertThat(provision.run("plan", "--replace", "volume.root").err())
        .contains("the VM of image `base` runs");
    converged(provision.run("destroy", "--yes"));
  }

  @Test
  void whatRunsWithItIsInTheWayOfCopies() {
    Provisioning provision = provision(with(PGDATA, db("volumes: {data: pgdata}")));
    converged(provision.apply());
    provision.rewrite(
        with(
            "pgdata: {size: 1 GiB, snapshots: {first: present}}\ncopy: {source_volume: pgdata}",
            db("volumes: {data: pgdata}")));

    Provisioning.Ended refused = provision.plan();

    assertThat(refused.exit()).isEqualTo(65);
    assertThat(refused.err())
        .contains("`snapshots.first` of `volume.pgdata` cannot be changed")
        .contains("`/DC0/vm/ci/db` runs with the volume");
    provision.rewrite(
        with(PGDATA + "\ncopy: {source_volume: pgdata}", db("volumes: {data: pgdata}")));
    assertThat(provision.plan().err())
        .contains("volume `pgdata` is written to by `/DC0/vm/ci/db`, which runs");
    provision.rewrite(
        with(
            "pgdata: {size: 1 GiB, snapshots: {first: present}}\ncopy: {source_volume: pgdata}",
            db("power: off, volumes: {data: pgdata}")));
    target.otherClient().power("/DC0/vm/ci/db", false);
    converged(provision.apply());
    nothingIsLeft(provision);
  }

  @Test
  void whatIsProtectedStaysUntilItIsNot() {
    String kept = "pgdata: {size: 1 GiB, protect: true}";
    Provisioning provision = provision(with(kept, db("volumes: {data: pgdata}")));
    converged(provision.apply());
    nothingIsLeft(provision);

    assertThat(provision.run("destroy", "--yes").out()).contains("volume.pgdata", "protected");
    assertThat(target.otherClient().in("/DC0/vm")).doesNotContain("ci");
    provision.rewrite(with("other: {size: 1 GiB}", ""));
    assertThat(converged(provision.apply("--prune", "--yes")).out()).contains("volume.pgdata");
    provision.rewrite(with("pgdata: {size: 1 GiB, state: absent}", ""));
    assertThat(provision.run("apply", "--yes").err()).contains("cannot delete `volume.pgdata`");
    provision.rewrite(with("pgdata: {size: 1 GiB, protect: false}", ""));
    assertThat(converged(provision.apply()).steps()).contains("protect  true -> false");
    nothingIsLeft(provision);
    Provisioning.Ended asked = provision.run("destroy");
    assertThat(asked.exit()).as(asked.all()).isEqualTo(3);
    assertThat(converged(provision.run("destroy", "--yes")).out())
        .contains("volume.pgdata: deleted", "volume.other: deleted");
  }

  @Test
  void goesFromOneInstanceToAnotherInOneApply() {
    String two = "a: {image: base, flavor: small, networks: {}%s}\n";
    String other = "b: {image: base, flavor: small, networks: {}%s}";
    Provisioning provision =
        provision(with(PGDATA, two.formatted(", volumes: {data: pgdata}") + other.formatted("")));
    converged(provision.apply());
    assertThat(volumesOf("/DC0/vm/ci/a")).hasSize(1);

    provision.rewrite(
        with(PGDATA, two.formatted("") + other.formatted(", volumes: {data: pgdata}")));
    converged(provision.apply());

    assertThat(volumesOf("/DC0/vm/ci/a")).isEmpty();
    assertThat(volumesOf("/DC0/vm/ci/b")).hasSize(1);
    nothingIsLeft(provision);
  }

  @Test
  void goesToAnInstanceThatIsSwitchedOffForAnotherChangeOnce() {
    String two =
        """
        a: {image: base, flavor: small, networks: {}%s}
        b: {image: base, flavor: %s, networks: {}%s}
        """;
    String flavors = "flavors:\n  large: {vcpus: 2, ram: 128 MiB}\n";
    Provisioning provision =
        provision(
            with(PGDATA, two.formatted(", volumes: {data: pgdata}", "small", ""))
                .replace("flavors:\n", flavors));
    converged(provision.apply());
    provision.rewrite(
        with(PGDATA, two.formatted("", "large", ", volumes: {data: pgdata}"))
            .replace("flavors:\n", flavors));
    target.resetCalls();

    Provisioning.Ended ended = converged(provision.apply("--yes"));

    assertThat(ended.out()).doesNotContain("still attached");
    assertThat(target.mutating())
        .isEqualTo(Map.of("ReconfigVM_Task", 2, "PowerOffVM_Task", 1, "PowerOnVM_Task", 1));
    assertThat(volumesOf("/DC0/vm/ci/b")).hasSize(1);
    assertThat(target.otherClient().vm("/DC0/vm/ci/b").on()).isTrue();
    nothingIsLeft(provision);
  }

  @Test
  void isTakenOffItsInstanceBeforeItIsDeleted() {
    Provisioning provision = provision(with(PGDATA, db("volumes: {data: pgdata}")));
    converged(provision.apply());
    provision.rewrite(with("pgdata: {size: 1 GiB, state: absent}", db("")));

    Provisioning.Ended ended = converged(provision.apply("--yes"));

    assertThat(ended.out()).contains("volume.pgdata: deleted").doesNotContain("still has it");
    assertThat(volumesOf("/DC0/vm/ci/db")).isEmpty();
    nothingIsLeft(provision);
  }

  @Test
  void isExchangedForAnotherBetweenTwoInstances() {
    String two =
        """
        a: {image: base, flavor: small, networks: {}, volumes: {data: %s}}
        b: {image: base, flavor: small, networks: {}, volumes: {data: %s}}
        """;
    String both = PGDATA + "\nlogs: {size: 2 GiB}";
    Provisioning provision = provision(with(both, two.formatted("pgdata", "logs")));
    converged(provision.apply());
    provision.rewrite(with(both, two.formatted("logs", "pgdata")));

    converged(provision.apply());

    assertThat(volumesOf("/DC0/vm/ci/b")).extracting(SeenDisk::file).containsExactly(HOME);
    assertThat(volumesOf("/DC0/vm/ci/a")).extracting(SeenDisk::mib).containsExactly(2048L);
    nothingIsLeft(provision);
  }

  @Test
  void takesAControllerOfItsOwnTypeAndOneOfIdeOnlyWhileItIsOff() {
    Provisioning provision =
        provision(
            with(
                "sas: {size: 1 GiB, adapter_type: lsiLogicsas}\nold: {size: 1 GiB, adapter_type: ide}",
                db("volumes: {sas: sas}")));
    converged(provision.apply());
    assertThat(volumesOf("/DC0/vm/ci/db")).hasSize(1);
    nothingIsLeft(provision);
    provision.rewrite(
        with(
            "sas: {size: 1 GiB, adapter_type: lsiLogicsas}\nold: {size: 1 GiB, adapter_type: ide}",
            db("volumes: {sas: sas, old: old}")));

    Provisioning.Ended plan = converged(provision.plan());

    assertThat(plan.steps()).contains("powers off: this cannot change while it runs");
    converged(provision.apply("--yes"));
    assertThat(volumesOf("/DC0/vm/ci/db")).hasSize(2);
    assertThat(target.otherClient().vm("/DC0/vm/ci/db").on()).isTrue();
    nothingIsLeft(provision);
  }

  @Test
  void isAnOrphanInAPlanWithoutVolumesWhileAnInstanceHasIt() {
    Provisioning provision = provision(with(PGDATA, db("volumes: {data: pgdata}")));
    converged(provision.apply());
    provision.rewrite(with(PGDATA, db("")).replace("  " + PGDATA, "").replace("volumes:", ""));

    Provisioning.Ended plan = converged(provision.plan());

    assertThat(plan.out()).contains("!", "volume.pgdata", "no longer declared", "1 orphan");
    assertThat(converged(provision.apply()).out()).contains("instance.db: changed");
    assertThat(volumesOf("/DC0/vm/ci/db")).isEmpty();
    target.resetCalls();
    converged(provision.plan());
    assertThat(target.calls())
        .as("nobody looks for what nobody has")
        .doesNotContainKey("SearchDatastoreSubFolders_Task");
    assertThat(converged(provision.apply("--prune", "--yes")).out())
        .contains("volume.pgdata: deleted");
  }

  @Test
  void isRefusedWithTheDatastoresWhereItFitsNowhere() {
    Provisioning provision = provision(with("huge: {size: 62 TiB}\nmore: {size: 62 TiB}", ""));

    Provisioning.Ended refused = provision.plan();

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("no place for `volume.", "62 TiB fit nowhere:", "LocalDS_0");
  }
}
