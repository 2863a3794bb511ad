package dev.provision.cli;

import dev.provision.report.ExitCode;
import java.util.List;

/**
 * {@code provision demo}: shows the product in one command. It runs the commands of a typical day
 * with the embedded vCenter, and prints each as the user would type it.
 */
final class DemoCommand implements Command {
  @Override
  public String name() {
    return "demo";
  }

  @Override
  public String arguments() {
    return "PLAYBOOK";
  }

  @Override
  public String summary() {
    return "Plan, apply, list, apply again, then find and repair drift, on the embedded vCenter.";
  }

  @Override
  public String example() {
    return "provision demo playbooks/quickstart.yml";
  }

  @Override
  public org.apache.commons.cli.Options options() {
    return CommonOptions.none();
  }

  @Override
  public ExitCode run(Invocation invocation) throws UsageException {
    String playbook = invocation.arguments(1, 1, "a playbook").get(0);
    List<Scene> scenes =
        List.of(
            new Scene("begin with a new vCenter", List.of("simulator", "reset", playbook)),
            new Scene("what would happen", List.of("plan", playbook)),
            new Scene("make it so", List.of("apply", playbook)),
            new Scene("what is there now", List.of("list", playbook)),
            new Scene("once more: nothing to do", List.of("apply", playbook)),
            new Scene("a change by hand", List.of("simulator", "drift", playbook)),
            new Scene("it is found", List.of("plan", playbook)),
            new Scene("and repaired", List.of("apply", playbook)));
    for (Scene scene : scenes) {
      ExitCode code = scene.play(invocation);
      if (code != ExitCode.OK) {
        return code;
      }
    }
    return ExitCode.OK;
  }

  private record Scene(String title, List<String> line) {
    ExitCode play(Invocation invocation) {
      Console console = invocation.console();
      console.line("");
      console.line(
          console.style().bold("$ provision " + String.join(" ", line))
              + console.style().dim("    # " + title));
      return Provision.run(line, invocation.world(), console);
    }
  }
}
