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
 * How the playbook calls the files that command lines name: relative to itself, and what the shell
 * would have put in as what the environment says. A name is relative to the file of command lines
 * that it stands in. Confined to one thread.
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

  /** From now on names are in this file; a line of its own is one of where we run. */
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
