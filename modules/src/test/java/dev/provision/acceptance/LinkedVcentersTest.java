package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.ManagedObjectReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two vCenters that share roles, tags and licenses: a mark says of which one it is. */
class LinkedVcentersTest {
  private static final String KEY = "ABCDE-12345-ABCDE-12345-ABCDE";

  private static final String SHARED =
      """
      roles:
        operator: {privileges: [VirtualMachine.Interact.PowerOn]}
      vsphere_tags:
        tier: {types: [Folder], tags: {gold: ""}}
      licenses:
        vsphere: {key: ABCDE-12345-ABCDE-12345-ABCDE}
      """;

  private static final String PLAY = "name: ci\nvcenter: VCENTER\n" + SHARED;

  /** Of the other vCenter, in an environment of the same name. */
  private static final String USES =
      """
      name: ci
      vcenter: VCENTER
      roles:
        operator: {existing: true}
      folders:
        team: {path: /DC0/vm/team, vsphere_tags: [tier/gold]}
      permissions:
        team: {on: /DC0, principal: 'LAB\\team', role: operator}
      """;

  private static final String WHY =
      "the linked vCenters a.yml, b.yml share it, and only each of them knows which of its objects"
          + " have it";

  @TempDir Path folder;

  private Provisioning playbook(Target target, String name, String text) {
    try {
      return new Provisioning(target, Files.createDirectories(folder.resolve(name)), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatTheOtherVcenterUsesIsNeitherDeletedNorTakenForItsOwn() {
    LinkedPair both = LinkedPair.in(folder);
    Provisioning a = playbook(both.a(), "a", PLAY);
    Provisioning b = playbook(both.b(), "b", USES);
    Suite.converged(a.apply());

    Suite.converged(b.apply());
    license(both.b());
    Provisioning.Ended again = b.plan();
    both.a().resetCalls();
    Provisioning.Ended kept = a.run("destroy", "--yes", "--allow", "delete");

    assertThat(again.out())
        .contains("0 to create, 0 to change, 0 to replace, 0 to delete, 2 unchanged");
    assertThat(again.err()).isEmpty();
    assertThat(kept.exit()).as(kept.all()).isEqualTo(1);
    assertThat(kept.all())
        .contains("is shared: " + WHY)
        .contains("could not delete role `role operator`")
        .contains("could not delete license `license VMware vSphere 8 Enterprise Plus`");
    assertThat(kept.all().split(WHY, -1)).hasSizeGreaterThan(3);
    assertThat(both.a().mutating()).isEmpty();
    assertThat(both.b().otherClient().rights().permissions("/DC0"))
        .containsExactly("LAB\\team operator");
    assertThat(both.b().otherClient().tags().on("/DC0/vm/team")).containsExactly("gold");
    assertThat(both.a().otherClient().in("/DC0/vm")).doesNotContain("team");
    assertThat(both.a().simulator().content().getAbout().getInstanceUuid())
        .isNotEqualTo(both.b().simulator().content().getAbout().getInstanceUuid());

    Suite.converged(b.run("destroy", "--yes", "--allow", "delete,revoke"));
    assertThat(both.a().otherClient().rights().role("operator")).isPresent();
    assertThat(both.a().otherClient().tags().all()).containsOnlyKeys("tier/gold");
    assertThat(Suite.converged(a.apply()).out()).contains("0 to create, 0 to change");
  }

  private static void license(SimulatorTarget target) {
    var licenses =
        target
            .vim()
            .property(
                target.vim().content().getLicenseManager(),
                "licenseAssignmentManager",
                ManagedObjectReference.class);
    String host = target.otherClient().identity("/DC0/host/DC0_C0/DC0_C0_H0");
    Vim.asked(() -> target.vim().api().updateAssignedLicense(licenses, host, KEY, null));
  }

  @Test
  void whatTheOtherVcenterMadeIsNotOursEvenInAnEnvironmentOfTheSameName() {
    LinkedPair both = LinkedPair.in(folder);
    Suite.converged(playbook(both.a(), "a", PLAY).apply());

    Provisioning.Ended planned = playbook(both.b(), "b", PLAY).plan();

    assertThat(planned.err())
        .contains(
            "`license VMware vSphere 8 Enterprise Plus of the environment ci of a linked vCenter`"
                + " is there already and is not ours")
        .contains(
            "`tag category tier of the environment ci of a linked vCenter` is there already and is"
                + " not ours")
        .contains("`role operator` is there already and is not ours");
  }

  @Test
  void aServerThatDoesNotSayWhetherItIsLinkedKeepsWhatItMayShare() {
    SimulatorTarget target = new SimulatorTarget(0);
    Provisioning provision = playbook(target, "a", PLAY);
    Suite.converged(provision.apply());
    target.refuses("GET /vcenter/topology/nodes", "", "NoPermission");

    Provisioning.Ended kept = provision.run("destroy", "--yes", "--allow", "delete");

    assertThat(kept.exit()).as(kept.all()).isEqualTo(1);
    assertThat(kept.all())
        .contains("vCenter does not say whether it is linked with others, which would share it: ")
        .contains("; the account needs System.Read");
    assertThat(target.otherClient().rights().role("operator")).isPresent();
    assertThat(target.otherClient().tags().all()).containsOnlyKeys("tier/gold");
    target.allIsWell();
    Suite.converged(provision.run("destroy", "--yes", "--allow", "delete"));
  }

  @Test
  void anOlderVcenterWithoutThatServiceStandsAlone() {
    SimulatorTarget target = new SimulatorTarget("version: '6.5'\n" + SimulatorTarget.LAB);
    target.populate();
    Provisioning provision = playbook(target, "a", PLAY);
    Suite.converged(provision.apply());

    Suite.converged(provision.run("destroy", "--yes", "--allow", "delete"));

    assertThat(target.otherClient().rights().role("operator")).isEmpty();
  }
}
