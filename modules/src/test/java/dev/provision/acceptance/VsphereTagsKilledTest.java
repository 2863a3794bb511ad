package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tags on the simulator alone: runs that die at any write, and privileges. */
class VsphereTagsKilledTest {
  private static final int NEVER = Integer.MAX_VALUE;

  private static final String PLAY =
      """
      name: ci
      vcenter: VCENTER
      vsphere_tags:
        tier: {types: [Folder], tags: {gold: mirrored, silver: ""}}
      folders:
        team: {path: /DC0/vm/team, vsphere_tags: [tier/gold]}
      """;

  @TempDir Path folder;
  private SimulatorTarget target = new SimulatorTarget(0);

  private int writes() {
    return target.mutating().values().stream().mapToInt(Integer::intValue).sum();
  }

  private void nothingIsLeft(Provisioning provision) {
    target.resetCalls();
    Provisioning.Ended again = Suite.converged(provision.apply());
    assertThat(again.out()).contains("0 to create, 0 to change");
    assertThat(target.mutating()).isEmpty();
  }

  @Test
  void anApplyAndADestroyThatDieAtAnyWriteAreFinishedByTheNext() {
    Suite.converged(new Provisioning(target, folder, PLAY).apply());
    int writes = writes();
    assertThat(writes).isGreaterThan(6);
    for (int write = 0; write < writes; write += 2) {
      boolean made = write % 4 == 0;
      target = new SimulatorTarget(0);
      Provisioning provision = new Provisioning(target, folder, PLAY);
      target.diesAt(write, made);
      assertThat(provision.apply().exit()).as("write %d", write).isNotZero();
      target.diesAt(NEVER, false);

      Suite.converged(provision.apply());

      OtherTags tags = target.otherClient().tags();
      assertThat(tags.all()).isEqualTo(Map.of("tier/gold", "mirrored", "tier/silver", ""));
      assertThat(tags.on("/DC0/vm/team")).containsExactly("gold");
      nothingIsLeft(provision);
      target.diesAt(write % 4, made);
      provision.run("destroy", "--yes", "--allow", "delete");
      target.diesAt(NEVER, false);
      Suite.converged(provision.run("destroy", "--yes", "--allow", "delete"));
      assertThat(tags.categories()).isEmpty();
    }
  }

  @Test
  void anAccountThatMayNotMakeTagsIsToldWhatItLacks() {
    target =
        new SimulatorTarget(
            SimulatorTarget.LAB
                + """
                users:
                  somebody: {privileges: ['*']}
                  ops: {privileges: ['*'], denied: [InventoryService.Tagging.CreateTag]}
                """);
    target.populate();
    Provisioning provision =
        new Provisioning(target, folder, PLAY).connection("username: ops, password: x");

    Provisioning.Ended failed = provision.apply();
    Provisioning.Ended doctor = provision.run("doctor");

    assertThat(failed.exit()).as(failed.all()).isEqualTo(1);
    assertThat(failed.all())
        .contains("the account lacks InventoryService.Tagging.CreateTag on `/`, needed for");
    assertThat(doctor.all()).contains("InventoryService.Tagging.CreateTag");
    assertThat(List.copyOf(target.otherClient().tags().all().keySet())).isEmpty();
  }
}
