package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.simulator.server.FaultRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server says is data: it forges no line, steers no terminal, and fills no screen. */
class HostileWordsTest {
  private static final String EVIL =
      "no\u001b[31m\ninstance.web: created\r\u202e\u200b\u0007" + "x".repeat(20_000);

  /** What may not be in any output but for the ends of lines. */
  private static final Pattern STEERING = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\n]]");

  private static final int LONGEST_LINE = 3000;

  @TempDir Path folder;
  private final SimulatorTarget target = new SimulatorTarget(0);
  private final Map<String, String> outputs = new LinkedHashMap<>();

  private void ran(Provisioning provision, String command, String... options) throws Exception {
    Path trace = folder.resolve("trace");
    List<String> more = new java.util.ArrayList<>(List.of(options));
    more.addAll(List.of("--trace", trace.toString()));
    Provisioning.Ended ended = provision.run(command, more.toArray(String[]::new));
    assertThat(ended.exit()).as(ended.all()).isNotEqualTo(70).isNotEqualTo(64);
    outputs.put(outputs.size() + " " + command + " " + List.of(options), ended.all());
    outputs.put(outputs.size() + " trace", Files.readString(trace));
  }

  private void nothingIsForged() {
    outputs.forEach(
        (what, text) -> {
          assertThat(STEERING.matcher(text).find()).as(what + "\n" + text).isFalse();
          assertThat(text.lines().filter(line -> line.startsWith("instance.web: created")))
              .as(what)
              .isEmpty();
          assertThat(text.lines().mapToInt(String::length).max().orElse(0))
              .as(what)
              .isLessThan(LONGEST_LINE);
        });
  }

  @Test
  void aFaultThatIsFullOfControlCharactersIsOneLineInEveryOutput() throws Exception {
    Provisioning provision = new Provisioning(target, folder, Acceptance.plain());
    target.goesWrong(FaultRule.fault("CloneVM_Task", "InvalidState").saying(EVIL));
    ran(provision, "apply");
    ran(provision, "apply", "--format", "json");
    target.allIsWell();
    target.goesWrong(
        FaultRule.fault("CloneVM_Task", "InvalidState").at(FaultRule.When.TASK).saying(EVIL));
    ran(provision, "apply");
    target.allIsWell();
    for (String method : List.of("RetrievePropertiesEx", "Login", "RetrieveServiceContent")) {
      target.goesWrong(FaultRule.fault(method, "NotSupported").saying(EVIL));
      for (String command : List.of("plan", "list", "doctor")) {
        ran(provision, command);
      }
      ran(provision, "why", "instance.web");
      ran(provision, "doctor", "--format", "json");
      target.allIsWell();
    }

    assertThat(outputs).hasSize(36);
    assertThat(outputs.values())
        .anyMatch(text -> text.contains("no\\u001b[31m\\ninstance.web: created\\r\\u202e\\u200b"));
    nothingIsForged();
  }

  @Test
  void aNameThatIsFullOfControlCharactersIsOneLineInEveryOutput() throws Exception {
    Provisioning provision = new Provisioning(target, folder, Acceptance.plain());
    assertThat(provision.apply().exit()).isZero();
    String name = "web\u009b31m\ninstance.web: created\u202e\u200b";
    target.otherClient().rename("/DC0/vm/ci/web", name);
    for (String command : List.of("plan", "list", "doctor")) {
      ran(provision, command);
    }
    ran(provision, "why", "instance.web");
    ran(provision, "show", "instance.web");
    ran(provision, "list", "--format", "json");
    ran(provision, "plan", "--format", "json");
    ran(provision, "destroy", "--yes");

    nothingIsForged();
  }
}
