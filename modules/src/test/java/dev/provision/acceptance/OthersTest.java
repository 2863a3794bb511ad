package dev.provision.acceptance;

import static dev.provision.acceptance.Target.Ability.BREAKS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What other products do to a machine: a backup that reads it, and what a backup leaves. */
class OthersTest extends Acceptance {
  private static final String BACKUP = "com.example.backup";
  private static final String SOME =
      "another product has disabled RelocateVM_Task on it, as backups do; what needs that waits for"
          + " it";
  private static final String AT_WORK =
      "a backup is at work on it: RelocateVM_Task is disabled, and `BACKUP TEMPORARY` is its"
          + " snapshot";

  private static String with(String ram, String more) {
    return one("vcpus: 1, ram: " + ram, "networks: {eth0: private}, power: off" + more);
  }

  private Provisioning applied(String playbook) {
    Provisioning provision = provision(playbook);
    converged(provision.apply());
    return provision;
  }

  @Test
  void aDisabledMethodAndPendingConsolidationAreSaidInThePlan() {
    target.needs(BREAKS);
    Provisioning provision = applied(plain());
    target.disables("web", "RelocateVM_Task", BACKUP);
    target.needsConsolidation("web");

    Provisioning.Ended plan = provision.plan();
    Provisioning.Ended destroy = provision.run("destroy");

    assertThat(plan.steps())
        .isEqualTo(
            "      instance.web  no change\n        note: "
                + SOME
                + "\n        note: its disks need to be consolidated: files of a snapshot that is"
                + " gone are still in use\n");
    assertThat(destroy.out()).contains("note: " + SOME);
  }

  @Test
  void anApplyWaitsForABackupAndGoesOnAfterIt() {
    target.needs(BREAKS);
    Provisioning provision = applied(with("64 MiB", ""));
    provision.rewrite(with("128 MiB", ""));
    target.callFails("ReconfigVM_Task", "MethodDisabled", 2);

    Provisioning.Ended changed = provision.apply("--yes");

    assertThat(changed.exit()).as(changed.all()).isZero();
    assertThat(target.otherClient().vm("/DC0/vm/ci/web").memoryMib()).isEqualTo(128);
    assertThat(target.wentWrong()).isEqualTo(2);
  }

  @Test
  void aWaitThatLastsTooLongNamesWhoHoldsIt() {
    Assumptions.assumeTrue(
        target instanceof SimulatorTarget, "only it names who disabled a method");
    Provisioning provision = applied(with("64 MiB", ", timeout: 1 s"));
    provision.rewrite(with("128 MiB", ", timeout: 1 s"));
    target.disables("web", "ReconfigVM_Task", BACKUP);

    Provisioning.Ended held = provision.apply("--yes");
    target.disables("web", "ReconfigVM_Task", "");
    Provisioning.Ended after = provision.apply("--yes");

    assertThat(held.exit()).isEqualTo(1);
    assertThat(held.out())
        .contains(
            "could not update instance `/DC0/vm/ci/web` on simulator, /DC0/host/DC0_C0: not finished"
                + " after 1 s (`timeout`): `com.example.backup` has disabled this on it, as backups"
                + " do while they read");
    converged(after);
  }

  @Test
  void aBackupThatIsAtWorkIsWaitedForBeforeADiskGrows() {
    target.needs(BREAKS);
    Provisioning provision =
        applied(one("vcpus: 1, ram: 64 MiB, disk: 11 GiB", "networks: {}, timeout: 1 s"));
    target.otherClient().snapshot("/DC0/vm/ci/web", "BACKUP TEMPORARY");
    target.disables("web", "RelocateVM_Task", BACKUP);
    provision.rewrite(one("vcpus: 1, ram: 64 MiB, disk: 12 GiB", "networks: {}, timeout: 1 s"));

    Provisioning.Ended plan = provision.plan();
    Provisioning.Ended grown = provision.apply("--yes");

    assertThat(plan.out())
        .contains("11 GiB -> 12 GiB")
        .contains("note: " + AT_WORK + "; what cannot be done meanwhile waits for it");
    assertThat(grown.exit()).isEqualTo(1);
    assertThat(grown.out()).contains("not finished after 1 s (`timeout`): " + AT_WORK);
  }
}
