package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.KeyValue;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** vCenters that share roles, tags and licenses: a mark says of which one it is. */
class LinkedVcentersTest {
  private static final String KEY = "ABCDE-12345-ABCDE-12345-ABCDE";

  private static final String PLAY =
      """
      name: ci
      vcenter: VCENTER
      roles:
        operator: {privileges: [VirtualMachine.Interact.PowerOn]}
      vsphere_tags:
        tier: {tags: {gold: ""}}
      licenses:
        vsphere: {key: ABCDE-12345-ABCDE-12345-ABCDE}
      """;

  private static final String WHY =
      "the linked vCenters vc1.example.com, vc2.example.com share it, and only each of them knows"
          + " which of its objects have it";

  @TempDir Path folder;

  private final SimulatorTarget target =
      new SimulatorTarget(SimulatorTarget.LAB + "linked: [vc1.example.com, vc2.example.com]\n");

  @Test
  void nothingThatIsSharedIsDeletedFromOne() {
    target.populate();
    Provisioning provision = new Provisioning(target, folder, PLAY);
    Suite.converged(provision.apply());

    Provisioning.Ended kept = provision.run("destroy", "--yes", "--allow", "delete");

    assertThat(kept.exit()).as(kept.all()).isEqualTo(1);
    assertThat(kept.all())
        .contains("is shared: " + WHY)
        .contains("could not delete role `role operator`")
        .contains("could not delete license `license VMware vSphere 8 Enterprise Plus`");
    assertThat(kept.all().split(WHY, -1)).hasSizeGreaterThan(3);
    assertThat(target.otherClient().rights().role("operator")).isPresent();
    assertThat(target.otherClient().tags().all()).containsOnlyKeys("tier/gold");
    assertThat(Suite.converged(provision.apply()).out()).contains("0 to create, 0 to change");
  }

  @Test
  void aLicenseOfTheOtherVcentersEnvironmentIsNotOurs() {
    KeyValue mark = new KeyValue();
    mark.setKey("provision");
    mark.setValue("ci | license.vsphere | at other");
    Vim.asked(
        () ->
            target
                .vim()
                .api()
                .addLicense(
                    target.vim().content().getLicenseManager(), KEY, new KeyValue[] {mark}));
    Provisioning provision = new Provisioning(target, folder, PLAY);

    assertThat(provision.plan().err())
        .contains(
            "`license VMware vSphere 8 Enterprise Plus of the environment ci of a linked vCenter` is"
                + " there already and is not ours");
  }
}
