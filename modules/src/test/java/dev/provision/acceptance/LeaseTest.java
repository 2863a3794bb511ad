package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.modules.images.StreamOptimizedFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** One apply at a time for an environment; the other says whose turn it is. */
@OnServed
class LeaseTest extends Acceptance {
  private static final String PLAYBOOK =
      play(
          """
          flavors:
            small: {vcpus: 1, ram: 64 MiB}
          instances:
            web: {count: 2, image: base, flavor: small, networks: {eth0: private}, power: off}
          """);

  private static final String IMPORT =
      """
      name: NAME
      vcenter: VCENTER
      images: {IMAGE: {source: disk.vmdk}}
      """;

  private Provisioning at(String name) throws Exception {
    Path in = Files.createDirectories(folder.resolve(name));
    return new Provisioning(target, in, PLAYBOOK);
  }

  private static CompletableFuture<Provisioning.Ended> begun(
      Provisioning provision, String... options) {
    return CompletableFuture.supplyAsync(() -> provision.apply(options));
  }

  private List<String> leases() {
    List<String> names = new ArrayList<>(target.otherClient().in("/DC0/vm"));
    if (names.contains("provision")) {
      // where the lease of an image is once there is such a folder
      names.addAll(target.otherClient().in("/DC0/vm/provision/images"));
    }
    return names.stream().filter(name -> name.startsWith("provision lease")).toList();
  }

  private void until(java.util.function.BooleanSupplier so) throws InterruptedException {
    for (int i = 0; i < 600 && !so.getAsBoolean(); i++) {
      Thread.sleep(20);
    }
    assertThat(so.getAsBoolean()).isTrue();
  }

  @Test
  void twoAtOnceMakeOneEnvironment() throws Exception {
    CompletableFuture<Provisioning.Ended> other = begun(at("other"));
    Provisioning.Ended mine = at("mine").apply();

    for (Provisioning.Ended each : List.of(mine, other.join())) {
      assertThat(each.exit()).as(each.all()).isIn(0, 75);
    }
    assertThat(List.of(mine.exit(), other.join().exit())).contains(0);
    assertThat(target.otherClient().in("/DC0/vm/ci")).containsExactly("web-1", "web-2");
    assertThat(leases()).isEmpty();
    assertThat(at("mine").plan("--exit-code").exit()).isZero();
  }

  @Test
  void whileOneIsAtWorkTheOtherSaysWhoAndWritesNothing() throws Exception {
    target.slowTasks("CloneVM_Task", Duration.ofSeconds(6));
    CompletableFuture<Provisioning.Ended> other = begun(at("other"));
    until(() -> target.calls().getOrDefault("CloneVM_Task", 0) == 2);
    target.resetCalls();

    Provisioning mine = at("mine").with("CI_JOB_URL", "https://ci/8");
    Provisioning.Ended refused = mine.apply();

    assertThat(refused.exit()).as(refused.all()).isEqualTo(75);
    assertThat(refused.err())
        .matches(
            "(?s)`ci` is held by run [0-9a-f]{8} of \\S+@\\S+, since \\S+Z; waiting to see whether"
                + " it is alive\n.*error: `ci` is held by another run, which is alive: run .*"
                + "take it away from that run with `provision unlock`\n");
    assertThat(target.mutating()).isEmpty();
    Provisioning.Ended waited = mine.apply("--wait", "5 min");
    assertThat(waited.exit()).as(waited.all()).isZero();
    assertThat(waited.out())
        .contains("\nThe other run changed what this one would do:\n")
        .contains("\nNo changes. 0 to create");
    converged(other.join());
    assertThat(target.otherClient().in("/DC0/vm/ci")).containsExactly("web-1", "web-2");
    assertThat(leases()).isEmpty();
  }

