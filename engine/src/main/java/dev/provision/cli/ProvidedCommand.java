package dev.provision.cli;

import dev.provision.cli.text.Style;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.report.ExitCode;
import dev.provision.spi.ProviderCommand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

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
    org.apache.commons.cli.Options options = CommonOptions.none();
    command
        .flags()
        .forEach(
            flag ->
                options.addOption(
                    CommonOptions.value(flag.name(), flag.argument(), flag.description())));
    return options;
  }

  @Override
  public ExitCode run(Invocation invocation) throws UsageException, InterruptedException {
    ProviderCommand.Said said;
    try {
      said =
          command.run(
              invocation.line().getArgList(),
              flags(invocation),
              invocation.world().clock(),
              new Waiting(invocation));
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
    said.lines().forEach(line -> invocation.console().line(Style.oneLine(line)));
    said.notes().forEach(line -> invocation.console().err().println(Style.oneLine(line)));
    new Loading(invocation).print(said.mistakes());
    if (said.mistakes().stream().anyMatch(Diagnostic::isError)) {
      return ExitCode.PLAYBOOK;
    }
    said.refused().ifPresent(invocation.console()::error);
    return said.refused().isPresent() ? ExitCode.FAILED : ExitCode.OK;
  }

  /** Hears signals only if the command waits for one: another dies of them as it should. */
  private record Waiting(Invocation invocation) implements ProviderCommand.Terminal {
    @Override
    public void line(String text) {
      invocation.console().line(Style.oneLine(text));
      invocation.console().out().flush();
    }

    @Override
    public ProviderCommand.End end() {
      CountDownLatch ended = new CountDownLatch(1);
      invocation.world().onSignal().accept(name -> ended.countDown());
      return ended::await;
    }
  }

  private Map<String, List<String>> flags(Invocation invocation) {
    Map<String, List<String>> given = new LinkedHashMap<>();
    for (ProviderCommand.Flag flag : command.flags()) {
      if (invocation.has(flag.name())) {
        given.put(flag.name(), invocation.options(flag.name()));
      }
    }
    return given;
  }
}
