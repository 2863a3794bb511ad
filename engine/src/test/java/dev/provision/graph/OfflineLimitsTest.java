package dev.provision.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.provision.declare.TestProvider;
import dev.provision.diagnostic.Checked;
import dev.provision.playbook.Inputs;
import dev.provision.source.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that is read without a vCenter ends soon, however large, deep or odd it is. */
class OfflineLimitsTest {
  private static final Loader LOADER = new Loader(new TestProvider());
  private static final String HEAD = "name: ci\nvcenter: {host: vc}\n";

  /** With its last brace left open. */
  private static final String INSTANCE =
      """
      flavors: {small: {vcpus: 1, ram: 512}}
      images: {u: {template: /u}}
      instances:
        a: {image: u, flavor: small""";

  /** Much more than it takes, and much less than what grows with the square. */
  private static final Duration SOON = Duration.ofSeconds(40);

  @TempDir Path folder;

  @Test
  void readsAChainOfThousandsOfVariables() {
    String vars =
        IntStream.range(0, 3_000)
            .mapToObj(i -> "  v" + i + ": \"${v" + (i + 1) + "}\"\n")
            .collect(Collectors.joining());

    assertThat(shown(HEAD + "vars:\n" + vars + "  v3000: 1\n")).isEmpty();
  }

  @Test
  void readsAChainOfExpressionsFromItsLastToItsFirst() {
    String vars =
        IntStream.range(0, 2_000)
            .mapToObj(i -> "  v" + i + ": {a: [\"x ${v" + (i + 1) + ".a?size + 1}\"]}\n")
            .collect(Collectors.joining());

    assertThat(shown(HEAD + "vars:\n" + vars + "  v2000: {a: []}\n")).isEmpty();
  }

  @Test
  void namesACircleOfThousandsOfVariables() {
    String vars =
        IntStream.range(0, 2_000)
            .mapToObj(i -> "  v" + i + ": \"${v" + (i + 1) % 2_000 + "}\"\n")
            .collect(Collectors.joining());

    assertThat(shown(HEAD + "vars:\n" + vars))
        .containsExactly(
            "site.yml:104:3: `v100` is read through a circle of more than 100 variables");
  }

  @Test
  void waitsOnceForEachOfAChainThatReadsAResource() {
    String vars =
        IntStream.range(0, 40)
            .mapToObj(i -> "  v" + i + ": \"${v" + (i + 1) + " + v" + (i + 1) + "}\"\n")
            .collect(Collectors.joining());

    assertThat(shown(HEAD + "vars:\n" + vars + "  v40: \"${instances.a.ip}\"\n" + INSTANCE + "}\n"))
        .isEmpty();
  }

  @Test
  void readsALineOfManyMegabytes() {
    String text = "x".repeat(7_000_000) + " ${1 + 1}".repeat(2) + " \\u00e4".repeat(100_000);

    assertTimeout(SOON, () -> assertThat(shown(HEAD + "vars:\n  a: \"" + text + "\"\n")).isEmpty());
  }

  @Test
  void readsALineWithHundredThousandsOfExpressions() {
    String text = "${b} {{ ${b}".repeat(100_000);

    assertTimeout(
        SOON, () -> assertThat(shown(HEAD + "vars:\n  b: 1\n  a: '" + text + "'\n")).isEmpty());
  }

  @Test
  void tellsTwentyMistakesOfALongScalar() {
    String text = "${nosuch}".repeat(20_000);

    assertTimeout(SOON, () -> assertThat(shown(HEAD + "vars:\n  a: '" + text + "'\n")).hasSize(20));
  }

