package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.modules.images.StreamOptimizedFile;
import dev.provision.referee.NeedsQemuImg;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Disks that go through the vCenter alone, where hosts cannot be reached. */
@OnServed
class FolderUploadTest extends Acceptance {
  private static final long MIB = 1 << 20;

  private static final String PLAYBOOK =
      """
      name: ci
      vcenter: VCENTER
      images:
        base: {source: disk.vmdk}
      flavors:
        small: {vcpus: 1, ram: 64 MiB}
      networks:
        private: {port_group: VM Network}
      instances:
        web: {count: 20, image: base, flavor: small, networks: {eth0: private}}
      """;

  @Test
  void twentyInstancesShareOneDiskThatWasUploadedToAFolder() throws Exception {
    StreamOptimizedFile.ofCapacity(4 * MIB).withFilledGrains(9).write(folder.resolve("disk.vmdk"));
    Provisioning provision =
        provision(PLAYBOOK.replace("disk.vmdk}", "disk.vmdk, image_upload: folder}"));

    assertThat(provision.plan().out()).contains("upload 4.0 MiB, 4.0 MiB when expanded");
    converged(provision.apply());

    assertThat(target.otherClient().vm("/DC0/vm/ci/web-20").diskMib()).containsExactly(4L);
    if (target.whyNot(Target.Ability.COUNTS_CALLS) == null) {
      // the disk's own bytes, and the text that describes them
      assertThat(target.received())
          .hasSize(2)
          .first()
          .extracting(Target.Received::bytes)
          .isEqualTo(4 * MIB);
    }
    nothingIsLeft(provision);
  }

  /**
   * vcsim's copy wants a {@code -flat.vmdk} beside what it copies, which a sparse file has not:
   * {@link VcsimDifferencesTest}.
   */
  @Test
  @NeedsQemuImg
  void aSparseFileIsExpandedOnTheServer() throws Exception {
    Assumptions.assumeTrue(target.toString().equals("simulator"), "vcsim copies flat disks only");
    Path raw = Files.write(folder.resolve("raw"), new byte[(int) (8 * MIB)]);
    Path disk = folder.resolve("disk.vmdk");
    assertThat(
            new ProcessBuilder(
                    "qemu-img",
                    "convert",
                    "-O",
                    "vmdk",
                    "-o",
                    "subformat=monolithicSparse",
                    raw.toString(),
                    disk.toString())
                .inheritIO()
                .start()
                .waitFor())
        .isZero();
    Provisioning provision =
        provision(PLAYBOOK.replace("count: 20, ", "")).connection("image_upload: folder");

    converged(provision.apply());

    assertThat(target.received()).containsExactly(new Target.Received(Files.size(disk), sha(disk)));
    assertThat(target.calls()).containsEntry("CopyVirtualDisk_Task", 1);
    assertThat(target.otherClient().vm("/DC0/vm/ci/web").diskMib()).containsExactly(8L);
    nothingIsLeft(provision);
  }

  private static String sha(Path file) throws Exception {
    return java.util.HexFormat.of()
        .formatHex(
            java.security.MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }
}
