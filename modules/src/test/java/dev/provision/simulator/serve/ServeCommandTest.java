package dev.provision.simulator.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.spi.ProviderCommand.End;
import dev.provision.spi.ProviderCommand.Said;
import dev.provision.spi.ProviderCommand.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the command prints, what it refuses, and what it leaves on the disk. */
class ServeCommandTest {
  @TempDir Path folder;
  private Path lab;
  private final List<String> printed = new ArrayList<>();

  @BeforeEach
  void write() throws Exception {
    lab = Files.writeString(folder.resolve("lab.yml"), "datacenters: {DC0: {}}\n");
  }

  /** One that is ended as soon as it waits for it. */
  private Said run(String... flags) throws InterruptedException {
    return runOn(lab.toString(), flags);
  }

  private Said runOn(String given, String... flags) throws InterruptedException {
    Map<String, List<String>> all = new LinkedHashMap<>();
    all.put("listen", List.of("127.0.0.1:0"));
    for (int i = 0; i < flags.length; i += 2) {
      all.put(flags[i], List.of(flags[i + 1]));
    }
    Terminal terminal =
        new Terminal() {
          @Override
          public void line(String text) {
            printed.add(text.replace(folder.toString(), "FOLDER"));
          }

          @Override
          public End end() {
            return () -> {};
          }
        };
    return new ServeCommand().run(List.of(given), all, Clock.systemUTC(), terminal);
  }

  @Test
  void saysHowToPointClientsAtItAndEndsWhenItIsToldTo() throws Exception {
    Said said = run();

    assertThat(said.lines()).containsExactly("the lab `" + lab + "` is kept as it is now");
    assertThat(
            printed.stream()
                .map(line -> line.replaceAll(":\\d{4,5}/", ":PORT/"))
                .map(line -> line.replaceAll("port: \\d+", "port: PORT"))
                .map(line -> line.replaceAll("([0-9A-F]{2}:){31}[0-9A-F]{2}", "SHA256")))
        .containsExactly(
            "the lab `FOLDER/lab.yml` is served at https://127.0.0.1:PORT/sdk until Ctrl-C",
            "  user         administrator@vsphere.local",
            "  password     in FOLDER/.provision/lab.password, made at random",
            "  certificate  FOLDER/.provision/lab.crt",
            "  thumbprint   SHA256",
            "for govc, in a shell:",
            "  export GOVC_URL=https://127.0.0.1:PORT/sdk"
                + " GOVC_USERNAME=administrator@vsphere.local",
            "  export GOVC_PASSWORD=\"$(head -n1 FOLDER/.provision/lab.password)\""
                + " GOVC_TLS_CA_CERTS=FOLDER/.provision/lab.crt",
            "for a playbook, with the same variables:",
            "  vcenter: {host: 127.0.0.1, port: PORT, username: \"${env.GOVC_USERNAME}\","
                + " password: \"${env.GOVC_PASSWORD}\", thumbprint: \"SHA256\"}");
  }

