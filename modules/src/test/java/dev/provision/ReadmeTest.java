package dev.provision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.cli.Provision;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What README.md says is so. */
class ReadmeTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("VC_HOST", "vc.lab.local", "VC_USER", "ci", "VC_PASSWORD", "not-a-password");

  @TempDir Path folder;

  private final Path root = root();
  private final String readme = read(root.resolve("README.md"));

  /** The checkout: the directory above {@code modules/}. */
  private static Path root() {
    Path start =
        Path.of(Optional.ofNullable(System.getProperty("basedir")).orElse("")).toAbsolutePath();
    return Files.exists(start.resolve("README.md")) ? start : start.getParent();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The texts of the fenced blocks of a language. */
  private List<String> blocks(String language) {
    return matches("(?ms)^```" + language + "\n(.*?)^```$", readme);
  }

  private static List<String> matches(String pattern, String text) {
    List<String> found = new ArrayList<>();
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  private record Ended(int exit, String out, String err) {}

  private static Ended run(String... line) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        Provision.run(
            List.of(line),
            ENVIRONMENT,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Ended(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void everyPlaybookIsWellFormed() throws IOException {
    Path playbooks = Files.createDirectory(folder.resolve("playbooks"));
    try (Stream<Path> templates = Files.walk(root.resolve("templates"))) {
      for (Path file : templates.toList()) {
        Path copy = folder.resolve("templates").resolve(root.resolve("templates").relativize(file));
        Files.copy(file, copy);
      }
    }
    List<String> blocks = blocks("yaml");
    assertThat(blocks).isNotEmpty();
    for (String block : blocks) {
      Path playbook = Files.writeString(playbooks.resolve("site.yml"), block);
      Ended ended = run("check", playbook.toString());
      assertThat(ended.err()).isEmpty();
      assertThat(ended.exit()).isZero();
    }
  }

  @Test
  void everyCommandIsInTheTableAndEveryRowIsACommand() {
    List<String> rows = matches("(?m)^\\| `([a-z-]+)[^|`]*` \\|", readme);
    List<String> commands =
        matches("(?m)^  ([a-z-]+)", run("--help").out().split("COMMAND \\[OPTIONS\\]\n")[1]);

    assertThat(rows).containsExactlyElementsOf(commands);
  }

  @Test
  void everyCommandLineIsOne() {
    List<String> lines = matches("(?m)^\\./provision ([^#\n]*)", String.join("\n", blocks("sh")));
    assertThat(lines).isNotEmpty();
    for (String line : lines) {
      String[] words = line.strip().split(" +");
      assertThat(run(words[0], "--help").exit()).as(line).isZero();
      assertThat(Stream.of(words).filter(word -> word.endsWith(".yml")).map(root::resolve))
          .as(line)
          .isNotEmpty()
          .allMatch(Files::isRegularFile);
    }
  }

  @Test
  void everyTestThatIsNamedExists() throws IOException {
    List<String> named = matches("-Dtest='?(\\w+)", readme);
    List<String> sources;
    try (Stream<Path> files = Files.walk(root.resolve("modules/src/test/java"))) {
      sources = files.map(file -> file.getFileName().toString()).toList();
    }

    assertThat(named).isNotEmpty();
    named.forEach(test -> assertThat(sources).contains(test + ".java"));
    assertThat(matches("-DexcludedGroups=(\\w+)", readme)).containsOnly("referee");
  }

  @Test
  void continuousIntegrationRunsTheTestCommand() {
    String tests = "mvn -B verify";
    String proofs = "mvn -B -Pproofs test -pl modules -am";

    assertThat(blocks("sh")).contains(tests + "\n");
    assertThat(readme).contains("`" + proofs + "`");
    assertThat(read(root.resolve(".ci/run"))).contains("\n" + tests + "\n", "\n" + proofs + " ||");
  }
}
