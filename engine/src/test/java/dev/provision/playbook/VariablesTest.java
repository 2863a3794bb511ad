package dev.provision.playbook;

import static dev.provision.graph.Plays.assertInvalid;
import static dev.provision.graph.Plays.assertValid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.declare.TestProvider;
import dev.provision.declare.TestProvider.Connection;
import dev.provision.diagnostic.Checked;
import dev.provision.graph.LinkedPlay;
import dev.provision.graph.Loader;
import dev.provision.spi.Field;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VariablesTest {
  @TempDir Path folder;

  private static Inputs extra(String... vars) {
    return new Inputs(List.of(), List.of(vars), Map.of());
  }

  private static Inputs env(String name, String value) {
    return new Inputs(List.of(), List.of(), Map.of(name, value));
  }

  private static Connection connection(LinkedPlay play) {
    return (Connection) play.connection().spec();
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private List<String> messages(Checked<?> checked) {
    return checked.diagnostics().stream()
        .map(d -> d.span().orElseThrow() + ": " + d.message())
        .map(message -> message.replace(folder + "/", ""))
        .toList();
  }

  @Test
  void readEachOtherInAnyOrder() {
    LinkedPlay play =
        assertValid(
            """
            name: ci-${slug(branch)}
            vars: {host: "${name}.${domain}", domain: lab.local, name: vc, branch: Feature/X}
            vcenter: {host: "${host}"}
            """);

    assertThat(play.environment().name()).isEqualTo("ci-feature-x");
    assertThat(connection(play).host()).contains("vc.lab.local");
  }

  @Test
  void areOverriddenByFilesThenByFilesOfTheCommandLineThenByFlags() throws IOException {
    write("one.yml", "b: file\nc: file\nd: file\n");
    Path two = write("two.yml", "c: flagged file\nd: flagged file\n");
    Path site =
        write(
            "site.yml",
            """
            name: ci
            vars: {a: vars, b: vars, c: vars, d: vars}
            vars_files: [one.yml]
            vcenter: {clusters: ["${a}", "${b}", "${c}", "${d}"]}
            """);

    Checked<List<LinkedPlay>> loaded =
        new Loader(new TestProvider())
            .load(site, new Inputs(List.of(two), List.of("d=flag"), Map.of()));

    assertThat(messages(loaded)).isEmpty();
    assertThat(connection(loaded.get().get(0)).clusters())
        .containsExactly("vars", "file", "flagged file", "flag");
  }

  @Test
  void ofTheCommandLineTakeTheTypeOfWhatTheyStandFor() {
    String site =
        """
        name: ci
        vars: {text: main, number: 1, truth: true, list: [a]}
        vcenter:
          host: ${text}
          port: ${number + 1}
          insecure: ${truth}
          clusters: ${list}
        """;

    LinkedPlay play =
        assertValid(site, extra("text=007", "number=8442", "truth=false", "list=[x, y]"));

    assertThat(connection(play).host()).contains("007");
    assertThat(connection(play).port()).isEqualTo(8443);
    assertThat(connection(play).insecure()).isFalse();
    assertThat(connection(play).clusters()).containsExactly("x", "y");
    assertInvalid(
        site,
        extra("number=many", "truth=yes", "list=x"),
        "-e list: `list` is declared as a list, and -e gives something else",
        "-e number: `number` is declared as a number, and -e gives something else",
        "-e truth: `truth` is declared as true or false, and -e gives something else");
  }

  @Test
  void ofTheCommandLineAreNotEvaluated() {
    LinkedPlay play =
        assertValid(
            """
            name: ci
            vars: {x: a}
            vcenter: {host: "${x}"}
            """,
            extra("x=${y}"));

    assertThat(connection(play).host()).contains("${y}");
  }

  @Test
  void ofTheCommandLineMustBeDeclared() {
    assertInvalid(
        """
        name: ci
        vars: {web_count: 2}
        vcenter: {host: vc}
        """,
        extra("web_cuont=3", "nonsense"),
        "-e: `-e nonsense` is not key=value or @file",
        "-e web_cuont: no variable `web_cuont` is declared; did you mean `web_count`?");
  }

  @Test
  void ofAFileOfTheCommandLineAreChecked() throws IOException {
    Path more = write("more.yml", "x: from file\nz: 1\n");

    assertInvalid(
        """
        name: ci
        vars: {x: a}
        vcenter: {host: "${x}"}
        """,
        extra("@" + more),
        more + ":2:4: no variable `z` is declared");
  }

  @Test
  void mayNotStandInAnEncryptedFileYet() throws IOException {
    write("secrets.yml", "$ANSIBLE_VAULT;1.1;AES256\n3031\n");
    Path site =
        write("site.yml", "name: ci\nvars_files: [secrets.yml, gone.yml]\nvcenter: {host: vc}\n");

    assertThat(messages(new Loader(new TestProvider()).load(site, Inputs.NONE)))
        .containsExactly(
            "site.yml:2:14: `secrets.yml` is encrypted with ansible-vault; to decrypt it needs"
                + " --vault-password-file, which is not in this release",
            "site.yml:2:27: `gone.yml`: there is no such file");
  }

  @Test
  void thatAreSecretMakeSensitiveWhatReadsThem() {
    LinkedPlay play =
        assertValid(
            """
            name: ci
            vars: {token: abc, host: vc}
            secrets: [token]
            vcenter: {host: "${host}", username: "${token}", password: "${env.VC_PASSWORD}"}
            """,
            env("VC_PASSWORD", "hunter2"));

    Map<String, Field> fields = play.connection().fields();
    assertThat(fields.get("host").sensitive()).isFalse();
    assertThat(fields.get("host").sources()).containsExactly("variable host");
    assertThat(fields.get("username").sensitive()).isTrue();
    assertThat(fields.get("password").sensitive()).isTrue();
    assertThat(fields.get("password").sources()).containsExactly("environment VC_PASSWORD");
    assertThat(play.connection().toString()).doesNotContain("hunter2");
  }

  @Test
  void thatAreSecretAreNotShownInMessages() {
    assertInvalid(
        """
        name: ci
        vcenter: {host: vc, port: "${env.DB_PASSWORD}", insecure: "${env.DB_PASSWORD}"}
        """,
        env("DB_PASSWORD", "hunter2"),
        "site.yml:2:28: `port`: expected a whole number, found (sensitive)",
        "site.yml:2:60: `insecure`: expected true or false, found (sensitive)");
  }
}
