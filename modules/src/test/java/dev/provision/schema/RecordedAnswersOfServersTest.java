package dev.provision.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordedAnswersOfServersTest {
  @Test
  void everyAnswerIsReadWithAllThatItsSchemaHasAndWrittenBackAsTheServerDid() throws Exception {
    List<String> problems = new ArrayList<>();
    int objects = 0;
    int faults = 0;
    int newer = 0;
    Recordings recordings = Recordings.given();
    List<Path> files = recordings.answers();
    for (Path file : files) {
      RecordedAnswer answer = RecordedAnswer.of(file);
      answer
          .problems()
          .forEach(each -> problems.add(recordings.folder().relativize(file) + ": " + each));
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
