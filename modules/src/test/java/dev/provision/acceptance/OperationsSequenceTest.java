package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows of operations, on the playbook of the first run, which has a lab. */
class OperationsSequenceTest {
  @TempDir Path folder;

  @Test
  void snapshotsRevertsRebootsAndRescues() {
    LabPlaybook quickstart = new LabPlaybook(folder, "quickstart.yml");
    quickstart.run("apply");

    assertThat(quickstart.run("snapshot", "--name", "before-upgrade"))
        .endsWith("4 instances done\nexit 0");
    assertThat(quickstart.run("snapshot", "--list"))
        .contains("instance.web-1: `before-upgrade`, taken ");
    assertThat(quickstart.run("revert", "--name", "before-upgrade")).endsWith("exit 3");
    assertThat(quickstart.run("revert", "--name", "before-upgrade", "--yes"))
        .endsWith("4 instances reverted\nexit 0");
    assertThat(quickstart.run("plan")).contains("No changes.");
    assertThat(quickstart.run("snapshot", "--delete", "before-upgrade")).endsWith("exit 0");
    assertThat(quickstart.run("reboot", "instance.web-1", "--hard"))
        .endsWith("1 instance rebooted\nexit 0");
    assertThat(quickstart.run("console", "instance.web-1")).contains("wss://");
    assertThat(quickstart.run("rescue", "instance.web-1")).endsWith("exit 0");
    assertThat(quickstart.run("list")).contains("RESCUE");
    assertThat(quickstart.run("rescue", "instance.web-1", "--end")).endsWith("exit 0");
    assertThat(quickstart.run("plan")).contains("No changes.");
  }
}