  @Test
  void oneThatLostItWritesNothingMoreAndSaysWhatIsLeft() throws Exception {
    target.slowTasks("CloneVM_Task", Duration.ofSeconds(5));
    CompletableFuture<Provisioning.Ended> other = begun(at("other"), "--parallelism", "1");
    until(() -> target.calls().containsKey("CloneVM_Task"));

    Provisioning mine = at("mine");
    Provisioning.Ended kept = mine.run("unlock");
    assertThat(kept.exit()).isEqualTo(3);
    assertThat(kept.out()).matches("`ci` is held by run [0-9a-f]{8} of \\S+@\\S+, since \\S+Z\n");
    assertThat(kept.err())
        .isEqualTo("error: it keeps `ci`; say --yes to take it away from that run\n");
    Provisioning.Ended taken = mine.run("unlock", "--yes");
    assertThat(taken.exit()).as(taken.all()).isZero();
    assertThat(taken.out())
        .endsWith("taken away: that run writes nothing more from its next call on\n");

    Provisioning.Ended lost = other.join();
    assertThat(lost.exit()).as(lost.all()).isEqualTo(75);
    assertThat(lost.out())
        .contains("nothing more is written: the lease of `ci` was taken away from this run")
        .contains("The next apply goes on from what is there.");
    assertThat(target.otherClient().in("/DC0/vm/ci")).hasSize(1);
    assertThat(mine.run("unlock").out()).isEqualTo("no run has `ci`\n");
    target.slowTasks("CloneVM_Task", Duration.ZERO);
    converged(mine.apply());
    assertThat(target.otherClient().in("/DC0/vm/ci")).containsExactly("web-1", "web-2");
  }

  @Test
  void withNothingToDoNoneIsTaken() throws Exception {
    Provisioning mine = at("mine");
    converged(mine.apply());
    int before = target.leases();
    assertThat(before).isEqualTo(1);

    converged(mine.apply());

    assertThat(target.leases()).isEqualTo(before);
    converged(mine.run("destroy", "--yes", "--no-lease"));
    assertThat(target.leases()).isEqualTo(before);
  }

  @Test
  void twoEnvironmentsImportTheSameBytesOneAfterTheOther() throws Exception {
    target.slowTasks("CreateSnapshot_Task", Duration.ofSeconds(3));
    target.resetCalls();
    CompletableFuture<Provisioning.Ended> other = begun(of("other", "other"));
    until(() -> target.calls().containsKey("CreateSnapshot_Task"));
    assertThat(leases())
        .filteredOn(name -> name.matches("provision lease-1 of provision\\.image-[0-9a-f]{16}"))
        .hasSize(1);

    // another name, so that nothing but the lease keeps it from being uploaded
    Provisioning.Ended mine = of("mine", "again").apply();

    converged(other.join());
    assertThat(mine.exit()).as(mine.all()).isZero();
    assertThat(target.calls()).containsEntry("ImportVApp", 1);
    assertThat(target.otherClient().in("/DC0/vm/provision/images")).hasSize(2);
    assertThat(leases()).isEmpty();
  }

  private Provisioning of(String environment, String image) throws Exception {
    Path in = Files.createDirectories(folder.resolve(environment));
    StreamOptimizedFile.ofCapacity(64 << 20).write(in.resolve("disk.vmdk"));
    return new Provisioning(
        target, in, IMPORT.replace("NAME", environment).replace("IMAGE", image));
  }

  @Test
  void aDestroyThatWaitedForAnApplyShowsAndDestroysWhatThatMade() throws Exception {
    target.slowTasks("CloneVM_Task", Duration.ofSeconds(2));
    CompletableFuture<Provisioning.Ended> other = begun(at("other"));
    until(() -> target.calls().getOrDefault("CloneVM_Task", 0) == 2);

    Provisioning.Ended destroyed = at("mine").run("destroy", "--yes", "--wait", "5 min");

    converged(other.join());
    assertThat(destroyed.exit()).as(destroyed.all()).isZero();
    assertThat(destroyed.out())
        .containsSubsequence(
            "1 to delete", "The other run changed what this one would do:", "3 to delete");
    assertThat(target.otherClient().in("/DC0/vm")).doesNotContain("ci");
  }
}
