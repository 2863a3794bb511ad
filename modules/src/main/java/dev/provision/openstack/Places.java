package dev.provision.openstack;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.openstack.ShellLine.Word;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the playbook calls the files that command lines name: relative to itself, and what the shell
 * would have put in as what the environment says.
 *
 * @param folder of the playbook; empty where it is the one in which the commands are run
 */
record Places(Optional<Path> folder, Report report) {
  private static final Pattern VARIABLE = Pattern.compile("\\$(?:(\\w+)|\\{(\\w+)\\})");

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
    if (folder.isEmpty() || text.contains("://")) {
      return text;
    }
    try {
      Path path = Path.of(text);
      return path.isAbsolute()
          ? text
          : folder
              .get()
              .toAbsolutePath()
              .normalize()
              .relativize(path.toAbsolutePath().normalize())
              .toString();
    } catch (InvalidPathException e) {
      return text;
    }
  }
}
