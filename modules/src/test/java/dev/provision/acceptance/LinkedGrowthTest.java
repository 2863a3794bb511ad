package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What shares its image's disk and is to have a larger one, or one elsewhere. vcsim makes no linked
 * clones (simulator/virtual_machine.go: diskMoveType is ignored), so it shows nothing of this.
 */
class LinkedGrowthTest {
  private static final String LAB =
      """
      speed: 1000
      guest_delay: 10 ms
      datacenters:
        DC0:
          clusters:
            C0:
              hosts:
                esx1: {cpus: 8, memory: 32 GiB}
          datastores:
            nas1: %s
            nas2: 200 GiB
          networks:
            VM Network: {}
          templates:
            ubuntu: {datastore: nas1, disk: 8 GiB, used: 2 GiB, network: VM Network%s}
      """;

  private static final String PLAY =
      """
      name: ci
      vcenter: {simulator: lab.yml}
      images:
        ubuntu: {template: ubuntu}
      flavors:
        web: {vcpus: 1, ram: %s, disk: %s}
      instances:
        web: {image: ubuntu, flavor: web, networks: {eth0: VM Network}%s}
      """;

  private static final String COPIED =
      "note: its disk shares the file of another and cannot grow, so the server makes it a whole"
          + " one first: it copies up to 8 GiB to [nas1]";

  private static final String WEB = "/DC0/vm/ci/web";

  @TempDir Path folder;

  private SimulatorTarget target;

  private Provisioning linked(String size) {
    target = new SimulatorTarget(LAB.formatted(size, ", snapshot: base"));
    Provisioning provision =
        new Provisioning(target, folder, PLAY.formatted("1 GiB", "8 GiB", ", clone: linked"));
    converged(provision.apply());
    return provision;
  }

  private static void converged(Provisioning.Ended ended) {
    assertThat(ended.exit()).as(ended.all()).isZero();
  }

  private void nothingIsLeft(Provisioning provision) {
    target.resetCalls();
    converged(provision.apply("--yes"));
    assertThat(target.mutating()).isEmpty();
  }

  private void change(Provisioning provision, String ram, String disk, String more) {
    provision.rewrite(PLAY.formatted(ram, disk, more));
    target.resetCalls();
  }

  private long mib() {
    return target.otherClient().disks(WEB).get(0).mib();
  }

  @Test
  void aLargerFlavorMakesItsDiskWholeWhileItRunsAndGrowsIt() {
    Provisioning provision = linked("200 GiB");
    change(provision, "1 GiB", "12 GiB", "");

    assertThat(provision.plan().steps())
        .contains("disk  8 GiB -> 12 GiB", COPIED + ", and needs no power-off for that");
    converged(provision.apply("--yes"));

    assertThat(mib()).isEqualTo(12 << 10);
    assertThat(target.mutating()).containsOnlyKeys("PromoteDisks_Task", "ReconfigVM_Task");
    nothingIsLeft(provision);
    // a whole disk grows like any other
    change(provision, "1 GiB", "13 GiB", "");
    assertThat(provision.plan().steps()).doesNotContain("note:");
    converged(provision.apply("--yes"));
    assertThat(target.mutating()).containsOnlyKeys("ReconfigVM_Task");
    converged(provision.run("destroy", "--yes"));
    assertThat(target.otherClient().files("[nas1] ubuntu")).isNotEmpty();
  }

  @Test
  void itIsOffOnlyForWhatNeedsThatAndNotWhileItsDiskIsCopied() {
    Provisioning provision = linked("200 GiB");
    change(provision, "2 GiB", "12 GiB", "");

    converged(provision.apply("--yes"));

    assertThat(mib()).isEqualTo(12 << 10);
    assertThat(target.otherClient().vm(WEB).on()).isTrue();
    assertThat(target.otherClient().vm(WEB).memoryMib()).isEqualTo(2048);
    nothingIsLeft(provision);
  }

  @Test
  void oneThatIsOffOrSuspendedGrowsToo() {
    for (String power : new String[] {"off", "suspended"}) {
      Provisioning provision = linked("200 GiB");
      change(provision, "1 GiB", "8 GiB", ", power: " + power);
      converged(provision.apply("--yes"));
      change(provision, "1 GiB", "12 GiB", ", power: " + power);

      assertThat(provision.plan().steps()).contains(COPIED).doesNotContain("needs no power-off");
      converged(provision.apply("--yes"));

      assertThat(mib()).isEqualTo(12 << 10);
      nothingIsLeft(provision);
    }
  }

