package dev.provision.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The requests of one process that were checked. Tests run in several processes, so each keeps a
 * file, and {@link SuiteSummary} adds them up. Safe for many threads.
 */
final class SeenRequests {
  /** The system property for the folder of a run's files; empty where nobody adds up. */
  static final String FOLDER = "schema.seen";

  /** One for all, because ServiceLoader makes a judge for each connection. */
  private static final SeenRequests OF_THIS_PROCESS =
      new SeenRequests(
          Optional.of(System.getProperty(FOLDER, ""))
              .filter(folder -> !folder.isEmpty())
              .map(folder -> Path.of(folder, ProcessHandle.current().pid() + ".txt")));

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(OF_THIS_PROCESS::end, "schema-end"));
  }

  private final Optional<Path> file;
  private final Set<String> known = new HashSet<>();
  private final List<Violation> violations = new ArrayList<>();
  private long requests;

  /**
   * @param file of this process, whose folder need not be there
   */
  SeenRequests(Optional<Path> file) {
    this.file = file;
  }

  static SeenRequests ofThisProcess() {
    return OF_THIS_PROCESS;
  }

  synchronized void add(String action, Findings found) {
    requests++;
    violations.addAll(found.violations());
    if (known.add(action + " " + found.shape())) {
      keep("request", action, found.method(), found.shape());
      found.newer().forEach(each -> keep("newer", each));
    }
  }

  /** What was refused since the last time that somebody asked. */
  synchronized List<Violation> violations() {
    List<Violation> since = List.copyOf(violations);
    violations.clear();
    return since;
  }

  /** Keeps how many requests there were, and what was refused after all tests. */
  synchronized void end() {
    keep("requests", String.valueOf(requests));
    requests = 0;
    violations().forEach(each -> keep("violation", each.toString()));
  }

  private void keep(String... words) {
    if (file.isEmpty()) {
      return;
    }
    try {
      Files.createDirectories(file.get().getParent());
      Files.write(
          file.get(),
          (String.join("\t", words).replace('\n', ' ') + "\n").getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
