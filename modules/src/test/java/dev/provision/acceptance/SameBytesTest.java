package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.modules.images.IsoFile;
import dev.provision.modules.images.StreamOptimizedFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two images of the same bytes: one is uploaded, and the server copies it for the other. */
class SameBytesTest extends Acceptance {
  private static final String IMAGES = "/DC0/vm/provision/images";

  private static final String HEAD =
      """
      name: NAME
      vcenter: VCENTER
      flavors:
        small: {vcpus: 1, ram: 64 MiB}
      """;

  private static final String TWO =
      HEAD
          + """
          images:
            base: {source: disk.vmdk}
            twin: {source: again.vmdk, properties: {vmware_ostype: ubuntu64Guest}}
          instances:
            one: {image: base, flavor: small, power: off, networks: {}}
            two: {image: twin, flavor: small, power: off, networks: {}}
          """;

  @BeforeEach
  void files() throws Exception {
    write(folder);
  }

  private static void write(Path in) throws Exception {
    Files.createDirectories(in);
    StreamOptimizedFile.ofCapacity(64 << 20).withFilledGrains(40).write(in.resolve("disk.vmdk"));
    Files.copy(in.resolve("disk.vmdk"), in.resolve("again.vmdk"));
    IsoFile.write(in.resolve("boot.iso"), 400, 7);
    Files.copy(in.resolve("boot.iso"), in.resolve("same.iso"));
  }

  private Provisioning environment(String name, String images) throws Exception {
    Path in = folder.resolve(name);
    write(in);
    return new Provisioning(target, in, HEAD.replace("NAME", name) + images);
  }

  private boolean counts() {
    return target.whyNot(Target.Ability.COUNTS_CALLS) == null;
  }

  private void received(int files) {
    if (counts()) {
      assertThat(target.received()).hasSize(files);
    }
  }

  private void reset() {
    if (counts()) {
      target.resetCalls();
    }
  }

  private String template(String image) {
    List<String> found =
        target.otherClient().in(IMAGES).stream()
            .filter(name -> name.matches(image + "-[0-9a-f]{12}"))
            .toList();
    assertThat(found).hasSize(1);
    return IMAGES + "/" + found.get(0);
  }

  @Test
  void twoNamesForOneFileAreUploadedOnceAndBothAreUsed() {
    Provisioning ci = provision(TWO.replace("NAME", "ci"));
    String steps = ci.plan().steps();
    assertThat(steps).containsPattern("image.base .*upload \\d");
    assertThat(steps)
        .containsPattern("image.twin .*copy of base on the server, nothing is uploaded");
    reset();

    converged(ci.apply());

    received(1);
    OtherClient client = target.otherClient();
    assertThat(client.vm(template("twin")).annotation())
        .startsWith("image twin, sha256:")
        .doesNotContain("base");
    assertThat(client.identity(template("twin"))).isNotEqualTo(client.identity(template("base")));
    assertThat(client.disks(template("twin")).get(0).file())
        .isNotEqualTo(client.disks(template("base")).get(0).file());
    assertThat(client.vm("/DC0/vm/ci/two").diskMib()).containsExactly(64L);
    nothingIsLeft(ci);
  }

  @Test
  void theCopyStaysWhenTheOneThatWasUploadedIsDeletedAndIsThenTheSource() {
    String images = TWO.substring(0, TWO.indexOf("instances:")).replace("NAME", "ci");
    Provisioning ci = provision(images);
    converged(ci.apply());
    target.otherClient().delete(template("base"));

    assertThat(target.otherClient().in(IMAGES)).hasSize(1);
    assertThat(target.otherClient().disks(template("twin")).get(0).mib()).isEqualTo(64);
    reset();
    assertThat(ci.plan().steps())
        .containsPattern("image.base .*copy of twin-[0-9a-f]{12} on the server");
    converged(ci.apply());
    received(0);
  }

  @Test
  void anotherEnvironmentCopiesWhatTheFirstUploaded() throws Exception {
    converged(environment("one", "images:\n  base: {source: disk.vmdk}\n").apply());
    Provisioning two = environment("two", "images:\n  other: {source: disk.vmdk}\n");
    assertThat(two.plan().steps())
        .containsPattern(
            "image.other .*copy of base-[0-9a-f]{12} on the server, nothing is uploaded");
    reset();

    converged(two.apply());

    received(0);
    assertThat(template("other")).isNotEqualTo(template("base"));
    nothingIsLeft(two);
  }

  @Test
  void whatItsDisksAreMadeForIsNotCopiedFromOneThatHasOther() {
    String images =
        """
        images:
          base: {source: disk.vmdk}
          ide: {source: disk.vmdk, properties: {vmware_adaptertype: ide}}
          old: {source: disk.vmdk, hw_version: vmx-13}
          same: {source: again.vmdk, properties: {vmware_adaptertype: ide}}
        """;
    Provisioning ci = provision(HEAD.replace("NAME", "ci") + images);
    String steps = ci.plan().steps();
    assertThat(steps)
        .containsPattern("image.ide .*upload \\d")
        .containsPattern("image.old .*upload \\d")
        .containsPattern("image.same .*copy of ide on the server");
    reset();

    // it warns of an adapter that is not the file's
    Provisioning.Ended applied = ci.apply();
    assertThat(applied.exit()).as(applied.all()).isZero();

    received(3);
    nothingIsLeft(ci);
  }

  @Test
  void aMediumIsCopiedOnTheDatastore() throws Exception {
    String images = "images:\n  first: {source: boot.iso}\n  second: {source: same.iso}\n";
    Provisioning ci = provision(HEAD.replace("NAME", "ci") + images);
    assertThat(ci.plan().steps())
        .containsPattern("image.second .*copy of first on the server, nothing is uploaded");
    reset();

    converged(ci.apply());

    received(1);
    if (counts()) {
      assertThat(target.calls()).containsEntry("CopyDatastoreFile_Task", 1);
    }
    String file = target.otherClient().vm(template("second")).cdroms().get(0);
    assertThat(file).matches("\\[LocalDS_0\\] provision/images/second-[0-9a-f]{12}\\.iso");
    nothingIsLeft(ci);
    target.otherClient().delete(template("first"));
    target.otherClient().deleteFile(file.replace("/second-", "/first-"));
    assertThat(target.otherClient().files("[LocalDS_0] provision/images"))
        .containsExactly(file.substring(file.lastIndexOf('/') + 1));
  }

  @Test
  void whatTheServerDoesNotCopyIsUploaded() throws Exception {
    target.needs(Target.Ability.BREAKS);
    target.callFails("CloneVM_Task", "ManagedObjectNotFound", 1);
    target.callFails("CopyDatastoreFile_Task", "FileNotFound", 1);
    String images =
        """
        images:
          base: {source: disk.vmdk}
          twin: {source: again.vmdk}
          first: {source: boot.iso}
          second: {source: same.iso}
        """;
    Provisioning ci = provision(HEAD.replace("NAME", "ci") + images);

    converged(ci.apply());

    assertThat(target.wentWrong()).isEqualTo(2);
    received(4);
    nothingIsLeft(ci);
  }
}
