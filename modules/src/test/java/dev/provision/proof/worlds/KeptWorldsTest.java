package dev.provision.proof.worlds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Worlds that once broke a promise, made small: {@code worlds/} of the resources has one a file.
 */
class KeptWorldsTest {
  @TempDir Path folder;

  static List<String> kept() throws IOException, URISyntaxException {
    try (Stream<Path> files =
        Files.list(Path.of(KeptWorldsTest.class.getResource("/worlds").toURI()))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yml"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("kept")
  void keepsThePromiseThatItBroke(String name) throws IOException {
    Story story = read(name);
    Life.Told told = Life.of(story, folder);
    assertThat(told.refused()).isEqualTo(story.refused());
    assertThat(told.calls()).isPositive();
  }

  @Test
  void aStoryIsReadAsItWasWritten() {
    Story story =
        new Story(
            "speed: 1\n",
            "folders:\n  f1: {}\n",
            List.of("note VirtualMachine i1"),
            List.of("lost after CreateFolder 1"),
            "folders: {}\n",
            true,
            16,
            "it's refused");

    assertThat(Story.of(story.text())).isEqualTo(story);
  }

  private static Story read(String name) throws IOException {
    return Story.of(
        new String(
            KeptWorldsTest.class.getResourceAsStream("/worlds/" + name).readAllBytes(),
            StandardCharsets.UTF_8));
  }
}
