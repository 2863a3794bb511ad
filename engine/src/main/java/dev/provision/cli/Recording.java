package dev.provision.cli;

import dev.provision.cli.text.RecordText;
import dev.provision.cli.text.ReportJson;
import dev.provision.cli.text.Style;
import dev.provision.diagnostic.FileTrouble;
import dev.provision.report.ChangeRecord;
import dev.provision.report.CiJob;
import dev.provision.report.RunReport;
import dev.provision.run.RunEvent;
import dev.provision.spi.Session;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Leaves a record of what a run has changed: in the server's events, in the events for programs,
 * and in the file that {@code --report} names. A run that changed nothing leaves none in the
 * server.
 */
final class Recording {
  private final Invocation invocation;
  private final Console console;
  private final boolean json;
  private final Optional<Path> file;

  /**
   * @throws UsageException when the file cannot be written
   */
  Recording(Invocation invocation, boolean json) throws UsageException {
    this.invocation = invocation;
    this.console = invocation.console();
    this.json = json;
    Optional<String> name = invocation.option("report");
    this.file = name.isEmpty() ? Optional.empty() : Optional.of(Loading.path(name.get()));
    if (file.isPresent()) {
      try {
        Files.write(file.get(), new byte[0]);
      } catch (IOException e) {
        throw new UsageException(
            "--report " + file.get() + " cannot be written: " + Runs.why(file.get(), e));
      }
    }
  }

  /** After a run, however it ended, while its session is open. */
  void of(List<RunEvent> events, Session<?, ?> session) throws InterruptedException {
    Optional<ChangeRecord> record =
        ChangeRecord.of(events, invocation.command(), author(session.account()));
    if (record.isEmpty()) {
      return;
    }
    String line = ReportJson.line(RunReport.of(events), record.get(), invocation.again());
    if (json) {
      console.line(line);
      console.out().flush();
    }
    file.ifPresent(path -> write(path, line));
    if (!record.get().changed().isEmpty()) {
      RecordText text = new RecordText(console.redaction()::mask);
      session
          .record(record.get().environment(), text.head(record.get()), text.lines(record.get()))
          .ifPresent(this::note);
    }
  }

  private void note(String why) {
    console
        .err()
        .println(
            "note: the record of these changes is not in the server's events: "
                + Style.oneLine(why));
    console.err().flush();
  }

  private ChangeRecord.Author author(String account) {
    Map<String, String> environment = invocation.world().environment();
    return new ChangeRecord.Author(
        Leasing.holder(environment),
        account,
        CiJob.person(environment),
        CiJob.url(environment),
        CiJob.commit(environment));
  }

  /** A line for each play of the file. */
  private void write(Path path, String line) {
    OpenOption[] more = {StandardOpenOption.CREATE, StandardOpenOption.APPEND};
    try (PrintStream out = console.redaction().around(Files.newOutputStream(path, more))) {
      out.println(line);
    } catch (IOException e) {
      console.error("--report " + path + " cannot be written: " + FileTrouble.words(e));
    }
  }
}
