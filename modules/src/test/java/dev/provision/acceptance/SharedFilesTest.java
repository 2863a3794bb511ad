package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.modules.images.StreamOptimizedFile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is deleted takes no file that others have, whatever its disks were made to name. */
class SharedFilesTest extends Acceptance {
  private static final String HEAD =
      """
      name: ci
      vcenter: VCENTER
      """;
  private static final String IMAGE = "images:\n  base: {source: disk.vmdk}\n";
  private static final String FLAVOR = "flavors:\n  small: {vcpus: 1, ram: 64 MiB%s}\n";
  private static final String WEB =
      "instances:\n  web: {image: base, flavor: small, networks: {}%s}\n";

  @BeforeEach
  void image() throws Exception {
    StreamOptimizedFile.ofCapacity(64 << 20).write(folder.resolve("disk.vmdk"));
  }

  private List<String> imageFiles() {
    List<String> files = new ArrayList<>();
    for (String template : target.otherClient().in("/DC0/vm/provision/images")) {
      for (OtherClient.SeenDisk disk :
          target.otherClient().disks("/DC0/vm/provision/images/" + template)) {
        String file = disk.file();
        String folder = file.substring(0, file.lastIndexOf('/'));
        target.otherClient().files(folder).forEach(name -> files.add(folder + "/" + name));
        assertThat(target.otherClient().files(folder))
            .contains(file.substring(file.lastIndexOf('/') + 1));
      }
    }
    return files;
  }

  /** The flavor's I/O limit edits the disk in the call that clones it. */
  @Test
  void theSharedCopySurvivesALinkedCloneWhoseDiskWasEditedWhenItWasMade() {
    String limited = ", extra_specs: {\"quota:disk_io_limit\": \"200\"}";
    Provisioning provision =
        provision(HEAD + IMAGE + FLAVOR.formatted(limited) + WEB.formatted(", clone: linked"));
    converged(provision.apply("--yes"));
    List<String> before = imageFiles();
    assertThat(before).isNotEmpty();

    converged(provision.run("destroy", "--yes"));

    assertThat(imageFiles()).isEqualTo(before);
  }

  /** Then nothing of the image is declared, and only the server knows who has its file. */
  @Test
  void theSharedCopySurvivesWhenItsImageIsNoLongerDeclared() {
    String limited = ", extra_specs: {\"quota:disk_io_limit\": \"200\"}";
    Provisioning provision =
        provision(HEAD + IMAGE + FLAVOR.formatted(limited) + WEB.formatted(", clone: linked"));
    converged(provision.apply("--yes"));
    List<String> before = imageFiles();
    provision.rewrite(
        HEAD + "images:\n  other: {template: /DC0/vm/DC0_C0_RP0_VM0}\n" + FLAVOR.formatted(""));

    Provisioning.Ended pruned = provision.apply("--prune", "--yes");

    assertThat(pruned.exit()).as(pruned.all()).isZero();
    assertThat(target.otherClient().in("/DC0/vm")).doesNotContain("ci");
    assertThat(imageFiles()).isEqualTo(before);
  }

  /** A disk of somebody's that a machine of ours was made to name by hand. */
  @Test
  void aDiskOfOthersInOneOfTheMachinesOwnSlotsStays() {
    Provisioning provision = provision(HEAD + IMAGE + FLAVOR.formatted("") + WEB.formatted(""));
    converged(provision.apply("--yes"));
    target.otherClient().disk("[LocalDS_0] theirs/data.vmdk", 1);
    target.otherClient().attach("/DC0/vm/DC0_C0_RP0_VM1", "[LocalDS_0] theirs/data.vmdk");
    target.otherClient().attach("/DC0/vm/ci/web", "[LocalDS_0] theirs/data.vmdk");

    converged(provision.run("destroy", "--yes"));

    assertThat(target.otherClient().files("[LocalDS_0] theirs")).contains("data.vmdk");
  }
}
