package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A machine of a single ESXi host that a playbook adopts: the host has one folder for all. */
class DirectHostAdoptedTest extends OnDirectHost {
  private static final String OLD = FOLDER + "/old";

  private Path playbook(String instance) throws Exception {
    String text = Files.readString(playbook());
    return Files.writeString(
        folder.resolve("adopt.yml"),
        text.substring(0, text.indexOf("images:"))
            + "instances:\n  old: {adopt: true"
            + instance
            + "}\n");
  }

  @Test
  void isAdoptedByItsNameAndGivenBack() throws Exception {
    host.govc("vm.create", "-m", "64", "-disk", "64MB", "-on=false", "-net", "VM Network", "old");
    Path playbook = playbook("");
    Ran plan = run(playbook, "plan");
    host.resetCalls();

    converged(run(playbook, "apply"));

    assertThat(plan.text()).contains("adopted: " + OLD).doesNotContain("->");
    assertThat(host.mutating()).isEqualTo(Map.of("ReconfigVM_Task", 1));
    nothingIsLeft(playbook);
    Path more = playbook(", annotation: ours, cluster: C0");
    assertThat(run(more, "plan").text()).contains("there is no cluster `C0`");
    converged(run(playbook, "destroy", "--yes"));
    assertThat(host.govc("vm.info", "-json", OLD)).doesNotContain("provision.");
    host.govc("vm.destroy", OLD);
    assertThat(run(playbook, "apply").text())
        .contains("none has the marks of `instance.old`, and there is no machine");
  }
}
