package dev.provision.openstack;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.openstack.ShellLine.Word;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code openstack server group create} and {@code nova server-group-create}. */
final class ServerGroupCommand {
  static final Set<String> FLAGS = Set.of("debug", "verbose", "insecure");

  private static final Set<String> POLICIES =
      Set.of("affinity", "anti-affinity", "soft-affinity", "soft-anti-affinity");

  private final Report report;
  private final ResourceDraft resources;

  ServerGroupCommand(Report report, ResourceDraft resources) {
    this.report = report;
    this.resources = resources;
  }

  /** {@code openstack server group create --policy POLICY NAME}; affinity when it says none. */
  void openstack(ShellLine line, Arguments arguments) {
    create(line, arguments.words().stream().skip(3).findFirst(), arguments.last("policy"));
  }

  /** {@code nova server-group-create NAME POLICY}. */
  void nova(ShellLine line, Arguments arguments) {
    List<Word> words = arguments.words();
    create(line, words.stream().skip(1).findFirst(), words.stream().skip(2).findFirst());
  }

  private void create(ShellLine line, Optional<Word> name, Optional<Word> policy) {
    if (name.isEmpty()) {
      report.add(Diagnostic.error("this server group has no name", line.at()));
      return;
    }
    String word = policy.map(Word::text).orElse("affinity");
    if (!POLICIES.contains(word)) {
      report.add(
          Diagnostic.error(
              "expected affinity, anti-affinity, soft-affinity or soft-anti-affinity, found `"
                  + word
                  + "`",
              policy.get().at()));
      return;
    }
    resources.put("server_groups", name.get().text(), Map.of("policy", word));
    report.line(
        name.get().at(), "server group " + name.get().text(), "server_groups." + name.get().text());
  }
}