  @Test
  void aSnapshotStandsInTheWayOfACopy() {
    Provisioning provision = linked("200 GiB");
    target.otherClient().snapshot(WEB, "before");
    change(provision, "1 GiB", "12 GiB", "");

    Provisioning.Ended ended = provision.apply("--yes");

    assertThat(ended.exit()).isNotZero();
    assertThat(ended.all())
        .contains("a disk with a snapshot cannot grow")
        .doesNotContain("copies up to");
    assertThat(target.mutating()).isEmpty();
  }

  @Test
  void aDatastoreWithoutRoomForTheCopyRefusesItBeforeAnythingIsDone() {
    Provisioning provision = linked("12 GiB");
    change(provision, "1 GiB", "10 GiB", "");

    // there is room for 2 GiB more, and not for the 8 GiB that are copied besides
    Provisioning.Ended ended = provision.apply("--yes");

    assertThat(ended.exit()).isNotZero();
    assertThat(ended.err()).contains("no place for `instance.web`", "on `nas1`");
    assertThat(target.mutating()).isEmpty();
  }

  @Test
  void aMigratedOneBecomesWholeAndGrows() {
    Provisioning provision = linked("200 GiB");
    change(provision, "1 GiB", "8 GiB", ", clone: full, datastore: nas2");

    assertThat(provision.plan().steps())
        .contains(
            "note: its disk, which shares the image's now, becomes a full copy of up to 8 GiB");
    converged(provision.apply("--yes"));

    assertThat(target.mutating()).containsKeys("RelocateVM_Task", "PromoteDisks_Task");
    assertThat(target.otherClient().files("[nas2] web")).noneMatch(file -> file.contains("base"));
    nothingIsLeft(provision);
    change(provision, "1 GiB", "12 GiB", ", clone: full, datastore: nas2");
    assertThat(provision.plan().steps()).doesNotContain("note:");
    converged(provision.apply("--yes"));
    assertThat(target.mutating()).containsOnlyKeys("ReconfigVM_Task");
    assertThat(mib()).isEqualTo(12 << 10);
  }

  @Test
  void itMovesAndGrowsInOneStep() {
    Provisioning provision = linked("200 GiB");
    change(provision, "2 GiB", "12 GiB", ", clone: full, datastore: nas2");

    converged(provision.apply("--yes"));

    assertThat(mib()).isEqualTo(12 << 10);
    assertThat(target.mutating()).containsEntry("PromoteDisks_Task", 1);
    assertThat(target.otherClient().disks(WEB).get(0).file()).startsWith("[nas2] ");
    nothingIsLeft(provision);
  }

  @Test
  void aMigratedOneWithASnapshotIsNotPromisedToBecomeWhole() {
    Provisioning provision = linked("200 GiB");
    target.otherClient().snapshot(WEB, "before");
    change(provision, "1 GiB", "8 GiB", ", clone: full, datastore: nas2");

    assertThat(provision.plan().steps())
        .contains("and stays their child, because it has a snapshot")
        .doesNotContain("becomes a full copy");
    converged(provision.apply("--yes"));

    assertThat(target.mutating()).doesNotContainKey("PromoteDisks_Task");
  }

  private void refusedAsLinked(String snapshot, String disk, String reason) {
    target = new SimulatorTarget(LAB.formatted("200 GiB", snapshot));
    Provisioning provision =
        new Provisioning(target, folder, PLAY.formatted("1 GiB", disk, ", clone: linked"));
    Provisioning.Ended ended = provision.apply("--yes");
    assertThat(ended.exit()).as(ended.all()).isNotZero();
    assertThat(ended.err())
        .contains("site.yml:8:", "error: a linked clone cannot be made: " + reason);
    assertThat(target.mutating()).isEmpty();
    // the default only notes it
    provision.rewrite(PLAY.formatted("1 GiB", disk, ""));
    assertThat(provision.plan().steps()).contains("note: full clone: ");
    converged(provision.apply("--yes"));
    // once it is there nothing is made any more
    provision.rewrite(PLAY.formatted("1 GiB", disk, ", clone: linked"));
    nothingIsLeft(provision);
  }

  @Test
  void whatIsWrittenToBeLinkedAndCannotBeIsRefused() {
    refusedAsLinked(
        "",
        "8 GiB",
        "the image has no snapshot; take a snapshot of its template, or write `clone: full`");
    refusedAsLinked(
        ", snapshot: base",
        "9 GiB",
        "its disk must be larger than the image's 8 GiB, which is used in place; give the image a"
            + " `source`, so that the server can copy it, or take a flavor with a disk of 8 GiB, or"
            + " write `clone: full`");
  }
}
