package dev.provision.acceptance;

import static dev.provision.acceptance.Target.Ability.NETWORK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.modules.images.StreamOptimizedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every playbook of {@code playbooks/} does what it says. Those that bring a vCenter of their own
 * are run by {@link QuickstartTest}; the one for an ESXi host by {@link DirectHostTest}.
 */
class PlaybooksTest extends Acceptance {
  /** What a user gives with each of them, and the machines that come of it. */
  private record Use(String environment, List<String> options, List<String> machines) {}

  /** What does not run on every target: a test of its own runs it. */
  private static final Set<String> OTHERS =
      Set.of(
          "adopt.yml",
          "boot-from-volume.yml",
          "quickstart.yml",
          "storage-policies.yml",
          "secure.yml",
          "host-network.yml",
          "distributed-network.yml",
          "luns.yml",
          "vsan.yml",
          "esxi.yml",
          "hosts.yml",
          "site.yml");

  private static final Map<String, Use> USES =
      Map.of(
          "ci.yml",
          new Use(
              "ci-feature-login",
              List.of("-e", "branch=feature/login"),
              List.of("controller", "runner-1", "runner-2")),
          "guests.yml",
          new Use("guests", List.of(), List.of("cloud", "disc", "tools")),
          "places.yml",
          new Use("places", List.of(), List.of("teams")),
          "storage.yml",
          new Use("storage", List.of(), List.of("web")),
          "volumes.yml",
          new Use("volumes", List.of(), List.of("db")),
          "server-groups.yml",
          new Use("server-groups", List.of(), List.of("cache", "db", "web-1", "web-2", "web-3")),
          "from-openstack.yml",
          new Use("from-openstack", List.of(), List.of("db", "web")),
          "infrastructure.yml",
          new Use("infrastructure", List.of(), List.of("shop")),
          "three-tier.yml",
          new Use(
              "three-tier",
              List.of("-e", "image_file=IMAGE"),
              List.of("app", "db", "web-1", "web-2")));

  static Path checkout() {
    Path here = Path.of("").toAbsolutePath();
    return Files.isDirectory(here.resolve("playbooks")) ? here : here.getParent();
  }

  static List<String> playbooks() throws IOException {
    return files().stream().filter(name -> !OTHERS.contains(name)).toList();
  }

  @ParameterizedTest
  @MethodSource("playbooks")
  void isCheckedPlannedConvergedAndDestroyed(String name) throws IOException {
    Use use = USES.get(name);
    assertThat(use).as("%s needs a line in this test", name).isNotNull();
    assertThat(run(use, name, "check").exit()).isZero();
    Provisioning.Ended planned = run(use, name, "plan", "--exit-code");
    assertThat(planned.exit()).as(planned.all()).isEqualTo(2);
    Provisioning.Ended applied = run(use, name, "apply");
    assertThat(applied.exit()).as(applied.all()).isZero();
    String vms = "/DC0/vm/" + use.environment();
    assertThat(target.otherClient().in(vms)).isEqualTo(use.machines());
    Provisioning.Ended again = run(use, name, "plan", "--exit-code");
    assertThat(again.exit()).as(again.all()).isZero();
    assertThat(again.out()).contains("No changes.");
    Provisioning.Ended rehearsed = run(use, name, "rehearse");
    Rehearsed.afterApply(name, rehearsed.all() + "exit " + rehearsed.exit());
    Provisioning.Ended destroyed =
        run(use, name, "destroy", "--yes", "--allow", "delete,revoke,unmount");
    assertThat(destroyed.exit()).as(destroyed.all()).isZero();
    assertThat(target.otherClient().in("/DC0/vm")).doesNotContain(use.environment());
  }

  @Test
  void machinesThatAreThereAreAdoptedAndGivenBack() throws IOException {
    Use use = new Use("adopt", List.of(), List.of());
    List<String> before = target.otherClient().in("/DC0/vm");
    Provisioning.Ended planned = run(use, "adopt.yml", "plan");
    Provisioning.Ended applied = run(use, "adopt.yml", "apply", "--yes");
    assertThat(planned.out()).contains("3 to adopt");
    assertThat(applied.exit()).as(applied.all()).isZero();
    assertThat(target.otherClient().vm("/DC0/vm/DC0_C0_RP0_VM0").annotation())
        .isEqualTo("billing: ask finance before you touch it");
    Provisioning.Ended rehearsed = run(use, "adopt.yml", "rehearse");
    Rehearsed.afterApply("adopt.yml", rehearsed.all() + "exit " + rehearsed.exit());
    Provisioning.Ended destroyed = run(use, "adopt.yml", "destroy", "--yes");
    assertThat(destroyed.exit()).as(destroyed.all()).isZero();
    assertThat(target.otherClient().in("/DC0/vm")).isEqualTo(before);
  }

  @Test
  void everyPlaybookIsRehearsedRightAfterItsApply() throws IOException {
    Set<String> rehearsed = new TreeSet<>(Rehearsed.byName());
    rehearsed.addAll(playbooks());
    assertThat(rehearsed).containsAll(OTHERS).isEqualTo(files());
  }

  private static Set<String> files() throws IOException {
    try (Stream<Path> files = Files.list(checkout().resolve("playbooks"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yml"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** The file as it is, or where no host leads to the target, with another {@code vcenter:}. */
  private Path playbook(String name) throws IOException {
    Path file = checkout().resolve("playbooks").resolve(name);
    if (target.whyNot(NETWORK) == null) {
      return file;
    }
    for (String template : List.of("app", "controller", "db", "runner", "web")) {
      Path to = folder.resolve("templates/cloud-init/" + template + ".ftl");
      Files.createDirectories(to.getParent());
      Files.write(
          to, Files.readAllBytes(checkout().resolve("templates/cloud-init/" + template + ".ftl")));
    }
    String text =
        Files.readString(file)
            .replaceAll("(?m)^vcenter:\\n(  .*\\n)+", "vcenter: " + target.vcenter() + "\n");
    return Files.writeString(folder.resolve(name), text);
  }

  private Provisioning.Ended run(Use use, String name, String command, String... more)
      throws IOException {
    Path image = folder.resolve("base.vmdk");
    if (!Files.exists(image)) {
      StreamOptimizedFile.ofCapacity(64 << 20).write(image);
    }
    List<String> line = new ArrayList<>(List.of(command));
    line.add(playbook(name).toString());
    use.options().forEach(option -> line.add(option.replace("IMAGE", image.toString())));
    if (target.whyNot(NETWORK) == null && !name.equals("from-openstack.yml")) {
      line.addAll(List.of("-e", "port=" + target.port(), "-e", "insecure=true"));
    }
    line.addAll(List.of(more));
    Map<String, String> environment = new HashMap<>(target.environment());
    environment.put("VC_HOST", target.host());
    environment.put(
        "VC_PORT", String.valueOf(target.whyNot(NETWORK) == null ? target.port() : 443));
    environment.put("VC_CLUSTER", "DC0_C0");
    environment.put("IMAGE_FILE", image.toString());
    environment.put("CI_TOKEN", "registration");
    return Provisioning.run(target, line, environment);
  }
}
