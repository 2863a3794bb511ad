package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import dev.provision.acceptance.GuestTargets.Bed;
import dev.provision.modules.images.StreamOptimizedFile;
import dev.provision.referee.Referee;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Instances whose disk is larger than their image's, or that lie elsewhere: the server copies the
 * image once, and all of them are linked to that copy.
 */
class ImageCopiesTest {
  private static final String IMAGES = "/DC0/vm/provision/images";

  /** What makes a copy, in this order. */
  private static final List<String> CALLS =
      List.of("CloneVM_Task", "ReconfigVM_Task", "CreateSnapshot_Task", "MarkAsTemplate");

  private static final String HEAD =
      """
      name: ci
      vcenter: VCENTER
      images:
        base: {source: disk.vmdk, properties: {vmware_ostype: ubuntu64Guest}}
      networks:
        private: {port_group: VM Network}
      flavors:
        plain: {vcpus: 1, ram: 64 MiB}
        large: {vcpus: 1, ram: 64 MiB, disk: 2 GiB}
      """;

  private static final String PLAYBOOK =
      HEAD
          + """
          instances:
            web: {count: 10, image: base, flavor: large, networks: {eth0: private}}
          """;

  @TempDir Path folder;

  /** Each with a second datastore. */
  static Stream<Named<Supplier<Target>>> targets() {
    List<Named<Supplier<Target>>> all = new ArrayList<>();
    all.add(
        Named.of(
            "simulator", () -> new SimulatorTarget(0, "LocalDS_0: 100 TiB\nLocalDS_1: 10 TiB\n")));
    if (Referee.isAvailable() && !System.getProperty("excludedGroups", "").contains("referee")) {
      all.add(Named.of("vcsim", () -> new VcsimTarget("-ds", "2")));
    }
    return all.stream();
  }

  private Bed bed(Supplier<Target> start, String playbook) throws Exception {
    StreamOptimizedFile.ofCapacity(64 << 20).write(folder.resolve("disk.vmdk"));
    Bed bed = new Bed(start.get(), folder, playbook);
    bed.provision.connection("datastores: [LocalDS_0]");
    return bed;
  }

  @ParameterizedTest
  @MethodSource("targets")
  void tenInstancesWithALargerDiskAreLinkedToOneCopy(Supplier<Target> start) throws Exception {
    try (Bed bed = bed(start, PLAYBOOK)) {
      assertThat(bed.provision.plan().out())
          .contains("linked to a copy of the image of 2 GiB, made once for all");
      bed.target.resetCalls();

      Acceptance.converged(bed.provision.apply());

      assertThat(bed.target.calls()).containsEntry("CloneVM_Task", 11);
      assertThat(bed.target.received()).hasSize(1);
      String copy = copies(bed, 1).get(0);
      assertThat(copy).matches("base-[0-9a-f]{12}-2");
      isWhole(bed, copy, 2048);
      for (int web = 1; web <= 10; web++) {
        hangsOn(bed, "web-" + web, "[LocalDS_0] " + copy + "/", 2048);
      }
      bed.nothingIsLeft();
    }
  }

  private Bed small(String datastores, String playbook) throws Exception {
    StreamOptimizedFile.ofCapacity(64 << 20).write(folder.resolve("disk.vmdk"));
    return new Bed(new SimulatorTarget(0, datastores), folder, playbook);
  }

  @Test
  void theRoomOfACopyIsCountedOnceBeforeAnythingIsMade() throws Exception {
    String play =
        HEAD
            + """
            instances:
              web: {count: 2, image: base, flavor: large, networks: {eth0: private}, power: off}
            """;
    // 2 GiB a disk, 64 MiB a swap file, 2 GiB the copy, and the image itself
    try (Bed bed = small("LocalDS_0: 6 GiB\n", play)) {
      bed.target.resetCalls();
      Provisioning.Ended refused = bed.provision.apply();

      assertThat(refused.exit()).as(refused.all()).isEqualTo(1);
      assertThat(bed.target.mutating()).isEmpty();
      assertThat(refused.err())
          .contains("error: no place for `instance.web-2`: ")
          .contains("left on `LocalDS_0`, and disks and swap file take 2 GiB");
    }
    try (Bed bed = small("LocalDS_0: 7 GiB\n", play)) {
      Acceptance.converged(bed.provision.apply());

      assertThat(bed.provision.plan("--exit-code").exit()).isZero();
    }
  }

  @Test
  void aCopyThatFitsNoDatastoreIsNamedInTheTable() throws Exception {
    String play =
        HEAD
            + """
            instances:
              web: {image: base, flavor: large, networks: {eth0: private}}
            """;
    try (Bed bed = small("LocalDS_0: 4 GiB\n", play)) {
      bed.target.resetCalls();
      Provisioning.Ended refused = bed.provision.apply();

      assertThat(refused.exit()).as(refused.all()).isEqualTo(1);
      assertThat(bed.target.mutating()).isEmpty();
      assertThat(refused.err())
          .contains(
              "left on `LocalDS_0`, and disks and swap file take 2 GiB, the copy of image `base`"
                  + " 2 GiB");
    }
  }