  @Test
  void refusesADeepNestAndABombOfAliases() {
    assertThat(shown(HEAD + "vars: " + "[".repeat(500_000) + "\n"))
        .containsExactly("site.yml:3:70: this is nested deeper than 64 levels");
    StringBuilder bomb = new StringBuilder(HEAD + "vars:\n  a0: &a0 [x, x]\n");
    for (int i = 1; i < 60; i++) {
      bomb.append("  a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(8)));
    }
    assertThat(shown(bomb.toString()))
        .containsExactly("site.yml:9:42: the aliases up to here stand for more than 100000 nodes");
  }

  @Test
  void leavesOutWhatReadsOneOfThousandsOfBrokenVariables() {
    String vars =
        IntStream.range(0, 8_000)
            .mapToObj(i -> "  v" + i + ": \"${nosuch" + i + "}\"\n")
            .collect(Collectors.joining());
    String readers =
        IntStream.range(0, 4_000)
            .mapToObj(i -> "  f" + i + ": {vcpus: \"${v" + i + "}\", ram: 512}\n")
            .collect(Collectors.joining());

    assertTimeout(
        SOON,
        () -> assertThat(shown(HEAD + "vars:\n" + vars + "flavors:\n" + readers)).hasSize(8_000));
  }

  @Test
  void refusesMoreResourcesThanAVcenterHas() {
    String many =
        IntStream.range(0, 1_000)
            .mapToObj(i -> "  f" + i + ": {count: 10000, when: false, vcpus: 1, ram: 512}\n")
            .collect(Collectors.joining());

    assertTimeout(
        SOON,
        () ->
            assertThat(shown(HEAD + "flavors:\n" + many))
                .containsExactly("site.yml:9:3: a play has at most 50000 resources"));
  }

  @Test
  void refusesResourcesThatAllWaitForEachOther() {
    String group =
        "instances:\n  a: {image: u, flavor: small, count: 520}\n"
            + "  b: {image: u, flavor: small, count: 520, needs: [instances.a]}\n";

    assertTimeout(
        SOON,
        () ->
            assertThat(
                    shown(
                        HEAD
                            + "flavors: {small: {vcpus: 1, ram: 512}}\n"
                            + "images: {u: {template: /u}}\n"
                            + group))
                .containsExactly(
                    "site.yml:7:52: with this, resources wait for each other more than 250000"
                        + " times"));
  }

  @Test
  void refusesTextsThatTogetherFillAnyMemory() {
    String vars =
        IntStream.range(0, 27)
            .mapToObj(i -> "  v" + i + ": \"${big}" + i + "\"\n")
            .collect(Collectors.joining());

    assertThat(shown(HEAD + "vars:\n  big: \"${''?left_pad(10000000)}\"\n" + vars).get(0))
        .isEqualTo("site.yml:30:8: the long texts of this playbook are above 256 MiB together");
  }

  @Test
  void readsAHundredFilesOfVariablesAtMost() {
    assertThat(shown(HEAD + "vars_files: [" + "a.yml,".repeat(101) + "]\n"))
        .containsExactly("site.yml:3:13: `vars_files`: at most 100 files are read");
  }

  @Test
  void refusesWhatNoFileCanBeCalled() {
    assertThat(shown(HEAD + "vars_files: [\"a\\0b\"]\n"))
        .containsExactly("site.yml:3:14: `a?b` cannot be the name of a file");
    assertThat(shown(HEAD + INSTANCE + ", user_data: {file: \"a\\0b\"}}\n"))
        .containsExactly("site.yml:6:50: `a?b` cannot be the name of a file");
  }

  @Test
  void readsNoPipeThatAFileNames() throws Exception {
    pipe("pipe");
    Path playbook =
        Files.writeString(folder.resolve("site.yml"), HEAD + "vars_files: [pipe, /dev/zero]\n");

    assertThat(loaded(playbook, Inputs.NONE))
        .contains(
            "site.yml:3:14: `"
                + folder
                + "/pipe`: this is a pipe, a device or a socket, not a file",
            "site.yml:3:20: `/dev/zero`: this is a pipe, a device or a socket, not a file");
  }

  @Test
  void readsNoNamedPipeForAPlaybookOrForVariablesOfTheCommandLine() throws Exception {
    pipe("site.yml");
    pipe("vars.yml");
    String message = "this is a pipe, a device or a socket, not a file";

    assertThat(loaded(folder.resolve("site.yml"), Inputs.NONE))
        .containsExactly("site.yml: " + message);
    Path playbook = Files.writeString(folder.resolve("b.yml"), HEAD);
    Path vars = folder.resolve("vars.yml");
    assertThat(loaded(playbook, new Inputs(List.of(vars), List.of("@" + vars), Map.of())))
        .containsOnly("vars.yml: " + message);
  }

  private void pipe(String name) throws IOException, InterruptedException {
    Process made = new ProcessBuilder("mkfifo", folder.resolve(name).toString()).start();
    assertThat(made.waitFor()).isZero();
  }

  private List<String> loaded(Path playbook, Inputs inputs) {
    return LOADER.load(playbook, inputs).diagnostics().stream()
        .map(Plays::shown)
        .map(
            text -> text.startsWith(folder.toString()) ? text.replaceFirst(folder + "/", "") : text)
        .toList();
  }

  private static List<String> shown(String text) {
    Checked<?> checked = LOADER.load(new SourceFile("site.yml", text), Inputs.NONE);
    return checked.diagnostics().stream().map(Plays::shown).toList();
  }
}
