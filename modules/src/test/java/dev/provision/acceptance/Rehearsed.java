package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A rehearsal of a playbook of {@code playbooks/} right after its apply announces nothing: the copy
 * of the inventory shows all that the playbook compares. Each test that applies one of them says so
 * here, and {@link PlaybooksTest} looks for the names that none of them says.
 */
final class Rehearsed {
  private static final Pattern CALL = Pattern.compile("Rehearsed\\.afterApply\\(\\s*\"([^\"]+)\"");

  private Rehearsed() {}

  /**
   * @param playbook the name of its file
   * @param printed all that {@code rehearse} printed, and {@code exit 0} or what it ended with
   */
  static void afterApply(String playbook, String printed) {
    assertThat(printed).as(playbook).contains("No changes.").endsWith("exit 0");
    assertThat(printed).as(playbook).doesNotContain("An apply would");
  }

  /** The names of the playbooks that tests of this package rehearse by name. */
  static Set<String> byName() throws IOException {
    Set<String> names = new TreeSet<>();
    Path tests =
        PlaybooksTest.checkout()
            .resolve("modules/src/test/java")
            .resolve(Rehearsed.class.getPackageName().replace('.', '/'));
    try (Stream<Path> files = Files.list(tests)) {
      for (Path file : files.filter(each -> each.toString().endsWith("Test.java")).toList()) {
        Matcher call = CALL.matcher(Files.readString(file));
        while (call.find()) {
          names.add(call.group(1));
        }
      }
    }
    return names;
  }
}
