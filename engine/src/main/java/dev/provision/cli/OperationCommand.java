package dev.provision.cli;

import dev.provision.report.ExitCode;
import dev.provision.spi.Address;
import dev.provision.spi.Kind;
import dev.provision.spi.Operation;
import dev.provision.spi.Provider;
import dev.provision.spi.trait.Operable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs a kind's {@link Operation} from the command line, for one resource of a playbook or all of
 * its kind. Does nothing when one resource refuses, or when the user did not allow a loss.
 */
final class OperationCommand implements Command {
  private final String kind;
  private final Operation<?, ?, ?> operation;

  private OperationCommand(String kind, Operation<?, ?, ?> operation) {
    this.kind = kind;
    this.operation = operation;
  }

  /** All that the kinds of a provider have. */
  static List<Command> of(Provider<?, ?, ?> provider) {
    List<Command> commands = new ArrayList<>();
    for (Kind<?, ?, ?> each : provider.kinds()) {
      if (each instanceof Operable<?, ?, ?, ?, ?> operable) {
        operable
            .operations()
            .forEach(one -> commands.add(new OperationCommand(each.info().kind(), one)));
      }
    }
    return commands;
  }

  @Override
  public String name() {
    return operation.name();
  }

  @Override
  public String arguments() {
    return operation.isForOne() ? "PLAYBOOK ADDRESS" : "PLAYBOOK [ADDRESS]";
  }

  @Override
  public String summary() {
    return operation.summary();
  }

  @Override
  public String example() {
    return operation.example();
  }

  @Override
  public org.apache.commons.cli.Options options() {
    org.apache.commons.cli.Options options =
        CommonOptions.format(CommonOptions.change(CommonOptions.world()), "text or json");
    for (Operation.Flag flag : operation.flags()) {
      options.addOption(
          flag.argument().isEmpty()
              ? CommonOptions.flag(flag.name(), flag.doc())
              : CommonOptions.value(flag.name(), flag.argument(), flag.doc()));
    }
    return options;
  }

  @Override
  public ExitCode run(Invocation invocation) throws UsageException, InterruptedException {
    List<String> arguments =
        operation.isForOne()
            ? invocation.arguments(2, 2, "a playbook and an address")
            : invocation.arguments(1, 2, "a playbook");
    Optional<Address> only = Optional.empty();
    if (arguments.size() == 2) {
      only = Optional.of(Runs.address(arguments.get(1)));
      if (!only.get().kind().equals(kind)) {
        throw new UsageException(
            "`%s` is done to one %s: `%s` is none".formatted(name(), kind, only.get()));
      }
    }
    OperationRun run = new OperationRun(kind, operation, invocation, only);
    ExitCode code = new Plays(invocation, run.interrupts()).each(run);
    if (code == ExitCode.OK && only.isPresent()) {
      Runs.mustBeDeclared("`" + only.get() + "`", only.get(), run.seen());
    }
    return code;
  }
}
