package dev.provision.modules.instances;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.provision.acceptance.Target;
import dev.provision.cli.Provision;
import dev.provision.modules.VcenterProvider;
import dev.provision.modules.instances.guest.GuestInfo;
import dev.provision.referee.NeedsReferee;
import dev.provision.referee.Referee;
import dev.provision.referee.Rule;
import dev.provision.vsphere.inventory.Identity;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instances against a server that is not ours, from the playbook's text to the VMs. */
@NeedsReferee
class InstancesOnRefereeTest {
  private static final String VM = "/DC0/vm/ci/web-1";

  private final AtomicInteger files = new AtomicInteger();

  @TempDir Path directory;
  private Referee referee;

  /** What {@code vcenter:} says besides where and who. */
  private String connection = "cluster: DC0_C0";

  @BeforeEach
  void start() {
    referee = Referee.start();
    referee.govc("snapshot.create", "-vm", "/DC0/vm/DC0_C0_RP0_VM0", "base");
    referee.resetCalls();
  }

  @AfterEach
  void stop() {
    referee.close();
  }

  /** What came of a command: its exit code and all that it printed. */
  private record Ran(int exit, String text) {}

  private Ran run(String playbook, String... arguments) throws Exception {
    Path file = directory.resolve("site-" + files.incrementAndGet() + ".yml");
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
          %s
        images:
          base: {template: /DC0/vm/DC0_C0_RP0_VM0}
          other: {template: /DC0/vm/DC0_H0_VM0}
        networks:
          private: {port_group: VM Network}
          back: {port_group: DC0_DVPG0}
        """
                .formatted(
                    referee.host(),
                    referee.port(),
                    referee.username(),
                    referee.password(),
                    referee.thumbprint(),
                    connection)
            + playbook);
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add(1, file.toString());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    int exit = Provision.run(all, Map.of(), VcenterProvider::new, Target.HASTY, out, out);
    return new Ran(exit, bytes.toString(StandardCharsets.UTF_8));
  }

  private static String playbook(String flavor, String instance) {
    return """
    flavors:
      small: {%s}
    instances:
      web-1: {image: base, flavor: small, %s}
    """
        .formatted(flavor, instance);
  }

  private static final String PLAIN =
      playbook("vcpus: 2, ram: 64 MiB", "networks: {eth0: private}");

  private void applied(String playbook, String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("apply"));
    arguments.addAll(List.of(more));
    Ran ran = run(playbook, arguments.toArray(String[]::new));
    assertThat(ran.exit()).as(ran.text()).isZero();
  }

  private void nothingToDo(String playbook) throws Exception {
    referee.resetCalls();
    Ran ran = run(playbook, "apply");
    assertThat(ran.text()).contains("No changes.");
    assertThat(ran.exit()).as(ran.text()).isZero();
    assertThat(referee.mutating()).isEmpty();
  }

  /** The calls on VMs alone, without those on folders. */
  private Map<String, Integer> callsOnVms() {
    Map<String, Integer> calls = new TreeMap<>(referee.mutating());
    calls
        .keySet()
        .removeAll(List.of("AddCustomFieldDef", "CreateFolder", "SetField", "Rename_Task"));
    return calls;
  }

  private JsonObject vm(String path) {
    return JsonParser.parseString(referee.govc("vm.info", "-json", path))
        .getAsJsonObject()
        .getAsJsonArray("virtualMachines")
        .get(0)
        .getAsJsonObject();
  }

  @Test
  void oneCloneMakesAnInstanceAndTheSecondApplyChangesNothing() throws Exception {
    applied(PLAIN);
    assertThat(callsOnVms()).isEqualTo(Map.of("CloneVM_Task", 1));
    nothingToDo(PLAIN);
  }

  @Test
  void whatTheServerDropsFromTheCloneSpecGetsOneReconfigure() throws Exception {
    String playbook =
        playbook(
            "vcpus: 2, ram: 64 MiB, cores_per_socket: 2, cpu_hot_add: true, memory_hot_add: true",
            "annotation: front, networks: {eth0: private}");
    applied(playbook);
    assertThat(callsOnVms())
        .containsEntry("CloneVM_Task", 1)
        .containsEntry("PowerOffVM_Task", 1)
        .containsEntry("ReconfigVM_Task", 1)
        .containsEntry("PowerOnVM_Task", 1);
    JsonObject config = vm(VM).getAsJsonObject("config");
    assertThat(config.get("annotation").getAsString()).isEqualTo("front");
    assertThat(config.getAsJsonObject("hardware").get("numCoresPerSocket").getAsInt()).isEqualTo(2);
    assertThat(config.get("cpuHotAddEnabled").getAsBoolean()).isTrue();
    nothingToDo(playbook);
  }

  @Test
  void aLargerDiskIsThereAndDestroyLeavesTheImagesFile() throws Exception {
    String playbook = playbook("vcpus: 1, ram: 64 MiB, disk: 20", "networks: {}");
    String before = referee.govc("device.info", "-vm", "DC0_C0_RP0_VM0", "disk-202-0");
    applied(playbook);
    assertThat(referee.govc("device.info", "-vm", VM, "disk-202-0")).contains("20,971,520 KB");
    nothingToDo(playbook);
    Ran destroyed = run(playbook, "destroy", "--yes");
    assertThat(destroyed.exit()).as(destroyed.text()).isZero();
    assertThat(referee.govc("find", "/DC0/vm", "-name", "web-1")).isBlank();
    assertThat(referee.govc("device.info", "-vm", "DC0_C0_RP0_VM0", "disk-202-0"))
        .isEqualTo(before);
    String file = before.lines().filter(l -> l.contains("File:")).findFirst().orElseThrow();
    assertThat(
            referee
                .tryGovc("datastore.ls", "-ds", "LocalDS_0", file.replaceAll(".*\\] ", "").strip())
                .exit())
        .isZero();
  }

  @Test
  void aRaisedFlavorANewNicAndPowerOffAreConverged() throws Exception {
    applied(PLAIN);
    String more =
        playbook("vcpus: 3, ram: 128 MiB", "power: off, networks: {eth0: private, eth1: back}");
    Ran plan = run(more, "plan");
    assertThat(plan.text())
        .contains("vcpus")
        .contains("2 -> 3")
        .contains("64 MiB -> 128 MiB")
        .contains("networks.eth1")
        .contains("power");
    applied(more, "--yes");
    nothingToDo(more);
    JsonObject vm = vm(VM);
    assertThat(vm.getAsJsonObject("runtime").get("powerState").getAsString())
        .isEqualTo("poweredOff");
    assertThat(referee.govc("device.ls", "-vm", VM)).contains("DVSwitch:");
    String back = playbook("vcpus: 3, ram: 128 MiB", "power: suspended, networks: {eth1: private}");
    applied(back, "--yes");
    nothingToDo(back);
  }

  @Test
  void whatSomebodyChangedIsRepaired() throws Exception {
    applied(PLAIN);
    referee.govc("vm.power", "-off", VM);
    referee.govc("vm.change", "-vm", VM, "-c", "1");
    referee.govc("object.rename", VM, "x");
    Ran plan = run(PLAIN, "plan");
    assertThat(plan.text()).contains("1 -> 2").contains("x -> web-1").contains("off -> on");
    applied(PLAIN, "--yes");
    nothingToDo(PLAIN);
    referee.govc("vm.destroy", VM);
    applied(PLAIN);
    nothingToDo(PLAIN);
  }

  @Test
  void aGeneratedMacReachesTheGuestBeforeItsFirstBoot() throws Exception {
    String playbook =
        playbook("vcpus: 1, ram: 64 MiB", "networks: {eth0: {network: private, mac: generated}}");
    applied(playbook);
    assertThat(callsOnVms())
        .containsEntry("CloneVM_Task", 1)
        .containsEntry("ReconfigVM_Task", 1)
        .containsEntry("PowerOnVM_Task", 1)
        .doesNotContainKey("PowerOffVM_Task");
    nothingToDo(playbook);
  }

  @Test
  void aCopyMadeByHandIsShownAndLeftAlone() throws Exception {
    applied(PLAIN);
    referee.govc(
        "vm.clone",
        "-vm",
        VM,
        "-folder",
        "/DC0/vm",
        "-pool",
        "DC0_C0/Resources",
        "-on=false",
        "copy");
    // a vCenter's clone inherits the marks, vcsim's does not
    referee.govc(
        "vm.change",
        "-vm",
        "/DC0/vm/copy",
        "-e",
        "provision.uuid=" + Identity.instanceUuid(Machines.CI, Machines.WEB),
        "-e",
        "provision.environment=ci",
        "-e",
        "provision.address=instance.web-1");
    Ran plan = run(PLAIN, "plan", "--prune");
    assertThat(plan.text()).contains("/DC0/vm/copy").contains("possible copy of instance.web-1");
    Ran destroyed = run(PLAIN, "destroy", "--yes");
    assertThat(destroyed.exit()).as(destroyed.text()).isZero();
    assertThat(referee.govc("find", "/DC0/vm", "-name", "copy")).contains("/DC0/vm/copy");
    assertThat(referee.govc("find", "/DC0/vm", "-name", "web-1")).isBlank();
  }

  @Test
  void anAdoptedVmIsConvergedAndGivenBack() throws Exception {
    referee.govc("folder.create", "/DC0/vm/old");
    referee.govc("object.mv", "/DC0/vm/DC0_C0_RP0_VM1", "/DC0/vm/old");
    referee.govc("object.rename", "/DC0/vm/old/DC0_C0_RP0_VM1", "web-1");
    String uuid =
        vm("/DC0/vm/old/web-1").getAsJsonObject("config").get("instanceUuid").getAsString();
    String playbook =
        playbook("vcpus: 2, ram: 64 MiB", "folder: /DC0/vm/old, adopt: true, networks: {}");
    applied(playbook, "--yes");
    nothingToDo(playbook);
    JsonObject config = vm("/DC0/vm/old/web-1").getAsJsonObject("config");
    assertThat(config.get("instanceUuid").getAsString()).isEqualTo(uuid);
    assertThat(config.getAsJsonObject("hardware").get("numCPU").getAsInt()).isEqualTo(2);
    Ran destroyed = run(playbook, "destroy", "--yes");
    assertThat(destroyed.exit()).as(destroyed.text()).isZero();
    assertThat(referee.govc("vm.info", "-e", "/DC0/vm/old/web-1"))
        .contains("web-1")
        .doesNotContain("provision.");
  }

  @Test
  void userDataOfOneReadsTheAddressOfAnother() throws Exception {
    String playbook =
        PLAIN
            + """
              db:
                image: base
                flavor: small
                networks: {eth0: {network: private, fixed_ip: 10.0.0.5/24}}
              app:
                image: base
                flavor: small
                networks: {eth0: private}
                user_data: "db=${instances.db.ip}"
            """;
    applied(playbook);
    Map<String, String> options = new TreeMap<>();
    vm("/DC0/vm/ci/app")
        .getAsJsonObject("config")
        .getAsJsonArray("extraConfig")
        .forEach(
            o ->
                options.put(
                    o.getAsJsonObject().get("key").getAsString(),
                    o.getAsJsonObject().get("value").getAsString()));
    assertThat(GuestInfo.decode(options, GuestInfo.USERDATA)).contains("db=10.0.0.5");
    nothingToDo(playbook);
  }

  @Test
  void aReplyThatIsLostAfterTheCloneHappenedMakesNoSecondVm() throws Exception {
    referee.fault(Rule.on("CloneVM_Task").nth(1).cut().after());
    applied(PLAIN);
    assertThat(referee.mutating()).containsEntry("CloneVM_Task", 1);
    assertThat(referee.govc("find", "/DC0/vm", "-name", "web-1").lines()).containsExactly(VM);
    nothingToDo(PLAIN);
  }

  @Test
  void aCloneThatFailsSaysWhyAndTheNextApplyMakesIt() throws Exception {
    referee.fault(Rule.on("CloneVM_Task").nth(1).taskFails("InsufficientResourcesFault"));
    Ran failed = run(PLAIN, "apply");
    assertThat(failed.exit()).as(failed.text()).isEqualTo(1);
    assertThat(failed.text())
        .contains("could not create instance `/DC0/vm/ci/web-1` on 127.0.0.1, /DC0/host/DC0_C0: ")
        .contains("InsufficientResourcesFault");
    applied(PLAIN);
    nothingToDo(PLAIN);
  }

  @Test
  void waitingForAnAddressEndsWhenToolsReportOneAndTheListShowsIt() throws Exception {
    applied(PLAIN);
    referee.govc("vm.change", "-vm", VM, "-e", "SET.guest.ipAddress=10.0.0.77");
    String waiting =
        playbook(
            "vcpus: 2, ram: 64 MiB",
            "networks: {eth0: private}, wait_for: {ip: eth0, timeout: 5 s}");
    nothingToDo(waiting);
    Ran list = run(waiting, "list");
    assertThat(list.text()).contains("ACTIVE").contains("Running").contains("private=10.0.0.77");
  }

  @Test
  void fullClonesNamesPoolsAndFoldersAreTakenAsDeclared() throws Exception {
    referee.govc("folder.create", "/DC0/vm/shelf");
    referee.govc("pool.create", "DC0_C0/Resources/small");
    String playbook =
        playbook(
            "vcpus: 1, ram: 64 MiB",
            "clone: full, folder: shelf, resource_pool: small, networks: {}");
    applied(playbook);
    assertThat(referee.govc("find", "/DC0/vm/shelf", "-name", "web-1"))
        .contains("/DC0/vm/shelf/web-1");
    nothingToDo(playbook);
    String moved =
        playbook("vcpus: 1, ram: 64 MiB", "clone: full, resource_pool: small, networks: {}");
    applied(moved);
    assertThat(referee.govc("find", "/DC0/vm", "-name", "web-1")).contains(VM);
    nothingToDo(moved);
  }

  @Test
  void anotherNameInThePlaybookKeepsTheVmItsUuidAndItsMac() throws Exception {
    applied(PLAIN);
    String before = referee.govc("vm.info", "-json", VM);
    String uuid = vm(VM).getAsJsonObject("config").get("instanceUuid").getAsString();
    String renamed = PLAIN.replace("web-1: {", "front: {formerly: web-1, ");
    applied(renamed);
    JsonObject front = vm("/DC0/vm/ci/front");
    assertThat(front.getAsJsonObject("config").get("instanceUuid").getAsString()).isEqualTo(uuid);
    String mac = before.replaceAll("(?s).*\"macAddress\": *\"([^\"]+)\".*", "$1");
    assertThat(front.toString()).contains(mac);
    assertThat(referee.mutating()).containsEntry("CloneVM_Task", 1);
    nothingToDo(renamed);
    nothingToDo(PLAIN.replace("web-1: {", "front: {"));
  }

  @Test
  void aProtectedInstanceSurvivesDestroyAndItsLine() throws Exception {
    applied(PLAIN);
    String guarded = PLAIN.replace("web-1: {", "web-1: {protect: true, ");
    applied(guarded);
    nothingToDo(guarded);
    String gone = "flavors: {small: {vcpus: 1, ram: 64 MiB}}\ninstances: {}\n";
    run(gone, "apply", "--prune", "--yes");
    run(gone, "destroy", "--yes");
    assertThat(referee.govc("find", "/DC0/vm", "-name", "web-1").lines()).containsExactly(VM);
  }

  @Test
  void aPoolThatIsNotThereLeavesTheVmAsItIs() throws Exception {
    applied(PLAIN);
    referee.resetCalls();
    String wrong =
        playbook("vcpus: 2, ram: 128 MiB", "networks: {eth0: private}, resource_pool: nowhere");
    Ran ran = run(wrong, "apply", "--yes");
    assertThat(ran.exit()).as(ran.text()).isEqualTo(65);
    assertThat(ran.text()).contains("there is no resource pool `nowhere`").contains("site-2.yml:");
    assertThat(referee.mutating()).isEmpty();
  }

  /** Replaced only where that is allowed, once, and by one that is another VM. */
  private void isReplaced(String before, String after, String field) throws Exception {
    applied(before);
    String old = vm(VM).getAsJsonObject("self").get("value").getAsString();
    Ran plan = run(after, "plan");
    assertThat(plan.text()).contains("±").contains(field).contains("1 to replace");
    referee.resetCalls();
    Ran refused = run(after, "apply");
    assertThat(refused.exit()).as(refused.text()).isEqualTo(3);
    assertThat(refused.text()).contains("--allow replace");
    assertThat(referee.mutating()).isEmpty();
    applied(after, "--allow", "replace");
    assertThat(referee.mutating()).containsEntry("CloneVM_Task", 1);
    assertThat(vm(VM).getAsJsonObject("self").get("value").getAsString()).isNotEqualTo(old);
    nothingToDo(after);
  }

  @Test
  void otherUserDataMakesANewVmWhereThatIsDeclared() throws Exception {
    String instance = "user_data_change: replace, networks: {eth0: private}, user_data: ";
    isReplaced(
        playbook("vcpus: 1, ram: 64 MiB", instance + "a=1"),
        playbook("vcpus: 1, ram: 64 MiB", instance + "a=2"),
        "user_data");
  }

  @Test
  void anotherImageMakesANewVmWhereThatIsDeclared() throws Exception {
    String before = playbook("vcpus: 1, ram: 64 MiB", "on_image_change: replace, networks: {}");
    isReplaced(before, before.replace("image: base", "image: other"), "image");
  }

  /** A plan refuses this, exit 65, and the place of the mistake is where this word stands. */
  private void isRefused(String playbook, String word, String... messages) throws Exception {
    referee.resetCalls();
    Ran ran = run(playbook, "apply", "--yes");
    assertThat(ran.exit()).as(ran.text()).isEqualTo(65);
    assertThat(ran.text()).contains(messages).contains(word);
    assertThat(referee.mutating()).isEmpty();
  }

  @Test
  void placesThatAreNotThereOrAmbiguousAreMistakesInThePlaybook() throws Exception {
    String full = "clone: full, networks: {}, ";
    isRefused(
        playbook("vcpus: 1, ram: 64 MiB", full + "datastore: LocalDS_1"),
        "datastore: LocalDS_1",
        "there is no datastore `LocalDS_1`; did you mean `LocalDS_0`?");
    referee.govc("pool.create", "DC0_C0/Resources/small", "DC0_H0/Resources/small");
    isRefused(
        playbook("vcpus: 1, ram: 64 MiB", full + "resource_pool: small"),
        "resource_pool: small",
        "`resource_pool.small` is ambiguous: `/DC0/host/DC0_C0/Resources/small`,"
            + " `/DC0/host/DC0_H0/Resources/small`");
    connection = "cluster: DC0_C1";
    isRefused(PLAIN, "cluster: DC0_C1", "there is no cluster `DC0_C1`; did you mean `DC0_C0`?");
    connection = "datacenter: DC1";
    isRefused(PLAIN, "datacenter: DC1", "there is no datacenter `DC1`; did you mean `DC0`?");
    connection = "resource_pool: small";
    isRefused(
        PLAIN,
        "resource_pool: small",
        "resource pool `small` is ambiguous: `/DC0/host/DC0_C0/Resources/small`");
    connection = "datastores: [LocalDS_0, {name: LocalDS_9, weight: 10}]";
    isRefused(PLAIN, "LocalDS_9", "there is no datastore `LocalDS_9`; did you mean `LocalDS_0`?");
    connection = "datastore_regex: '('";
    isRefused(PLAIN, "datastore_regex", "`(` is no regular expression: Unclosed group");
    connection = "clones_per_datastore: 0";
    isRefused(PLAIN, "clones_per_datastore: 0", "must be at least 1, not 0");
  }

  /** Also where nothing keeps one from the other. */
  @Test
  void twoAppliesAtOnceMakeOneVm() throws Exception {
    applied(PLAIN.replace("web-1", "web-2"));
    referee.resetCalls();
    referee.slowTasks("CloneVM_Task", Duration.ofSeconds(2));
    CompletableFuture<Ran> other = CompletableFuture.supplyAsync(() -> apply("--no-lease"));
    Ran ran = apply("--no-lease");
    assertThat(ran.exit()).as(ran.text()).isZero();
    assertThat(other.join().exit()).as(other.join().text()).isZero();
    assertThat(referee.govc("find", "/DC0/vm", "-name", "web-1").lines()).containsExactly(VM);
  }

  private Ran apply(String... options) {
    try {
      List<String> line = new ArrayList<>(List.of("apply"));
      line.addAll(List.of(options));
      return run(PLAIN, line.toArray(String[]::new));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
