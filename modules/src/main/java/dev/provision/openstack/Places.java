package dev.provision.openstack;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.openstack.ShellLine.Word;
import dev.provision.source.SourceFile;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns names of files on command lines into what the playbook says: a path relative to the
 * playbook, with the shell's variables read from the environment. A name is relative to the file
 * that has the command line. Confined to one thread.
 */
final class Places {
  private static final Pattern VARIABLE = Pattern.compile("\\$(?:(\\w+)|\\{(\\w+)\\})");

  private final Path playbook;
  private final Report report;
  private Path lines = Path.of("");

  /**
   * @param folder of the playbook; empty where it is the one in which we run
   */
  Places(Optional<Path> folder, Report report) {
    this.playbook = folder.orElse(Path.of(""));
    this.report = report;
  }

  /** Names that follow are in this file; without a file they are relative to where we run. */
  void in(SourceFile source) {
    Path parent = source.name().startsWith("--") ? null : Path.of(source.name()).getParent();
    lines = parent == null ? Path.of("") : parent;
  }

  /** As YAML; empty after a mistake. */
  Optional<String> source(Word word) {
    String text = word.text().startsWith("~/") ? "$HOME" + word.text().substring(1) : word.text();
    boolean open = word.isOpen() || word.text().startsWith("~/");
    if (!open) {
      return Optional.of(Yaml.scalar(relative(text)));
    }
    Matcher variable = VARIABLE.matcher(text);
    String named = variable.replaceAll(found -> "");
    if (named.matches(".*[$`*?].*")) {
      report.add(
          Diagnostic.error(
              "what the shell makes of `"
                  + word.text()
                  + "` is not known here; write the file's name",
              word.at()));
      return Optional.empty();
    }
    String written =
        VARIABLE
            .matcher(text)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(
                        Yaml.environment(
                            found.group(1) == null ? found.group(2) : found.group(1))));
    return Optional.of(Yaml.quoted(written));
  }

  private String relative(String text) {
    if (text.contains("://") || whole(playbook).equals(whole(lines))) {
      return text;
    }
    try {
      Path path = Path.of(text);
      return path.isAbsolute()
          ? text
          : whole(playbook).relativize(whole(lines.resolve(path))).toString();
    } catch (InvalidPathException e) {
      return text;
    }
  }

  private static Path whole(Path path) {
    return path.toAbsolutePath().normalize();
  }
}
