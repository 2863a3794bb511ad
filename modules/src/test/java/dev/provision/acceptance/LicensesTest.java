package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.vsphere.inventory.Licenses;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Licenses on the simulator: added, labelled, assigned, and never shown. */
class LicensesTest {
  private static final String KEY = "ABCDE-12345-ABCDE-12345-ABCDE";
  private static final int NEVER = Integer.MAX_VALUE;

  private static final String PLAY =
      """
      name: ci
      vcenter: VCENTER
      clusters:
        DC0_C0: {}
      licenses:
        vsphere:
          key: ABCDE-12345-ABCDE-12345-ABCDE
          labels: {cost: "17"}
          assign: {clusters: [DC0_C0], vcenter: true}
      """;

  @TempDir Path folder;
  private SimulatorTarget target = new SimulatorTarget(0);

  private int count() {
    return target
        .simulator()
        .world()
        .get("LicenseManager")
        .orElseThrow()
        .get("licenses", Object[].class)
        .length;
  }

  private void nothingIsLeft(Provisioning provision) {
    target.resetCalls();
    assertThat(Suite.converged(provision.apply()).out()).contains("0 to create, 0 to change");
    assertThat(target.mutating()).isEmpty();
  }

  @Test
  void itIsAddedLabelledAssignedChangedAndItsKeyIsNeverShown() {
    Provisioning provision = new Provisioning(target, folder, PLAY);

    Provisioning.Ended plan = provision.plan();
    Provisioning.Ended applied = Suite.converged(provision.apply());
    nothingIsLeft(provision);
    Provisioning.Ended rehearsed = provision.run("rehearse");
    assertThat(rehearsed.out()).contains("0 to create, 0 to change");
    provision.rewrite(PLAY.replace("\"17\"", "\"18\""));
    Provisioning.Ended changed = provision.plan();
    Suite.converged(provision.apply());

    assertThat(plan.steps()).contains("+  license.vsphere  for DC0_C0, vcenter\n");
    assertThat(changed.steps()).contains("labels.cost  17 -> 18");
    assertThat(Stream.of(plan, applied, rehearsed, changed).map(Provisioning.Ended::all))
        .noneMatch(text -> text.contains(KEY));
    nothingIsLeft(provision);
    Provisioning.Ended kept = provision.run("destroy", "--yes", "--allow", "delete");
    assertThat(kept.all())
        .contains("it is still assigned to what is not ours: DC0_C0, vCenter")
        .doesNotContain(KEY);
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void oneThatVcenterDoesNotTakeAndOneOfOthersAreToldAtPlanTime() {
    Provisioning provision =
        new Provisioning(target, folder, PLAY.replace("ABCDE-12345-ABC", "WRONG-12345-ABC"));
    assertThat(provision.plan().err())
        .contains("vCenter does not take the key: License key format is invalid.");
    String plain = PLAY.substring(0, PLAY.indexOf("    assign"));
    provision.rewrite(plain);
    Suite.converged(provision.apply());
    provision.rewrite(plain.replace("name: ci", "name: other"));
    Provisioning.Ended theirs = provision.plan();
    assertThat(theirs.err())
        .contains("`license VMware vSphere 8 Enterprise Plus` is there already and is not ours");
    provision.rewrite(plain);
    Suite.converged(provision.run("destroy", "--yes", "--allow", "delete"));
    assertThat(count()).isZero();
    assertThat(Licenses.isKey(Licenses.digest(KEY), KEY.toLowerCase())).isTrue();
  }

  @Test
  void oneThatIsOverAndOneThatIsNotEnoughAreToldAtPlanTime() {
    String two = PLAY.replace("ABCDE-12345-ABC", "TWO00-12345-ABC");
    Provisioning provision =
        new Provisioning(target, folder, PLAY.replace("ABCDE-12345-ABC", "ENDED-12345-ABC"));

    assertThat(provision.plan().err()).contains("site.yml:7:10: error: the license has expired");
    provision.rewrite(two);
    Suite.converged(provision.apply());
    provision.rewrite(
        two.replace("  DC0_C0: {}", "  DC0_C0: {}\n  edge: {folder: /DC0/host}")
            .replace("[DC0_C0]", "[DC0_C0, edge]"));
    Suite.converged(provision.apply("--target", "cluster.edge"));
    Provisioning.Ended refused = provision.plan();

    assertThat(refused.exit()).as(refused.all()).isEqualTo(65);
    assertThat(refused.err())
        .contains("the license is for 2, 2 are taken, and this needs 1 more at least");
  }

  @Test
  void itIsTakenFromWhatIsOursAndGivenBackWhenItWasAdopted() {
    String whole =
        PLAY.replace("[DC0_C0], vcenter: true", "[edge]")
            .replace("DC0_C0: {}", "edge: {folder: /DC0/host, drs: {enabled: true}}");
    Provisioning provision = new Provisioning(target, folder, whole);
    Suite.converged(provision.apply());
    Suite.converged(provision.run("destroy", "--yes", "--allow", "delete"));
    assertThat(count()).isZero();

    Vim.asked(
        () -> target.vim().api().addLicense(target.vim().content().getLicenseManager(), KEY, null));
    provision.rewrite(PLAY.substring(0, PLAY.indexOf("    labels")) + "    adopt: true\n");
    Suite.converged(provision.apply());
    Suite.converged(provision.run("destroy", "--yes", "--allow", "delete"));
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void anApplyThatDiesAtAnyWriteIsFinishedByTheNext() {
    for (int write : List.of(0, 1, 2)) {
      target = new SimulatorTarget(0);
      Provisioning provision = new Provisioning(target, folder, PLAY);
      target.diesAt(write, write != 1);
      provision.apply();
      target.diesAt(NEVER, false);
      Suite.converged(provision.apply());
      assertThat(count()).isEqualTo(1);
      nothingIsLeft(provision);
    }
  }
}
