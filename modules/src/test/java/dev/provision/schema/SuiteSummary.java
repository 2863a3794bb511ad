package dev.provision.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.provision.referee.Referee;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the schema said to the suite. Maven runs it by itself after all tests, and not where only
 * some of them were asked for.
 */
class SuiteSummary {
  private static final List<String[]> LINES = new ArrayList<>();

  @BeforeAll
  static void read() throws IOException {
    Path folder = Path.of(System.getProperty(SeenRequests.FOLDER));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.readAllLines(file).forEach(line -> LINES.add(line.split("\t")));
      }
    }
    System.out.println(line());
  }

  private static String line() {
    Set<String> shapes = new HashSet<>();
    Set<String> versions = new TreeSet<>();
    SortedSet<String> newer = new TreeSet<>();
    long requests = 0;
    for (String[] each : LINES) {
      switch (each[0]) {
        case "request" -> {
          shapes.add(each[3]);
          versions.add(each[1]);
        }
        case "newer" -> newer.add(each[1]);
        case "requests" -> requests += Long.parseLong(each[1]);
        default -> {}
      }
    }
    return "schema: %d requests of %d shapes and %d methods checked, as %s; newer than 6.5: %s"
        .formatted(
            requests,
            shapes.size(),
            methods().size(),
            String.join(", ", versions),
            newer.isEmpty() ? "nothing" : String.join(", ", newer));
  }

  private static Set<String> methods() {
    Set<String> methods = new TreeSet<>();
    LINES.stream().filter(each -> each[0].equals("request")).forEach(each -> methods.add(each[2]));
    return methods;
  }

  @Test
  void nothingWasRefusedWhereNoTestSawIt() {
    assertThat(LINES.stream().filter(each -> each[0].equals("violation")).map(each -> each[1]))
        .isEmpty();
  }

  @Test
  void everyMethodThatTheProductCallsWasChecked() {
    assumeTrue(Referee.isAvailable(), "without vcsim the suite is not whole");
    SortedMap<String, String> inUse = MethodsInUse.find();
    inUse.keySet().removeAll(methods());
    assertThat(inUse).as("called, and never written by a test of the suite").isEmpty();
  }
}