  @Test
  void thePasswordIsRandomForItsOwnerAloneAndTheSameTheNextTime() throws Exception {
    run();
    Path file = folder.resolve(".provision/lab.password");
    String first = Files.readString(file);

    run();

    assertThat(first).matches("[a-zA-Z2-9]{24}\n");
    assertThat(Files.readString(file)).isEqualTo(first);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(run().refused())
        .contains(
            "others may read `"
                + file
                + "`, so it is no secret any more; delete it, and it is made again");
    Files.delete(file);
    Files.createSymbolicLink(file, folder.resolve("lab.yml"));
    assertThat(run().refused())
        .contains("`" + file + "` is not a plain file; delete it, and it is made again");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.0.0.0:0    | --listen 0.0.0.0:0 is reached from other machines: say with --user who may"
            + " log in",
        "[::]:0       | --listen [::]:0 is reached from other machines: say with --user who may log"
            + " in",
        "192.0.2.1:80 | --listen 192.0.2.1:80 is reached from other machines: say with --user who"
            + " may log in",
        "8989         | --listen: expected ADDRESS:PORT such as 127.0.0.1:8989, found `8989`",
        "127.0.0.1:99999 | --listen: expected ADDRESS:PORT such as 127.0.0.1:8989, found"
            + " `127.0.0.1:99999`"
      })
  void otherMachinesReachItOnlyIfSomebodySaysWhoMayLogIn(String listen, String refusal) {
    assertThatThrownBy(() -> run("listen", listen))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(refusal);
  }

  @Test
  void withAUserItListensWhereItIsTold() throws Exception {
    assertThat(run("listen", "0.0.0.0:0", "user", "ci").refused()).isEmpty();
    assertThat(printed).contains("  user         ci");
  }

  @Test
  void aPasswordThatIsGivenIsTheFirstLineOfItsFile() throws Exception {
    Path given = Files.writeString(folder.resolve("pw"), "\n");

    assertThat(run("password-file", given.toString()).refused())
        .contains("the password file `" + given + "` has an empty first line");
    Files.writeString(given, "secret\n");
    assertThat(run("password-file", given.toString()).refused()).isEmpty();
    assertThat(printed).contains("  password     in FOLDER/pw");
    assertThat(folder.resolve(".provision/lab.password")).doesNotExist();
  }

  @Test
  void aUserOfTheCommandLineIsOneOfTheLabs() throws Exception {
    Files.writeString(lab, "users: {ci: {privileges: ['*']}}\ndatacenters: {DC0: {}}\n");

    assertThat(run().refused()).isEmpty();
    assertThat(printed).contains("  user         ci");
    assertThatThrownBy(() -> run("user", "root"))
        .hasMessage("--user root: the lab says who may log in: ci");
  }

  @Test
  void whatItKeepsLiesBesideTheLabHoweverThatIsNamed() throws Exception {
    Path inner = Files.createDirectories(folder.resolve("a/b"));
    Files.copy(lab, folder.resolve("a/...yml"));

    assertThat(runOn(inner + "/../...yml").refused()).isEmpty();

    try (Stream<Path> all = Files.walk(folder).filter(Files::isRegularFile)) {
      assertThat(all.map(each -> folder.relativize(each).toString()))
          .containsExactlyInAnyOrder(
              "lab.yml",
              "a/...yml",
              "a/.provision/...crt",
              "a/.provision/...key",
              "a/.provision/...password",
              "a/.provision/...state.lock");
    }
  }

  @Test
  void aLabThatARunHasOpenIsNotServed() throws Exception {
    String[] second = new String[1];
    Terminal terminal =
        new Terminal() {
          @Override
          public void line(String text) {}

          @Override
          public End end() {
            return () -> second[0] = run().refused().orElse("");
          }
        };
    new ServeCommand()
        .run(
            List.of(lab.toString()),
            Map.of("listen", List.of("127.0.0.1:0")),
            Clock.systemUTC(),
            terminal);

    assertThat(second[0]).startsWith("the lab `" + lab + "` is in use by another run (process ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max-sessions | none  | --max-sessions: expected a number of 1 to 999999, found `none`",
        "max-requests | 0     | --max-requests: expected a number of 1 to 999999, found `0`",
        "max-call     | 8     | --max-call: `8` is not a size: expected a number and B, KiB, MiB,"
            + " GiB or TiB, as in 2 GiB",
        "max-kept     | 2 GiB | --max-kept: expected 1 GiB at most"
      })
  void aLimitIsANumberOrASize(String flag, String text, String refusal) {
    assertThatThrownBy(() -> run(flag, text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(refusal);
  }

  @Test
  void theLimitsOfTheCommandLineAreThoseOfTheServer() {
    ServeOptions options =
        ServeOptions.of(
            Map.of(
                "max-sessions", List.of("3"),
                "max-requests", List.of("4"),
                "max-call", List.of("1 MiB"),
                "max-upload", List.of("2 GiB"),
                "max-kept", List.of("0 B"),
                "max-state", List.of("5 MiB")));

    assertThat(options.limits())
        .isEqualTo(new Limits(1 << 20, 2L << 30, 0, 3, 4, 64, 600, 5 << 20));
    assertThat(ServeOptions.of(Map.of()).limits()).isEqualTo(Limits.DEFAULT);
  }
}
