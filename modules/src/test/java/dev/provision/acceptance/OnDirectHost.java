package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.cli.Provision;
import dev.provision.modules.VcenterProvider;
import dev.provision.modules.images.StreamOptimizedFile;
import dev.provision.referee.NeedsReferee;
import dev.provision.referee.Referee;
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

/** Tests on a single ESXi host, govmomi's, with {@code playbooks/esxi.yml}. */
@NeedsReferee
abstract class OnDirectHost {
  static final String FOLDER = "/ha-datacenter/vm";

  @TempDir Path folder;
  Referee host;

  @BeforeEach
  void start() throws Exception {
    host = Referee.start("-esx", "-vm", "0");
    StreamOptimizedFile.ofCapacity(64 << 20).write(folder.resolve("base.vmdk"));
  }

  @AfterEach
  void stop() {
    host.close();
  }

  record Ran(int exit, String text) {}

  Ran run(Path playbook, String command, String... more) {
    List<String> line = new ArrayList<>(List.of(command, playbook.toString()));
    line.addAll(
        List.of(
            "-e",
            "port=" + host.port(),
            "-e",
            "insecure=true",
            "-e",
            "image_file=" + folder.resolve("base.vmdk")));
    line.addAll(List.of(more));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    Map<String, String> environment =
        Map.of("VC_HOST", host.host(), "VC_USER", host.username(), "VC_PASSWORD", host.password());
    int exit = Provision.run(line, environment, VcenterProvider::new, Target.HASTY, out, out);
    return new Ran(exit, bytes.toString(StandardCharsets.UTF_8));
  }

  Path playbook() {
    return PlaybooksTest.checkout().resolve("playbooks/esxi.yml");
  }

  Path changed(String from, String to) throws Exception {
    String text = Files.readString(playbook());
    assertThat(text).contains(from);
    return Files.writeString(folder.resolve("changed.yml"), text.replace(from, to));
  }

  /** The playbook with one machine of the first image and nothing else. */
  Path one() throws Exception {
    String text = Files.readString(playbook());
    return Files.writeString(
        folder.resolve("one.yml"),
        text.replace("web_count: 2", "web_count: 1")
            .replaceAll("(?s)volumes:\\n.*?\\n\\n(instances:\\n).*?(  web:\\n)", "$1$2"));
  }

  Ran converged(Ran ran) {
    assertThat(ran.exit()).as(ran.text()).isZero();
    return ran;
  }

  void nothingIsLeft(Path playbook) {
    host.resetCalls();
    Ran again = run(playbook, "apply");
    assertThat(again.exit()).as(again.text()).isZero();
    assertThat(again.text()).contains("No changes.");
    assertThat(host.mutating()).isEmpty();
  }
}
