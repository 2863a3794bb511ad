package dev.provision.cli;

import dev.provision.cli.text.PlanText;
import dev.provision.graph.LinkedPlay;
import dev.provision.graph.Loader;
import dev.provision.report.ExitCode;
import java.util.List;
import java.util.Optional;

/** {@code provision check}: everything that can be found without a vCenter. */
final class CheckCommand implements Command {
  @Override
  public String name() {
    return "check";
  }

  @Override
  public String arguments() {
    return "PLAYBOOK";
  }

  @Override
  public String summary() {
    return "Find every mistake that can be found offline.";
  }

  @Override
  public String example() {
    return "provision check playbooks/three-tier.yml";
  }

  @Override
  public org.apache.commons.cli.Options options() {
    return CommonOptions.playbook();
  }

  @Override
  public ExitCode run(Invocation invocation) throws UsageException {
    String playbook = invocation.arguments(1, 1, "a playbook").get(0);
    Loader loader = new Loader(invocation.world().provider().get());
    Optional<List<LinkedPlay>> plays = new Loading(invocation).load(loader, playbook);
    if (plays.isEmpty()) {
      return ExitCode.PLAYBOOK;
    }
    for (LinkedPlay play : plays.get()) {
      long resources = play.graph().resources().stream().filter(r -> !r.isImplied()).count();
      invocation
          .console()
          .line(
              playbook
                  + ": environment "
                  + play.environment()
                  + " is well formed, "
                  + PlanText.counted(resources, "resource"));
    }
    return ExitCode.OK;
  }
}
