package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The playbooks that bring a vCenter of their own, so that they run on no other target. */
class QuickstartTest {
  @TempDir Path folder;

  @Test
  void isConvergedTwiceAndDestroyed() {
    LabPlaybook quickstart = new LabPlaybook(folder, "quickstart.yml");

    assertThat(quickstart.run("check")).endsWith("exit 0");
    assertThat(quickstart.run("plan", "--exit-code")).endsWith("exit 2");
    assertThat(quickstart.run("apply")).contains("Converged").endsWith("exit 0");
    Rehearsed.afterApply("quickstart.yml", quickstart.run("rehearse"));
    assertThat(quickstart.run("list"))
        .contains("web-1", "web-2", "web-3", "db", "ACTIVE")
        .endsWith("exit 0");
    assertThat(quickstart.run("apply")).contains("No changes.").endsWith("exit 0");
    assertThat(quickstart.run("destroy", "--yes")).endsWith("exit 0");
    assertThat(quickstart.run("plan", "--exit-code")).endsWith("exit 2");
  }

  @Test
  void storagePoliciesAreKeptToAndChangedWhileItRuns() {
    LabPlaybook policies = new LabPlaybook(folder, "storage-policies.yml");

    assertThat(policies.run("why", "instance.db")).contains("policy", "gold").endsWith("exit 0");
    assertThat(policies.run("apply")).contains("-> esx-1, gold1", "4 created").endsWith("exit 0");
    Rehearsed.afterApply("storage-policies.yml", policies.run("rehearse"));
    assertThat(policies.run("apply")).contains("No changes.");
    assertThat(policies.run("apply", "-e", "policy=Any"))
        .contains("changed in place", "Gold -> Any", "1 changed")
        .endsWith("exit 0");
    assertThat(policies.run("plan", "-e", "policy=Any")).contains("No changes.");
    assertThat(policies.run("plan", "-e", "policy=Golden"))
        .contains("there is no storage policy `Golden`; did you mean `Gold`?")
        .endsWith("exit 65");
    assertThat(policies.run("destroy", "--yes")).contains("4 deleted").endsWith("exit 0");
  }

  @Test
  void aVolumeOnVsanIsShownByItsNameAndIsLeftAlone() {
    LabPlaybook vsan = new LabPlaybook(folder, "vsan.yml");

    assertThat(vsan.run("doctor")).contains("nothing fails").endsWith("exit 0");
    assertThat(vsan.run("apply")).contains("3 created").endsWith("exit 0");
    Rehearsed.afterApply("vsan.yml", vsan.run("rehearse"));
    assertThat(vsan.run("show", "volume.pgdata"))
        .contains("[vsanDatastore] provision/volumes/vsan/pgdata/pgdata.vmdk");
    assertThat(vsan.run("apply")).contains("No changes.");
    assertThat(vsan.run("destroy", "--yes")).contains("3 deleted").endsWith("exit 0");
    assertThat(vsan.run("destroy", "--yes")).contains("No changes.");
  }

  @Test
  void hostsAreSetUpAndGivenBack() {
    LabPlaybook hosts = new LabPlaybook(folder, "hosts.yml");

    assertThat(hosts.run("apply", "--yes")).contains("--allow cut-network").endsWith("exit 3");
    assertThat(hosts.run("apply", "--allow", "cut-network")).endsWith("exit 0");
    Rehearsed.afterApply("hosts.yml", hosts.run("rehearse"));
    assertThat(hosts.run("apply")).contains("No changes.");
    assertThat(hosts.run("destroy", "--yes")).endsWith("exit 0");
  }
}
