package dev.provision.cli;

import dev.provision.diagnostic.DidYouMean;
import dev.provision.spi.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

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
          new WhyCommand(),
          new GraphCommand(),
          new UnlockCommand(),
          new DoctorCommand(),
          new PrivilegesCommand(),
          new DocCommand(),
          new DemoCommand(),
          new VersionCommand());

  private Commands() {}

  /**
   * Including the provider's commands; it is asked for them only here and when a name is not one of
   * ours.
   */
  static List<Command> with(Provider<?, ?, ?> provider) {
    List<Command> all = new ArrayList<>(ALL);
    all.addAll(OperationCommand.of(provider));
    provider.commands().forEach(command -> all.add(new ProvidedCommand(command)));
    return all;
  }

  static Optional<Command> named(String name, Supplier<Provider<?, ?, ?>> provider) {
    return in(ALL, name).or(() -> in(with(provider.get()), name));
  }

  private static Optional<Command> in(List<Command> commands, String name) {
    return commands.stream().filter(command -> command.name().equals(name)).findFirst();
  }

  static String unknown(String name, Supplier<Provider<?, ?, ?>> provider) {
    List<String> names = with(provider.get()).stream().map(Command::name).toList();
    return "unknown command `" + name + "`" + DidYouMean.suffix(name, names);
  }
}
