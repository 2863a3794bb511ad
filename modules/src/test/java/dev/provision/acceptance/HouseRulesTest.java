package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of {@code playbooks/rules}, on a playbook that keeps them and on one that does not. */
class HouseRulesTest {
  @TempDir Path folder;

  @Test
  void quickstartKeepsThemUntilItIsChanged() throws IOException {
    LabPlaybook quickstart = new LabPlaybook(folder, "quickstart.yml");
    String rules = folder.resolve("playbooks/rules/house.yml").toString();
    String kept = quickstart.run("plan", "--rules", rules);
    Path file = folder.resolve("playbooks/quickstart.yml");
    Files.writeString(
        file,
        Files.readString(file).replace("count: 3", "count: 41").replace("vcpus: 1", "vcpus: 9"));

    String refused = quickstart.run("plan", "--rules", rules);

    assertThat(kept).doesNotContain("rule `").endsWith("exit 0");
    assertThat(refused)
        .contains(
            "rule `machines-are-small` refuses `instance.web-1`: 9 vCPUs and 1 GiB of memory; 8 and"
                + " 16 GiB are allowed; the same for `instance.web-2`")
        .contains(
            "rule `the-project-fits` refuses this plan: with this plan, its project has 42 machines"
                + " with 42 GiB of memory and")
        .endsWith("exit 3");
  }
}
