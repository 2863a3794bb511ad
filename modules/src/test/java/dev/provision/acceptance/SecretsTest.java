package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** No command lets a secret out, in no format, nor in a trace. */
class SecretsTest extends Acceptance {
  private static final String TOKEN = "canary-b81c";

  private static final String PLAYBOOK =
      play(
          """
          vars: {token: none, plain: "${env.API_TOKEN}"}
          secrets: [token]
          flavors:
            small: {vcpus: 1, ram: %d MiB}
          instances:
            web:
              image: base
              flavor: small
              networks: {eth0: private}
              user_data: "token=${token} key=${plain}"
              user_data_change: rerun
              metadata: {token: "${token}", key: "${plain}"}
              annotation: "holds ${token}"
              folder: %s
          """);

  private final Map<String, String> outputs = new LinkedHashMap<>();
  private Provisioning provision;

  @Test
  void noCommandAndNoTraceShowsAPasswordOrASecretVariable() throws Exception {
    provision = provision(PLAYBOOK.formatted(64, "ci")).with("API_TOKEN", "canary-env-19d2");
    String token = "token=" + TOKEN;

    for (String command : List.of("check", "plan", "graph", "apply", "list")) {
      ran(command, command.equals("check") || command.equals("graph"), "-e", token);
    }
    ran("show", false, "instance.web", "-e", token);
    // drift and another value, so that values are shown on both sides
    target.otherClient().power("/DC0/vm/ci/web", false);
    target.otherClient().cpus("/DC0/vm/ci/web", 2);
    for (String format : List.of("text", "json")) {
      ran("plan", false, "-e", "token=other-" + TOKEN, "--format", format);
      ran("list", false, "-e", token, "--format", format);
    }
    ran("show", false, "instance.web", "-e", token);
    ran("graph", true, "-e", token, "--format", "dot");
    ran("graph", true, "-e", token, "--format", "mermaid");
    ran("apply", false, "-e", "token=other-" + TOKEN, "--yes", "--format", "json");
    provision.rewrite(PLAYBOOK.formatted(64, "nowhere-${token}"));
    ran("apply", false, "-e", token);
    provision.rewrite(PLAYBOOK.formatted(64, "${token?number}"));
    ran("check", true, "-e", token);
    ran("plan", false, "-e", token);
    outputs.put("events", String.join("\n", target.otherClient().logged("/DC0")));
    assertThat(outputs.get("events")).contains("instance.");
    boolean network = target.whyNot(Target.Ability.NETWORK) == null;
    if (network) {
      String nobody = target.vcenterWith("username: nobody");
      provision.rewrite(PLAYBOOK.formatted(64, "ci").replace("VCENTER", nobody));
      ran("plan", false, "-e", token);
    }
    provision.rewrite(PLAYBOOK.formatted(64, "ci"));
    ran("destroy", false, "-e", token, "--yes");

    assertThat(outputs.keySet())
        .filteredOn(what -> what.startsWith("trace"))
        .hasSize(network ? 13 : 12);
    List<String> secrets = new ArrayList<>(forms(TOKEN));
    secrets.addAll(forms("canary-env-19d2"));
    if (network) {
      secrets.addAll(forms(target.environment().get("VC_PASSWORD")));
    }
    outputs.forEach(
        (what, text) -> {
          for (String secret : secrets) {
            assertThat(text).as(what).doesNotContain(secret);
          }
        });
  }

  private void ran(String command, boolean offline, String... options) throws Exception {
    List<String> more = new ArrayList<>(List.of(options));
    Path trace = folder.resolve("trace-" + outputs.size());
    if (!offline) {
      more.addAll(List.of("--trace", trace.toString()));
    }
    Provisioning.Ended ended = provision.run(command, more.toArray(String[]::new));
    assertThat(ended.exit()).as(ended.all()).isNotEqualTo(70).isNotEqualTo(64);
    String what = outputs.size() + " " + command + " " + more;
    outputs.put(what, ended.all());
    if (Files.exists(trace)) {
      assertThat(trace).isNotEmptyFile();
      outputs.put("trace of " + what, Files.readString(trace));
    }
  }

  /** As it is, in a URL, in XML, in JSON, and inside base64 wherever it begins. */
  static List<String> forms(String secret) {
    List<String> forms = new ArrayList<>();
    forms.add(secret);
    forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
    forms.add(secret.replace("&", "&amp;").replace("<", "&lt;"));
    forms.add(secret.replace("\\", "\\\\").replace("\"", "\\\"").replace("/", "\\/"));
    for (int offset = 0; offset < 3; offset++) {
      byte[] bytes = (" ".repeat(offset) + secret).getBytes(StandardCharsets.UTF_8);
      String encoded = Base64.getEncoder().withoutPadding().encodeToString(bytes);
      // the characters that other bytes have a part in are left out
      forms.add(encoded.substring(offset == 0 ? 0 : offset + 1, encoded.length() - 2));
    }
    return forms;
  }
}
