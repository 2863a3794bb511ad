package dev.provision.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.acceptance.Target;
import dev.provision.cli.Provision;
import dev.provision.modules.VcenterProvider;
import dev.provision.modules.images.StreamOptimizedFile;
import dev.provision.referee.NeedsReferee;
import dev.provision.referee.Referee;
import dev.provision.referee.Rule;
import dev.provision.spi.Kind;
import dev.provision.spi.ManagedKind;
import dev.provision.spi.trait.LookedUp;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every kind of the provider's list keeps the contract, and one without a sample fails: planning
 * writes nothing, after apply nothing differs, a second apply changes nothing, a lost reply does
 * not write twice, absent after delete. The server counts the writes.
 */
@NeedsReferee
class KindsOnRefereeTest {
  /**
   * What is made of a kind.
   *
   * @param declared a playbook without its connection
   * @param absent the same where it is to be absent, or without the entry that is pruned
   * @param call one of those that make it, whose reply can be lost
   * @param seen what govc is asked
   * @param shown what it answers while the thing is there
   */
  record Made(String declared, String absent, String call, List<String> seen, String shown) {}

  /** What is looked up of a kind, and where it is. */
  record Found(String playbook, String path) {}

  private static final String WEB =
      """
      folders:
        shelf: {path: /DC0/vm/shelf}
      images:
        base: {template: /DC0/vm/DC0_H0_VM0}
      flavors:
        small: {vcpus: 1, ram: 64 MiB}
      networks:
        private: {port_group: VM Network}
      """;

  /** By section; a managed kind without one fails. */
  private static final Map<String, Made> MADE =
      Map.of(
          "folders",
          new Made(
              "folders:\n  team: {path: /DC0/vm/team}\n",
              "folders:\n  team: {path: /DC0/vm/team, state: absent}\n",
              "CreateFolder",
              List.of("find", "/DC0/vm", "-type", "f"),
              "/DC0/vm/team\n"),
          "instances",
          new Made(
              WEB
                  + "instances:\n  web: {image: base, flavor: small, folder: shelf,"
                  + " networks: {eth0: private}}\n",
              WEB
                  + "instances:\n  web: {image: base, flavor: small, folder: shelf,"
                  + " networks: {eth0: private}, state: absent}\n",
              "CloneVM_Task",
              List.of("find", "/DC0/vm", "-type", "m"),
              "/DC0/vm/shelf/web\n"),
          "volumes",
          new Made(
              "volumes:\n  data: {size: 1 GiB}\n",
              "volumes:\n  data: {size: 1 GiB, state: absent}\n",
              "MoveDatastoreFile_Task",
              List.of("datastore.ls", "-ds", "LocalDS_0", "provision/volumes/ci"),
              "data\n"),
          "images",
          new Made(
              "images:\n  base: {source: disk.vmdk}\n",
              "images:\n  base: {source: disk.vmdk, state: absent}\n",
              "MarkAsTemplate",
              List.of("find", "/DC0/vm/provision/images", "-type", "m"),
              "/DC0/vm/provision/images/base-"),
          "server_groups",
          new Made(
              WEB
                  + "server_groups:\n  web: {policy: anti-affinity}\n"
                  + "instances:\n  web: {count: 2, image: base, flavor: small, folder: shelf,"
                  + " networks: {eth0: private}, server_group: web}\n",
              WEB
                  + "server_groups:\n  web: {policy: anti-affinity, state: absent}\n"
                  + "instances:\n  web: {count: 2, image: base, flavor: small, folder: shelf,"
                  + " networks: {eth0: private}}\n",
              "ReconfigureComputeResource_Task",
              List.of("cluster.rule.ls", "-cluster", "/DC0/host/DC0_C0"),
              "provision:ci:web"),
          "networks",
          new Made(
              "networks:\n  app: {switch: vSwitch0, vlan: 42, hosts: [DC0_C0_H0]}\n",
              "networks:\n  app: {switch: vSwitch0, state: absent}\n",
              "AddPortGroup",
              List.of("ls", "/DC0/network"),
              "/DC0/network/app\n"),
          "resource_pools",
          new Made(
              "resource_pools:\n  gold: {cpu: {limit: 4 GHz}}\n",
              "resource_pools:\n  gold: {state: absent}\n",
              "CreateResourcePool",
              List.of("find", "/DC0/host/DC0_C0", "-type", "p"),
              "/DC0/host/DC0_C0/Resources/gold\n"),
          "datacenters",
          new Made(
              "datacenters:\n  DC9: {}\n",
              "datacenters:\n  DC9: {state: absent}\n",
              "CreateDatacenter",
              List.of("find", "/", "-type", "d"),
              "/DC9\n"),
          "clusters",
          new Made(
              "clusters:\n  DC0_C0: {host_groups: {left: [DC0_C0_H0]}}\n",
              "clusters:\n  DC0_C0: {}\n",
              "ReconfigureComputeResource_Task",
              List.of("cluster.group.ls", "-cluster", "/DC0/host/DC0_C0"),
              "left\n"),
          "custom_attributes",
          new Made(
              "custom_attributes:\n  owner: {type: VirtualMachine}\n",
              "custom_attributes:\n  owner: {type: VirtualMachine, state: absent}\n",
              "AddCustomFieldDef",
              List.of("fields.ls"),
              "  owner "));

