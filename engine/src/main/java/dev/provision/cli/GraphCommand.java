package dev.provision.cli;

import dev.provision.graph.GraphDot;
import dev.provision.graph.GraphMermaid;
import dev.provision.graph.GraphText;
import dev.provision.graph.LinkedPlay;
import dev.provision.graph.Loader;
import dev.provision.graph.ResourceGraph;
import dev.provision.report.ExitCode;
import dev.provision.spi.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code provision graph}: shows the order of resources; needs no vCenter. */
final class GraphCommand implements Command {
  @Override
  public String name() {
    return "graph";
  }

  @Override
  public String arguments() {
    return "PLAYBOOK";
  }

  @Override
  public String summary() {
    return "Print the dependency graph.";
  }

  @Override
  public String example() {
    return "provision graph playbooks/three-tier.yml --format dot | dot -Tsvg > graph.svg";
  }

  @Override
  public org.apache.commons.cli.Options options() {
    return CommonOptions.format(CommonOptions.playbook(), "text, dot or mermaid")
        .addOption(CommonOptions.value("play", "NAME", "only this play of the file"))
        .addOption(
            CommonOptions.value(
                "target", "ADDRESS", "only this resource and what it needs; may be repeated"));
  }

  @Override
  public ExitCode run(Invocation invocation) throws UsageException {
    String playbook = invocation.arguments(1, 1, "a playbook").get(0);
    String format = invocation.format("text", "dot", "mermaid");
    Loader loader = new Loader(invocation.world().provider().get());
    Optional<List<LinkedPlay>> plays = new Loading(invocation).load(loader, playbook);
    if (plays.isEmpty()) {
      return ExitCode.PLAYBOOK;
    }
    List<Address> targets = new ArrayList<>();
    for (String target : invocation.options("target")) {
      targets.add(Runs.address(target));
    }
    for (Address target : targets) {
      Runs.mustBeDeclared("--target " + target, target, plays.get());
    }
    if (format.equals("mermaid") && plays.get().size() > 1) {
      throw new UsageException(
          "a mermaid chart shows one play, and the file has several; --play NAME chooses one");
    }
    for (LinkedPlay play : plays.get()) {
      List<Address> here = targets.stream().filter(t -> play.graph().get(t).isPresent()).toList();
      if (here.isEmpty() && !targets.isEmpty()) {
        continue;
      }
      ResourceGraph graph = targets.isEmpty() ? play.graph() : play.graph().neededBy(here);
      invocation.console().out().print(drawn(play.environment().toString(), graph, format));
    }
    return ExitCode.OK;
  }

  private static String drawn(String name, ResourceGraph graph, String format) {
    return switch (format) {
      case "dot" -> GraphDot.of(name, graph);
      case "mermaid" -> GraphMermaid.of(graph);
      default -> GraphText.of(graph);
    };
  }
}
