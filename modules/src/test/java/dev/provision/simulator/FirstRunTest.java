package dev.provision.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.provision.cli.Provision;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole program on a lab: what a newcomer without a vCenter does. */
class FirstRunTest {
  @TempDir Path home;
  private String output;

  @BeforeEach
  void files() throws Exception {
    Files.writeString(
        home.resolve("lab.yml"),
        """
        speed: 20
        guest_delay: 100 ms
        datacenters:
          DC0:
            clusters:
              C0:
                hosts:
                  esx: {count: 2, cpus: 16, memory: 64 GiB}
            datastores:
              ds1: 500 GiB
            networks:
              VM Network: {}
            templates:
              ubuntu: {disk: 8 GiB, used: 2 GiB, snapshot: base, network: VM Network}
        """);
    Files.writeString(
        home.resolve("site.yml"),
        """
        - name: demo
          vcenter: {simulator: lab.yml}
          images:
            ubuntu: {template: ubuntu}
          flavors:
            small: {vcpus: 2, ram: 2 GiB}
          networks:
            main: {port_group: VM Network}
          instances:
            web:
              count: 3
              image: ubuntu
              flavor: small
              networks: {eth0: main}
        """);
  }

  private int run(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream to = new PrintStream(out, true, StandardCharsets.UTF_8);
    int code = Provision.run(all, Map.of(), to, to);
    output = out.toString(StandardCharsets.UTF_8);
    return code;
  }

  @Test
  void appliesHasNoChangesThenAndDestroys() {
    String playbook = home.resolve("site.yml").toString();

    assertThat(run("plan", playbook)).as(() -> output).isZero();
    assertThat(run("apply", "--yes", playbook)).as(() -> output).isZero();
    assertThat(run("plan", "--exit-code", playbook)).as(() -> output).isZero();
    assertThat(run("destroy", "--yes", playbook)).as(() -> output).isZero();
    assertThat(run("plan", "--exit-code", playbook)).as(() -> output).isEqualTo(2);
  }

  @Test
  void mistakesInTheLabFileAreShownAsThoseInAPlaybook() throws Exception {
    Files.writeString(
        home.resolve("lab.yml"),
        """
        spead: 20
        datacenters:
          DC0:
            clusters:
              C0:
                hosts:
                  esx: {count: none}
        """);

    assertThat(run("plan", home.resolve("site.yml").toString())).as(() -> output).isEqualTo(65);
    assertThat(output)
        .contains("lab.yml:1:1: error: unknown", "did you mean `speed`?", "spead: 20\n    ^^^^^")
        .contains("lab.yml:7:24: error: ")
        .doesNotContain("Exception");
  }

  @Test
  void theDemoPlansAppliesFindsDriftAndRepairsIt() {
    String playbook = home.resolve("site.yml").toString();

    assertThat(run("demo", playbook)).as(() -> output).isZero();

    assertThat(output)
        .containsSubsequence(
            "4 to create",
            "Converged in ",
            ": 4 created",
            "| web-3 | ACTIVE |",
            "No changes.",
            "somebody switched /DC0/vm/demo/web-1 off",
            "somebody renamed /DC0/vm/demo/web-2 to web-2-old",
            "power   off -> on",
            "name    web-2-old -> web-2",
            ": 2 changed, 2 unchanged");
    assertThat(run("simulator", "show", playbook)).isZero();
    assertThat(output).contains("/DC0/vm/demo/web-2  on, 2 CPUs, 2 GiB of memory, host ");
    assertThat(run("simulator", "reset", home.resolve("lab.yml").toString())).isZero();
    assertThat(output).contains("is gone: it is new again");
    assertThat(run("plan", "--exit-code", playbook)).isEqualTo(2);
    assertThat(run("simulator", "mend", playbook)).isEqualTo(64);
    assertThat(output).contains("unknown word `mend`: expected reset, show, drift or serve");
  }

  @Test
  void saysThatTheStateCannotBeWritten() throws Exception {
    Files.writeString(home.resolve(".provision"), "a file");

    assertThat(run("apply", "--yes", home.resolve("site.yml").toString())).isEqualTo(65);
    assertThat(output)
        .isEqualTo(
            """
            %1$s/lab.yml: error: cannot write the lab's state: `%1$s/.provision` is not a folder
            error: the lab `%1$s/lab.yml` cannot be used
            """
                .formatted(home));
  }

  @Test
  void saysThatThereIsNoPermissionToWriteTheState() throws Exception {
    Path folder = Files.createDirectory(home.resolve(".provision"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
    assumeFalse(Files.isWritable(folder), "root may write everything");

    assertThat(run("apply", "--yes", home.resolve("site.yml").toString())).isEqualTo(65);
    assertThat(output).contains("error: cannot write the lab's state: no permission for `" + home);
  }

  @Test
  void opensNoPipeForALab() throws Exception {
    Files.delete(home.resolve("lab.yml"));
    Process made = new ProcessBuilder("mkfifo", home.resolve("lab.yml").toString()).start();
    assertThat(made.waitFor()).isZero();

    assertThat(run("plan", home.resolve("site.yml").toString())).isEqualTo(65);
    assertThat(output).contains("lab.yml: error: this is a pipe, a device or a socket, not a file");
  }

  @Test
  void callsItNoBugThatALabIsInterruptedWhileItOpens() throws Exception {
    Thread.currentThread().interrupt();

    int code = run("apply", "--yes", home.resolve("site.yml").toString());
    Thread.interrupted();

    assertThat(code).as(output).isNotIn(0, 70);
  }
}
