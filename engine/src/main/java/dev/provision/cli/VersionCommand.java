package dev.provision.cli;

import dev.provision.report.ExitCode;
import org.apache.commons.cli.Options;

/** {@code provision version}. */
final class VersionCommand implements Command {
  @Override
  public String name() {
    return "version";
  }

  @Override
  public String arguments() {
    return "";
  }

  @Override
  public String summary() {
    return "Print the version.";
  }

  @Override
  public String example() {
    return "provision version";
  }

  @Override
  public Options options() {
    return CommonOptions.none();
  }

  @Override
  public ExitCode run(Invocation invocation) throws UsageException {
    invocation.arguments(0, 0, "nothing");
    invocation.console().line(text());
    return ExitCode.OK;
  }

  /** {@code provision 0.1.0}, from the jar's manifest. */
  static String text() {
    String version = VersionCommand.class.getPackage().getImplementationVersion();
    return "provision " + (version == null ? "(not from its jar)" : version);
  }
}
