package dev.provision.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.declare.TestProvider;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.playbook.Inputs;
import dev.provision.source.SourceFile;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every playbook of {@code wrong/} begins with what must be said about it: {@code # expect 4:7
 * unknown field}, line, column and words of the message. Nothing else may be said.
 */
class WrongPlaybooksTest {
  private static final Loader LOADER = new Loader(new TestProvider());
  private static final String EXPECT = "# expect ";

  static List<Path> playbooks() throws IOException, URISyntaxException {
    Path folder = Path.of(WrongPlaybooksTest.class.getResource("/wrong").toURI());
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".yml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("playbooks")
  void saysWhatIsWrongAndWhere(Path file) throws IOException {
    String text = Files.readString(file);
    List<String> expected =
        text.lines()
            .takeWhile(line -> line.startsWith(EXPECT))
            .map(line -> line.substring(EXPECT.length()))
            .toList();

    List<String> said =
        said(LOADER.load(new SourceFile("site.yml", text), Inputs.NONE).diagnostics());

    assertThat(expected).isNotEmpty();
    assertThat(said).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      String place = expected.get(i).substring(0, expected.get(i).indexOf(' ') + 1);
      assertThat(said.get(i)).startsWith(place).contains(expected.get(i).substring(place.length()));
    }
  }

  private static List<String> said(List<Diagnostic> diagnostics) {
    List<String> said = new ArrayList<>();
    for (Diagnostic diagnostic : diagnostics) {
      Span span = diagnostic.span().orElse(Span.of(""));
      said.add(span.line() + ":" + span.column() + " " + diagnostic.message());
    }
    return said;
  }

  @Test
  void hasAtLeastFortyOfThem() throws IOException, URISyntaxException {
    assertThat(playbooks()).hasSizeGreaterThanOrEqualTo(40);
  }
}