  @Test
  void anInstanceGoesWhereTheImageThatIsMadeWithItGoes() throws Exception {
    String play =
        HEAD
            + """
            instances:
              web: {count: 2, image: base, flavor: plain, networks: {eth0: private}}
            """;
    try (Bed bed = small("LocalDS_0: 10 GiB\nLocalDS_1: 11 GiB\n", play)) {
      // as soon as the image has its room the other one is the emptier of the two
      bed.provision.connection("datastores: [{name: LocalDS_0, weight: 5}, LocalDS_1]");
      String plan = bed.provision.plan().out();
      assertThat(plan.lines().filter(line -> line.contains("-> ")))
          .hasSize(3)
          .allSatisfy(line -> assertThat(line).endsWith(", LocalDS_0"));

      Acceptance.converged(bed.provision.apply());
      copies(bed, 0);
    }
  }

  @ParameterizedTest
  @MethodSource("targets")
  void aDeclaredDatastoreHasACopyThere(Supplier<Target> start) throws Exception {
    String all =
        """
        instances:
          web:
            count: 3
            image: base
            flavor: plain
            networks: {eth0: private}
            datastore: LocalDS_1
          big: {image: base, flavor: large, networks: {eth0: private}, datastore: LocalDS_1}
          near: {image: base, flavor: plain, networks: {eth0: private}, datastore: LocalDS_0}
        """;
    try (Bed bed = bed(start, HEAD + all)) {
      Acceptance.converged(bed.provision.apply("--target", "instance.near"));
      assertThat(copies(bed, 0)).isEmpty();
      assertThat(bed.provision.plan().out())
          .contains("linked to a copy of the image, made once for all on [LocalDS_1]")
          .contains("linked to a copy of the image of 2 GiB, made once for all on [LocalDS_1]");
      bed.target.resetCalls();

      Acceptance.converged(bed.provision.apply());

      assertThat(bed.target.calls()).containsEntry("CloneVM_Task", 6);
      List<String> copies = copies(bed, 2);
      assertThat(copies.get(0)).matches("base-[0-9a-f]{12}-2@LocalDS_1");
      assertThat(copies.get(1)).matches("base-[0-9a-f]{12}@LocalDS_1");
      isWhole(bed, copies.get(0), 2048);
      isWhole(bed, copies.get(1), 64);
      hangsOn(bed, "web-3", "[LocalDS_1] " + copies.get(1) + "/", 64);
      hangsOn(bed, "big", "[LocalDS_1] " + copies.get(0) + "/", 2048);
      bed.nothingIsLeft();
      String other = (HEAD + all).replace("ubuntu64Guest", "debian8_64Guest");
      bed.provision.rewrite(other);
      String[] anew = {"--yes", "--target", "image.base", "--replace", "image.base"};
      assertThat(bed.provision.apply(anew).all())
          .contains("VMs hang on it: ")
          .contains("`/DC0/vm/ci/big`");
      copies(bed, 2);
      // what is shared by environments stays
      bed.provision.rewrite(HEAD + all);
      Acceptance.converged(bed.provision.run("destroy", "--yes"));
      copies(bed, 2);
      // and goes with its image
      bed.provision.rewrite(other);
      Acceptance.converged(bed.provision.apply(anew));
      copies(bed, 0);
    }
  }

