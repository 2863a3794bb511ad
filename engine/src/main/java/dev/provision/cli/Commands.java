package dev.provision.cli;

import dev.provision.diagnostic.DidYouMean;
import java.util.List;
import java.util.Optional;

/** Every command, in the order of the help. */
final class Commands {
  static final List<Command> ALL =
      List.of(
          new CheckCommand(),
          new PlanCommand(),
          new ApplyCommand(),
          new DestroyCommand(),
          new RehearseCommand(),
          new ListCommand(),
          new ShowCommand(),
          new GraphCommand(),
          new DocCommand(),
          new VersionCommand());

  private Commands() {}

  static Optional<Command> named(String name) {
    return ALL.stream().filter(command -> command.name().equals(name)).findFirst();
  }

  static String unknown(String name) {
    List<String> names = ALL.stream().map(Command::name).toList();
    return "unknown command `" + name + "`" + DidYouMean.suffix(name, names);
  }
}
