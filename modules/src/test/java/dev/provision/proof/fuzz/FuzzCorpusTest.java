package dev.provision.proof.fuzz;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every input that the fuzzer kept, once: those that reach something of their own, and those that
 * broke something before it was repaired ({@code found-*}).
 */
class FuzzCorpusTest {
  @TestFactory
  Stream<DynamicTest> readsEveryInputThatWasKept() {
    return FuzzTargets.all().entrySet().stream().map(FuzzCorpusTest::replayed);
  }

  private static DynamicTest replayed(Map.Entry<String, FuzzTargets.Known> each) {
    return dynamicTest(
        each.getKey(),
        () -> {
          FuzzTarget target = each.getValue().target().get();
          for (Path file : files(Corpus.of(each.getKey()))) {
            byte[] input = Files.readAllBytes(file);
            assertThatCode(() -> target.take(input)).as(file.toString()).doesNotThrowAnyException();
          }
        });
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