  @ParameterizedTest
  @MethodSource("targets")
  void whatIsLeftBetweenTwoCallsIsFinishedByTheNextApply(Supplier<Target> start) throws Exception {
    try (Bed bed = bed(start, HEAD)) {
      StringBuilder playbook = new StringBuilder(HEAD + "instances:\n");
      bed.provision.rewrite(playbook + instance("first", "plain"));
      Acceptance.converged(bed.provision.apply());
      int made = 0;
      for (String method : CALLS) {
        made++;
        bed.provision.rewrite(sized(made) + instance("web-" + made, "sized"));
        bed.target.callFails(method, "NoPermission", 1);
        assertThat(bed.provision.apply().exit()).as(method).isEqualTo(1);
        assertThat(bed.target.wentWrong()).as(method).isPositive();
        bed.target.allIsWell();

        finishes(bed, made, method);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("targets")
  void aReplyThatIsLostDoublesNothing(Supplier<Target> start) throws Exception {
    try (Bed bed = bed(start, HEAD)) {
      bed.provision.rewrite(HEAD + "instances:\n" + instance("first", "plain"));
      Acceptance.converged(bed.provision.apply());
      int made = 0;
      for (String method : CALLS) {
        made++;
        bed.provision.rewrite(sized(made) + instance("web-" + made, "sized"));
        bed.target.replyIsLost(method, 1);

        finishes(bed, made, method);
        bed.target.allIsWell();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("targets")
  @Tag("slow")
  void aKillAfterAnyCallDoublesNothing(Supplier<Target> start) throws Exception {
    try (Bed bed = bed(start, HEAD)) {
      bed.target.needs(Target.Ability.OUTLIVES_US);
      bed.provision.rewrite(HEAD + "instances:\n" + instance("first", "plain"));
      Acceptance.converged(bed.provision.apply());
      int made = 0;
      for (String method : CALLS) {
        made++;
        bed.provision.rewrite(sized(made) + instance("web-" + made, "sized"));
        bed.target.resetCalls();
        bed.target.replyIsLate(method, Duration.ofSeconds(1));
        try (Child child = Child.run(bed.provision, folder, "apply", "--yes")) {
          child.until(() -> bed.target.calls().containsKey(method)).signal("KILL");
          assertThat(child.ended()).isEqualTo(128 + 9);
        }
        bed.target.allIsWell();

        finishes(bed, made, method);
      }
    }
  }

  @Test
  void whereNoHostThatFitsMountsTheImagesDatastoreTheImageIsCopied() throws Exception {
    String lab =
        """
        speed: 1000
        guest_delay: 10 ms
        datacenters:
          DC0:
            clusters:
              DC0_C0:
                hosts:
                  esx1: {cpus: 16, memory: 10 GiB}
                  esx2: {cpus: 16, memory: 10 GiB}
            datastores:
              nas1: {size: 2 TiB, mounts: [esx1]}
              nas2: {size: 1 TiB, mounts: [esx2]}
            networks:
              VM Network: {}
        """;
    String far = "{image: base, flavor: plain, networks: {eth0: private}, host: esx2}\n";
    StreamOptimizedFile.ofCapacity(64 << 20).write(folder.resolve("disk.vmdk"));
    try (Bed bed = new Bed(new SimulatorTarget(lab), folder, HEAD)) {
      bed.provision.rewrite(HEAD + "instances:\n  near: " + far.replace("esx2", "esx1"));
      Acceptance.converged(bed.provision.apply());
      copies(bed, 0);
      bed.provision.rewrite(
          HEAD + "instances:\n  near: " + far.replace("esx2", "esx1") + "  far: " + far);
      assertThat(bed.provision.plan().steps()).contains("esx2, nas2");
      assertThat(bed.provision.run("why", "instance.far").out())
          .contains("so the image is copied to this one's");

      Acceptance.converged(bed.provision.apply());

      String copy = copies(bed, 1).get(0);
      assertThat(copy).endsWith("@nas2");
      isWhole(bed, copy, 64);
      hangsOn(bed, "far", "[nas2] " + copy + "/", 64);
      bed.nothingIsLeft();
    }
  }

  private static void finishes(Bed bed, int made, String method) {
    Acceptance.converged(bed.provision.apply("--yes"));
    int size = 64 + made;
    String copy =
        copies(bed, made).stream()
            .filter(name -> name.endsWith("-" + size + "M"))
            .findFirst()
            .orElseThrow(() -> new AssertionError(method));
    isWhole(bed, copy, size);
    hangsOn(bed, "web-" + made, "[LocalDS_0] " + copy + "/", size);
    bed.nothingIsLeft();
  }

  private static String sized(int more) {
    return HEAD
        + "  sized: {vcpus: 1, ram: 64 MiB, disk: %d MiB}\ninstances:\n".formatted(64 + more);
  }

  private static String instance(String name, String flavor) {
    return "  %s: {image: base, flavor: %s, networks: {eth0: private}}\n".formatted(name, flavor);
  }

  /** The copies by name, beside the one image. */
  private static List<String> copies(Bed bed, int expected) {
    List<String> all = bed.target.otherClient().in(IMAGES);
    assertThat(all).as("the image and its copies").hasSize(1 + expected);
    return all.stream().filter(name -> !name.matches("base-[0-9a-f]{12}")).sorted().toList();
  }

  private static void isWhole(Bed bed, String copy, long mib) {
    OtherClient.SeenVm seen = bed.target.otherClient().vm(IMAGES + "/" + copy);
    assertThat(seen.template()).isTrue();
    assertThat(seen.diskMib()).containsExactly(mib);
    assertThat(seen.extraConfig())
        .containsEntry("provision.uuid", seen.instanceUuid())
        .containsEntry("provision.environment", "provision/images")
        .containsEntry("provision.address", "image." + copy);
  }

  /** vcsim shows no disk that another hangs on: there it is only as large. */
  private static void hangsOn(Bed bed, String instance, String file, long mib) {
    String path = "/DC0/vm/ci/" + instance;
    assertThat(bed.target.otherClient().vm(path).diskMib()).containsExactly(mib);
    if (bed.target instanceof SimulatorTarget) {
      VirtualDisk disk = null;
      for (VirtualDevice device : bed.config(path).getHardware().getDevice()) {
        disk = device instanceof VirtualDisk found ? found : disk;
      }
      VirtualDiskFlatVer2BackingInfo backing = (VirtualDiskFlatVer2BackingInfo) disk.getBacking();
      assertThat(backing.getParent().getFileName()).startsWith(file);
    }
  }
}
