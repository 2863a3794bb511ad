package dev.provision.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.cli.Provision;
import dev.provision.referee.NeedsReferee;
import dev.provision.referee.Referee;
import dev.provision.referee.Rule;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every kind keeps the contract: planning writes nothing, after apply nothing differs, a second
 * apply changes nothing, a lost reply does not write twice, absent after delete. The server counts
 * the writes.
 */
@NeedsReferee
class KindsOnRefereeTest {
  /** What is made of a kind, the call that makes it, and where it is then. */
  enum Made {
    FOLDER("folders:\n  team: {path: /DC0/vm/team%s}\n", "CreateFolder", "/DC0/vm/team"),
    INSTANCE(
        """
        folders:
          shelf: {path: /DC0/vm/shelf}
        images:
          base: {template: /DC0/vm/DC0_H0_VM0}
        flavors:
          small: {vcpus: 1, ram: 64 MiB}
        networks:
          private: {port_group: VM Network}
        instances:
          web: {image: base, flavor: small, folder: shelf, networks: {eth0: private}%s}
        """,
        "CloneVM_Task", "/DC0/vm/shelf/web");

    private final String playbook;
    private final String call;
    private final String path;

    Made(String playbook, String call, String path) {
      this.playbook = playbook;
      this.call = call;
      this.path = path;
    }

    String declared() {
      return playbook.formatted("");
    }

    String absent() {
      return playbook.formatted(", state: absent");
    }
  }

  /** What is looked up of a kind, and where it is. */
  enum LookedUp {
    NETWORK("networks:\n  private: VM Network\n", "/DC0/network/VM Network"),
    IMAGE("images:\n  base: {template: /DC0/vm/DC0_H0_VM0}\n", "/DC0/vm/DC0_H0_VM0"),
    FOLDER("folders:\n  all: {path: /DC0/vm, existing: true}\n", "/DC0/vm");

    private final String playbook;
    private final String path;

    LookedUp(String playbook, String path) {
      this.playbook = playbook;
      this.path = path;
    }
  }

  @TempDir Path directory;
  private Referee referee;

  @BeforeEach
  void start() {
    referee = Referee.start();
  }

  @AfterEach
  void stop() {
    referee.close();
  }

  /** What a command printed. */
  private String printed = "";

  /** What a command that succeeds printed; its writes are those counted since. */
  private String run(String playbook, String command, String... more) throws Exception {
    assertThat(ended(playbook, command, more)).as(printed).isZero();
    return printed;
  }

  private int ended(String playbook, String command, String... more) throws Exception {
    Path file = directory.resolve("site.yml");
    Files.writeString(
        file,
        """
        name: ci
        vcenter:
          host: %s
          port: %d
          username: %s
          password: %s
          thumbprint: "%s"
          cluster: DC0_C0
        """
                .formatted(
                    referee.host(),
                    referee.port(),
                    referee.username(),
                    referee.password(),
                    referee.thumbprint())
            + playbook);
    referee.resetCalls();
    List<String> all = new ArrayList<>(List.of(command, file.toString()));
    all.addAll(List.of(more));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    int exit = Provision.run(all, Map.of(), out, out);
    printed = bytes.toString(StandardCharsets.UTF_8);
    return exit;
  }

  private void changesNothing(String playbook) throws Exception {
    assertThat(run(playbook, "apply")).contains("No changes.");
    assertThat(referee.mutating()).isEmpty();
  }

  private boolean isThere(String path) {
    return referee.tryGovc("object.collect", path, "name").exit() == 0;
  }

  @ParameterizedTest
  @EnumSource
  void isMadeOnceAndGoesWhenItIsToBeAbsent(Made made) throws Exception {
    run(made.declared(), "plan");
    assertThat(referee.mutating()).isEmpty();
    run(made.declared(), "apply");
    assertThat(referee.mutating()).containsKey(made.call);
    assertThat(isThere(made.path)).isTrue();
    changesNothing(made.declared());
    run(made.absent(), "apply", "--yes");
    assertThat(isThere(made.path)).isFalse();
    changesNothing(made.absent());
  }

  @ParameterizedTest
  @EnumSource
  void isNotWrittenTwiceWhenAReplyIsLostAndLeavesNothing(Made made) throws Exception {
    run(made.declared(), "apply");
    Map<String, Integer> clean = referee.mutating();
    run(made.declared(), "destroy", "--yes");
    assertThat(isThere(made.path)).isFalse();
    assertThat(run(made.declared(), "destroy", "--yes")).doesNotContain("1 to delete");
    assertThat(referee.mutating()).isEmpty();
    referee.fault(Rule.on(made.call).cut().after().nth(1));
    run(made.declared(), "apply");
    assertThat(referee.fired()).containsExactly(1);
    // the custom attribute is defined once a server
    clean.remove("AddCustomFieldDef");
    assertThat(referee.mutating()).isEqualTo(clean);
    changesNothing(made.declared());
  }

  @ParameterizedTest
  @ValueSource(strings = {"CreateFolder", "SetField", "Rename_Task"})
  void aFolderIsFinishedWhateverCallWasTheLastOfARun(String call) throws Exception {
    String nested = "folders:\n  b: {path: /DC0/vm/a/b}\n  a: {path: /DC0/vm/a}\n";
    referee.fault(Rule.on(call).nth(1).after().fault("NoPermission"));
    assertThat(ended(nested, "apply")).isEqualTo(1);
    assertThat(referee.fired()).containsExactly(1);
    run(nested, "apply");
    assertThat(referee.govc("find", "/DC0/vm", "-type", "f").lines())
        .containsExactlyInAnyOrder("/DC0/vm", "/DC0/vm/a", "/DC0/vm/a/b");
    changesNothing(nested);
    run(nested, "destroy", "--yes");
    assertThat(isThere("/DC0/vm/a")).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void isOnlyLookedUp(LookedUp there) throws Exception {
    for (String command : List.of("plan", "apply", "destroy")) {
      run(there.playbook, command);
      assertThat(referee.mutating()).as(command).isEmpty();
    }
    assertThat(isThere(there.path)).isTrue();
  }
}
