package dev.provision.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.declare.TestProvider;
import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.playbook.Inputs;
import dev.provision.source.SourceFile;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every playbook of {@code wrong/} begins with what must be said about it: {@code # expect 4:7
 * unknown field}, line, column and words of the message. Nothing else may be said.
 */
class WrongPlaybooksTest {
  private static final Loader LOADER = new Loader(new TestProvider());
  private static final String EXPECT = "# expect ";

  @TempDir Path folder;

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

  private static String said(Path file) {
    Checked<List<LinkedPlay>> loaded = LOADER.load(file, Inputs.NONE);
    String name = file.toString();
    assertThat(loaded.diagnostics()).hasSize(1);
    Diagnostic only = loaded.diagnostics().get(0);
    assertThat(only.isError()).isTrue();
    return (only.span().orElseThrow() + ": " + only.message()).replace(name, "site.yml");
  }

  private String said(byte[] bytes) throws IOException {
    return said(Files.write(folder.resolve("site.yml"), bytes));
  }

  @Test
  void refusesAFileThatIsNotThere() {
    assertThat(said(folder.resolve("gone.yml"))).isEqualTo("site.yml: there is no such file");
  }

  @Test
  void refusesAFolder() {
    assertThat(said(folder)).isEqualTo("site.yml: this is a directory, not a file");
  }

  @Test
  void refusesAnEmptyFileAndOneOfComments() throws IOException {
    assertThat(said(new byte[0])).isEqualTo("site.yml:1:1: the playbook is empty");
    assertThat(said("# nothing\n---\n".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("site.yml:1:1: the playbook is empty");
  }

  @Test
  void refusesABinaryFile() throws IOException {
    assertThat(said(new byte[] {'n', 'a', ':', ' ', 1, 0, 2, '\n', 0}))
        .isEqualTo("site.yml:1:6: this is no text: there is a NUL byte here");
    assertThat(said(new byte[] {'a', ':', '\n', (byte) 0xC3, '('}))
        .isEqualTo("site.yml:2:1: this is no UTF-8 text: the byte 0xC3 is wrong here");
  }

  @Test
  void refusesUtf16() throws IOException {
    assertThat(said("name: ci\n".getBytes(StandardCharsets.UTF_16)))
        .isEqualTo("site.yml: this file is in UTF-16; save it as UTF-8");
  }

  @Test
  void refusesAFileAboveSixteenMebibytes() throws IOException {
    byte[] large = new byte[SourceFile.MAX_BYTES + 1];
    java.util.Arrays.fill(large, (byte) '#');

    assertThat(said(large)).isEqualTo("site.yml: this file has 17 MiB; at most 16 MiB are read");
  }

  @Test
  void refusesABombOfAliases() throws IOException {
    StringBuilder bomb = new StringBuilder("name: ci\nvcenter: {host: vc}\nvars:\n  a0: &a0 [x]\n");
    for (int i = 1; i < 40; i++) {
      String before = "*a" + (i - 1);
      bomb.append("  a" + i + ": &a" + i + " [" + before + ", " + before + "]\n");
    }

    assertThat(said(bomb.toString().getBytes(StandardCharsets.UTF_8)))
        .startsWith("site.yml:")
        .contains("alias");
  }

  @Test
  void refusesWhatIsNestedTooDeep() throws IOException {
    assertThat(said(("name: " + "[".repeat(100_000)).getBytes(StandardCharsets.UTF_8)))
        .startsWith("site.yml:1:")
        .contains("deep");
  }
}