  /** The same of kinds of rights. */
  private static final Map<String, Made> RIGHTS =
      Map.of(
          "roles",
          new Made(
              "roles:\n  operator: {privileges: [VirtualMachine.Interact.PowerOn]}\n",
              "roles:\n  operator: {state: absent}\n",
              "AddAuthorizationRole",
              List.of("role.ls"),
              "operator "),
          "permissions",
          new Made(
              "permissions:\n  team: {on: /DC0, principal: 'LAB\\team', role: ReadOnly}\n",
              "permissions:\n  team: {on: /DC0, principal: 'LAB\\team', role: ReadOnly,"
                  + " state: absent}\n",
              "SetEntityPermissions",
              List.of("permissions.ls", "-a=false", "-i=false", "/DC0"),
              "LAB\\team"));

  /** By section; a kind that looks things up and has none fails. */
  private static final Map<String, Found> FOUND =
      Map.of(
          "networks", new Found("networks:\n  private: VM Network\n", "/DC0/network/VM Network"),
          "images",
              new Found("images:\n  base: {template: /DC0/vm/DC0_H0_VM0}\n", "/DC0/vm/DC0_H0_VM0"),
          "resource_pools",
              new Found(
                  "resource_pools:\n  DC0_C0: {existing: true}\n", "/DC0/host/DC0_C0/Resources"),
          "clusters", new Found("clusters:\n  DC0_C0: {}\n", "/DC0/host/DC0_C0"),
          "roles", new Found("roles:\n  ReadOnly: {existing: true}\n", "/"),
          "custom_attributes",
              new Found("custom_attributes:\n  backup: {existing: true}\n", "/DC0"),
          "folders", new Found("folders:\n  all: {path: /DC0/vm, existing: true}\n", "/DC0/vm"));

  private static Stream<String> sections(Predicate<Kind<?, ?, ?>> which) {
    return new VcenterProvider().kinds().stream().filter(which).map(kind -> kind.info().section());
  }

  /** The managed kinds of the provider's list. */
  static List<String> made() {
    return sections(ManagedKind.class::isInstance).toList();
  }

  /** The kinds of the provider's list that look things up. */
  static List<String> found() {
    return sections(LookedUp.class::isInstance).toList();
  }

  private static final Map<String, Made> ALL = both(MADE, RIGHTS);

  private static Map<String, Made> both(Map<String, Made> some, Map<String, Made> others) {
    Map<String, Made> all = new TreeMap<>(some);
    all.putAll(others);
    return all;
  }

  private static <T> T sample(Map<String, T> samples, String section) {
    assertThat(samples).as("kinds that have a sample here").containsKey(section);
    return samples.get(section);
  }

  @Test
  void noSampleIsOfAKindThatIsNotInTheList() {
    assertThat(made()).containsExactlyInAnyOrderElementsOf(ALL.keySet());
    assertThat(found()).containsExactlyInAnyOrderElementsOf(FOUND.keySet());
  }

  @TempDir Path directory;
  private Referee referee;

  @BeforeEach
  void start() throws Exception {
    referee = Referee.start();
    StreamOptimizedFile.ofCapacity(64 << 20).write(directory.resolve("disk.vmdk"));
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
    int exit = Provision.run(all, Map.of(), VcenterProvider::new, Target.HASTY, out, out);
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

  private boolean isThere(Made made) {
    return referee.tryGovc(made.seen().toArray(String[]::new)).out().contains(made.shown());
  }

  @ParameterizedTest
  @MethodSource("made")
  void isMadeOnceAndGoesWhenItIsToBeAbsent(String section) throws Exception {
    Made made = sample(ALL, section);
    run(made.declared(), "plan");
    assertThat(referee.mutating()).isEmpty();
    assertThat(isThere(made)).isFalse();
    run(made.declared(), "apply");
    assertThat(referee.mutating()).containsKey(made.call());
    assertThat(isThere(made)).isTrue();
    changesNothing(made.declared());
    run(made.absent(), "apply", "--prune", "--yes", "--allow", "delete,revoke");
    assertThat(isThere(made)).isFalse();
    changesNothing(made.absent());
  }

  /** An image is shared, so only its own line takes it away. */
  private void destroy(Made made) throws Exception {
    run(made.declared(), "destroy", "--yes", "--allow", "delete,revoke");
    if (made.equals(MADE.get("images"))) {
      run(made.absent(), "apply", "--yes", "--allow", "delete,revoke");
    }
    assertThat(isThere(made)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("made")
  void isNotWrittenTwiceWhenAReplyIsLostAndLeavesNothing(String section) throws Exception {
    Made made = sample(ALL, section);
    run(made.declared(), "apply");
    destroy(made);
    assertThat(run(made.declared(), "destroy", "--yes", "--allow", "delete,revoke"))
        .doesNotContain("1 to delete");
    assertThat(referee.mutating()).isEmpty();
    // what is made once a server, such as a custom attribute and a folder of images, is there now
    run(made.declared(), "apply");
    Map<String, Integer> clean = referee.mutating();
    destroy(made);
    referee.fault(Rule.on(made.call()).cut().after().nth(1));
    run(made.declared(), "apply");
    assertThat(referee.fired()).containsExactly(1);
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
    run(nested, "destroy", "--yes", "--allow", "delete,revoke");
    assertThat(isThere("/DC0/vm/a")).isFalse();
  }

  @ParameterizedTest
  @MethodSource("found")
  void isOnlyLookedUp(String section) throws Exception {
    Found there = sample(FOUND, section);
    referee.govc("fields.add", "backup");
    for (String command : List.of("plan", "apply", "destroy")) {
      run(there.playbook(), command);
      assertThat(referee.mutating()).as(command).isEmpty();
    }
    assertThat(isThere(there.path())).isTrue();
  }
}
