package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.modules.images.IsoFile;
import dev.provision.modules.images.OvfFile;
import dev.provision.modules.images.StreamOptimizedFile;
import dev.provision.referee.Rule;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An upload counts when it arrived, and not when an answer says so. */
class UploadArrivalTest extends Acceptance {
  private static final String IMAGES = "/DC0/vm/provision/images";

  private static final String PLAYBOOK =
      """
      name: ci
      vcenter: VCENTER
      images:
        base: {source: SOURCE}
      flavors:
        small: {vcpus: 1, ram: 64 MiB, disk: 1 GiB}
      instances:
        web: {image: base, flavor: small, power: off}
      """;

  private void files() throws Exception {
    StreamOptimizedFile.ofCapacity(64 << 20).write(folder.resolve("disk.vmdk"));
    IsoFile.write(folder.resolve("boot.iso"), 600, 7);
    OvfFile.of(folder, "VirtualSCSI", 64 << 20, 128 << 20).pack(folder.resolve("vm.ova"));
  }

  private void nothingIsThere() {
    List<String> images =
        target.otherClient().in("/DC0/vm").contains("provision")
            ? target.otherClient().in(IMAGES)
            : List.of();
    assertThat(images).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"disk.vmdk, POST /nfc", "vm.ova, POST /nfc", "boot.iso, PUT /folder"})
  void anUploadWhoseBodyNeverArrivesIsAbsentAndTheNextApplyMakesIt(String source, String call)
      throws Exception {
    target.needs(Target.Ability.BREAKS, Target.Ability.COUNTS_CALLS);
    files();
    Provisioning ci = provision(PLAYBOOK.replace("SOURCE", source));
    target.uploadsAreSwallowed(call);

    Provisioning.Ended failed = ci.apply();

    assertThat(failed.exit()).as(failed.all()).isEqualTo(1);
    assertThat(failed.all())
        .containsPattern("that were sent |stored nothing of|it did not take them");
    nothingIsThere();
    Provisioning.Ended plan = ci.plan("--exit-code");
    assertThat(plan.exit()).as(plan.all()).isEqualTo(2);
    assertThat(plan.steps()).contains("+  image.base");
    target.allIsWell();
    converged(ci.apply());
    assertThat(target.otherClient().in(IMAGES)).isNotEmpty();
    assertThat(ci.plan("--exit-code").exit()).isZero();
  }

  @Test
  void aDiskIsSentToNoHostThatTheInventoryDoesNotHave() throws Exception {
    Assumptions.assumeTrue(target instanceof VcsimTarget, "a reply is reworded by the referee");
    VcsimTarget vcsim = (VcsimTarget) target;
    files();
    Provisioning ci = provision(PLAYBOOK.replace("SOURCE", "disk.vmdk"));
    vcsim
        .referee()
        .fault(
            Rule.on("WaitForUpdatesEx")
                .rewords(
                    "https://" + target.host() + ":" + target.port() + "/nfc",
                    "https://mirror.lab:" + target.port() + "/nfc"));

    Provisioning.Ended refused = ci.apply();

    assertThat(refused.exit()).as(refused.all()).isEqualTo(1);
    assertThat(refused.all())
        .contains(
            "the server gives an address for the upload on `mirror.lab`, which is no host of its"
                + " inventory and not the server itself; nothing was sent: does something on the"
                + " way change its answers");
    assertThat(target.received()).isEmpty();
    nothingIsThere();
    target.allIsWell();
    converged(ci.apply());
  }

  @Test
  void aHostOfTheInventoryIsReachedByItsName() throws Exception {
    Assumptions.assumeTrue(target instanceof VcsimTarget, "a reply is reworded by the referee");
    VcsimTarget vcsim = (VcsimTarget) target;
    files();
    Provisioning ci = provision(PLAYBOOK.replace("SOURCE", "disk.vmdk"));
    vcsim
        .referee()
        .fault(
            Rule.on("WaitForUpdatesEx")
                .rewords(
                    "https://" + target.host() + ":" + target.port() + "/nfc",
                    "https://DC0_C0_H0:" + target.port() + "/nfc"));

    Provisioning.Ended refused = ci.apply();

    // the name has an underscore: what is refused is that, and not that it is foreign
    assertThat(refused.all()).contains("cannot be a host's name").doesNotContain("no host of its");
  }
}
