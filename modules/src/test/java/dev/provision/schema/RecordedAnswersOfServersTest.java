package dev.provision.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What real servers answered, in the folder that {@code PROVISION_RECORDINGS} names: {@code
 * NNN-Method.resp.xml}. Without it the test is left out, and says so in one line.
 */
class RecordedAnswersOfServersTest {
  private static Path recordings;

  @BeforeAll
  static void find() {
    String folder = System.getenv("PROVISION_RECORDINGS");
    if (folder == null) {
      System.err.println(
          "not run: the recorded answers of real servers need their folder in"
              + " PROVISION_RECORDINGS");
    }
    assumeTrue(folder != null, "PROVISION_RECORDINGS is not set");
    recordings = Path.of(folder);
  }

  private static List<Path> files(String end) throws IOException {
    try (Stream<Path> files = Files.walk(recordings)) {
      return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
    }
  }

  @Test
  void everyAnswerIsReadWithAllThatItsSchemaHasAndWrittenBackAsTheServerDid() throws Exception {
    List<String> problems = new ArrayList<>();
    int objects = 0;
    int faults = 0;
    int newer = 0;
    List<Path> files = files(".resp.xml");
    for (Path file : files) {
      RecordedAnswer answer = RecordedAnswer.of(file);
      answer.problems().forEach(each -> problems.add(recordings.relativize(file) + ": " + each));
      objects += answer.objects();
      faults += answer.isFault() ? 1 : 0;
      newer += answer.hasNewer() ? 1 : 0;
    }
    System.out.printf(
        "recorded answers: %d read, %d of them faults, %d with something newer than 6.0 that was"
            + " skipped; %d objects written back%n",
        files.size(), faults, newer, objects);
    assertThat(problems).isEmpty();
    assertThat(files).isNotEmpty();
  }
}
