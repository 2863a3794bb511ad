package dev.provision.cli;

import dev.provision.report.ExitCode;
import org.apache.commons.cli.Options;

/** One command of the command line. */
interface Command {
  String name();

  /** The arguments as the usage line shows them, {@code PLAYBOOK ADDRESS}; empty for none. */
  String arguments();

  /** One sentence. */
  String summary();

  /** A command line that works. */
  String example();

  Options options();

  ExitCode run(Invocation invocation) throws UsageException, InterruptedException;
}
