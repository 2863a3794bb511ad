package dev.provision.cli;

import dev.provision.report.ExitCode;
import dev.provision.spi.ProviderCommand;

/** Puts a provider's own command on the command line. */
final class ProvidedCommand implements Command {
  private final ProviderCommand command;

  ProvidedCommand(ProviderCommand command) {
    this.command = command;
  }

  @Override
  public String name() {
    return command.name();
  }

  @Override
  public String arguments() {
    return command.arguments();
  }

  @Override
  public String summary() {
    return command.summary();
  }

  @Override
  public String example() {
    return command.example();
  }

  @Override
  public org.apache.commons.cli.Options options() {
    return CommonOptions.none();
  }

  @Override
  public ExitCode run(Invocation invocation) throws UsageException {
    ProviderCommand.Said said;
    try {
      said = command.run(invocation.line().getArgList(), invocation.world().clock());
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
    said.lines().forEach(line -> invocation.console().line(Style.oneLine(line)));
    new Loading(invocation).print(said.mistakes());
    if (!said.mistakes().isEmpty()) {
      return ExitCode.PLAYBOOK;
    }
    said.refused().ifPresent(invocation.console()::error);
    return said.refused().isPresent() ? ExitCode.FAILED : ExitCode.OK;
  }
}
