package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.modules.images.IsoFile;
import dev.provision.modules.images.StreamOptimizedFile;
import dev.provision.referee.Rule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A single ESXi host, govmomi's, instead of a vCenter. */
class DirectHostTest extends OnDirectHost {
  private List<String> vms() {
    return host.govc("find", FOLDER, "-type", "m")
        .lines()
        .map(path -> path.substring(path.lastIndexOf('/') + 1))
        .filter(name -> !name.startsWith("base-"))
        .sorted()
        .toList();
  }

  /** Folders of instances on the datastore, which carry their uuid. */
  private List<String> folders() {
    return host.govc("datastore.ls", "-ds", "LocalDS_0")
        .lines()
        .map(name -> name.replace("/", ""))
        .filter(name -> name.matches("[0-9a-f]{8}-.*"))
        .toList();
  }

  @Test
  void thePlaybookIsAppliedChangedListedAndDestroyed() throws Exception {
    Ran plan = run(playbook(), "plan");
    assertThat(plan.exit()).as(plan.text()).isZero();
    assertThat(plan.text()).contains("full clone: a single ESXi host makes no linked ones");

    converged(run(playbook(), "apply"));
    Ran rehearsed = run(playbook(), "rehearse");
    Rehearsed.afterApply("esxi.yml", rehearsed.text() + "exit " + rehearsed.exit());
    assertThat(vms()).containsExactly("db", "web-1", "web-2");
    assertThat(folders()).hasSize(3);
    String info = host.govc("device.info", "-vm", FOLDER + "/web-1", "disk-*");
    assertThat(info).contains("1,048,576 KB").contains("262,144 KB");
    assertThat(host.govc("vm.info", "-json", FOLDER + "/web-1"))
        .contains("\"limit\": 1000")
        .contains("provision.environment");
    nothingIsLeft(playbook());
    assertThat(run(playbook(), "list").text()).contains("web-1").contains("ACTIVE");

    Path more = changed("ram: 256 MiB", "ram: 512 MiB");
    assertThat(run(more, "plan").text()).contains("256 MiB -> 512 MiB");
    converged(run(more, "apply", "--yes"));
    assertThat(host.govc("vm.info", FOLDER + "/web-2")).contains("512MB");
    nothingIsLeft(more);

    converged(run(more, "destroy", "--yes", "--allow", "delete"));
    assertThat(vms()).isEmpty();
    assertThat(folders()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"CreateVM_Task", "PowerOnVM_Task"})
  void whereverARunIsCutTheNextOneMakesOneMachineAndLeavesNoFile(String method) throws Exception {
    cutAt(method);
  }

  /** The engine waits between its tries, so this takes long. */
  @Tag("slow")
  @Test
  void aCopyThatNobodyWaitedForIsMadeAnew() throws Exception {
    cutAt("CopyVirtualDisk_Task");
  }

  /** Every reply of this call is lost, until the run gives up as one that is killed there. */
  private void cutAt(String method) throws Exception {
    Path one = one();
    converged(run(one, "apply", "--target", "image.base"));
    host.fault(Rule.on(method).times(20).cut().after());
    run(one, "apply");
    assertThat(host.fired().get(0)).isPositive();
    host.resetFaults();

    converged(run(one, "apply"));
    assertThat(vms()).containsExactly("web-1");
    assertThat(folders()).hasSize(1);
    nothingIsLeft(one);
    converged(run(one, "destroy", "--yes", "--allow", "delete"));
    assertThat(folders()).isEmpty();
  }

  @Tag("slow")
  @Test
  void oneLostReplyOfEachCallDoublesNothing() throws Exception {
    Path one = one();
    converged(run(one, "apply", "--target", "image.base"));
    host.fault(
        lost("MakeDirectory"),
        lost("CopyVirtualDisk_Task"),
        lost("ExtendVirtualDisk_Task"),
        lost("CreateVM_Task"),
        lost("PowerOnVM_Task"));
    int exit = 1;
    for (int tries = 0; exit != 0 && tries < 5; tries++) {
      exit = run(one, "apply").exit();
    }
    assertThat(exit).isZero();
    assertThat(host.fired()).containsExactly(1, 1, 1, 1, 1);
    assertThat(vms()).containsExactly("web-1");
    assertThat(folders()).hasSize(1);
    nothingIsLeft(one);
  }

  private static Rule lost(String method) {
    return Rule.on(method).nth(1).cut().after();
  }

  @Test
  void aFolderWithAMachineThatIsNotInTheInventoryIsNotTakenAway() throws Exception {
    Path one = one();
    converged(run(one, "apply"));
    host.govc("vm.power", "-off", FOLDER + "/web-1");
    host.govc("vm.unregister", FOLDER + "/web-1");
    Ran refused = run(one, "apply");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.text())
        .contains("holds a VM of this uuid that is not in the inventory; register it");
    assertThat(folders()).hasSize(1);
  }

  /** What a run is killed at is the last that it did, with or without its effect. */
  @Test
  void whereverACreateIsKilledDestroyLeavesNothingAndApplyMakesTheOne() throws Exception {
    Path one = one();
    converged(run(one, "apply", "--target", "image.base"));
    for (String method :
        List.of(
            "MakeDirectory",
            "CopyVirtualDisk_Task",
            "ExtendVirtualDisk_Task",
            "CreateVM_Task",
            "PowerOnVM_Task")) {
      for (Rule rule : List.of(Rule.on(method), Rule.on(method).after())) {
        killed(one, rule.fault("NoPermission"));
        converged(run(one, "destroy", "--yes", "--allow", "delete"));
        assertThat(vms()).as(method).isEmpty();
        assertThat(folders()).as(method).isEmpty();

        killed(one, rule.fault("NoPermission"));
        converged(run(one, "apply"));
        assertThat(vms()).as(method).containsExactly("web-1");
        assertThat(folders()).as(method).hasSize(1);
        nothingIsLeft(one);
        converged(run(one, "destroy", "--yes", "--allow", "delete"));
      }
    }
  }

  private void killed(Path playbook, Rule rule) {
    host.fault(rule);
    Ran ran = run(playbook, "apply");
    assertThat(ran.exit()).as(ran.text()).isEqualTo(1);
    assertThat(host.fired().get(0)).isPositive();
    host.resetFaults();
  }

  @Test
  void whatACutCreateLeftIsAnOrphanWhereItsLineIsGone() throws Exception {
    Path one = one();
    killed(one, Rule.on("CreateVM_Task").fault("NoPermission"));
    Path none = Files.writeString(folder.resolve("none.yml"), Files.readString(one));
    Files.writeString(none, Files.readString(none).replace("web_count: 1", "web_count: 0"));
    assertThat(run(none, "plan").text())
        .containsPattern("!   instance.web-1 +orphan: \\[LocalDS_0] [0-9a-f-]{36} is owned by");
    assertThat(run(one, "list").text()).contains("declared and not there: instance.web-1");
    converged(run(none, "apply", "--prune", "--yes"));
    assertThat(folders()).isEmpty();
  }

  @Test
  void operationsAndVolumesWorkAsOnAVcenter() throws Exception {
    assertThat(run(playbook(), "why", "instance.db").text())
        .contains("goes to localhost.localdomain, LocalDS_0: the only host that fits");
    converged(run(playbook(), "apply"));
    assertThat(host.govc("device.info", "-vm", FOLDER + "/db", "disk-*"))
        .contains("[LocalDS_0] provision/volumes/lone-host/scratch/scratch.vmdk");
    done("reboot", "instance.db");
    done("snapshot", "instance.db", "--name", "before");
    done("revert", "instance.db", "--name", "before", "--yes");
    done("snapshot", "instance.db", "--delete", "before");
    done("rescue", "instance.db");
    assertThat(run(playbook(), "list").text()).contains("RESCUE");
    done("rescue", "instance.db", "--end");
    nothingIsLeft(playbook());

    Path larger = changed("scratch: {size: 1 GiB}", "scratch: {size: 2 GiB}");
    converged(run(larger, "apply"));
    nothingIsLeft(larger);
    Files.writeString(
        larger, Files.readString(larger).replaceAll("(?s)  db:\\n.*?(  web:\\n)", "$1"));
    converged(run(larger, "apply", "--prune", "--yes"));
    assertThat(vms()).containsExactly("web-1", "web-2");
    assertThat(host.govc("datastore.ls", "-ds", "LocalDS_0", "provision/volumes/lone-host/scratch"))
        .contains("scratch.vmdk");

    StreamOptimizedFile.ofCapacity(128 << 20).write(folder.resolve("base.vmdk"));
    assertThat(run(playbook(), "plan").text()).contains("--replace instance.web-1 makes it");
    converged(run(playbook(), "apply", "--replace", "instance.web-1", "--yes"));
    nothingIsLeft(playbook());
    converged(run(playbook(), "destroy", "--yes", "--allow", "delete"));
    assertThat(folders()).isEmpty();
  }

  @Test
  void anInstanceBootsFromAVolume() throws Exception {
    Path booted =
        changed(
            "  db:\n    image: base\n    flavor: small\n    networks: {eth0: front}\n"
                + "    volumes: {data: scratch}",
            "  db:\n    flavor: small\n    networks: {eth0: front}\n"
                + "    volumes: {data: scratch, root: boot}");
    Files.writeString(
        booted,
        Files.readString(booted).replace("volumes:\n  s", "volumes:\n  boot: {image: base}\n  s"));

    converged(run(booted, "apply"));

    assertThat(host.govc("device.info", "-vm", FOLDER + "/db", "disk-*"))
        .contains("[LocalDS_0] provision/volumes/lone-host/boot/boot.vmdk");
    nothingIsLeft(booted);
    converged(run(booted, "destroy", "--yes", "--allow", "delete"));
    assertThat(folders()).isEmpty();
  }

  private void done(String command, String address, String... more) {
    List<String> all = new ArrayList<>(List.of(address));
    all.addAll(List.of(more));
    converged(run(playbook(), command, all.toArray(String[]::new)));
  }

  @Test
  void anInstanceBootsFromAMediumWithAnEmptyDisk() throws Exception {
    IsoFile.write(folder.resolve("base.vmdk"), 400, 7);
    Path one = one();
    converged(run(one, "apply"));
    assertThat(host.govc("device.info", "-vm", FOLDER + "/web-1", "cdrom-*"))
        .contains("ISO [LocalDS_0] provision/images/base-");
    assertThat(host.govc("device.info", "-vm", FOLDER + "/web-1", "disk-*"))
        .contains("1,048,576 KB")
        .contains("262,144 KB");
    nothingIsLeft(one);
    Path more = Files.writeString(one, Files.readString(one).replace("disk: 1 GiB", "disk: 2 GiB"));
    converged(run(more, "apply", "--yes"));
    nothingIsLeft(more);
    converged(run(more, "destroy", "--yes", "--allow", "delete"));
    assertThat(folders()).isEmpty();
  }

  @Test
  void whatNeedsAVcenterIsRefusedByNameAtItsPlace() throws Exception {
    refused("  insecure: ${insecure}\n", "  insecure: ${insecure}\n  cluster: C0\n", "`cluster`");
    refused(
        "  insecure: ${insecure}\n", "  insecure: ${insecure}\n  clusters: [C0]\n", "`clusters`");
    refused("  insecure: ${insecure}\n", "  insecure: ${insecure}\n  folder: x\n", "`folder`");
    refused("    flavor: small\n", "    flavor: small\n    clone: linked\n", "`clone: linked`");
    refused("    flavor: small\n", "    flavor: small\n    folder: team\n", "`folder team`");
    refused("    flavor: small\n", "    flavor: small\n    cluster: C0\n", "`cluster`");
    refused(
        "    extra_specs: {",
        "    extra_specs: {\"vmware:storage_policy\": Gold, ",
        "`vmware:storage_policy`");
    refused(
        "instances:\n",
        "folders:\n  team: {path: /ha-datacenter/vm/team}\ninstances:\n",
        "`folder team`");
    refused(
        "instances:\n  db:\n",
        "server_groups:\n  g: {policy: affinity}\ninstances:\n  db:\n    server_group: g\n",
        "`server_group");
    refused("instances:\n", "clusters:\n  C0: {vm_groups: {all: []}}\ninstances:\n", "`clusters`");
    assertThat(host.mutating()).isEmpty();
  }

  private void refused(String from, String to, String what) throws Exception {
    Ran plan = run(changed(from, to), "plan");
    assertThat(plan.exit()).as(plan.text()).isEqualTo(65);
    assertThat(plan.text())
        .contains("changed.yml:")
        .contains(what)
        .contains("needs a vCenter, and this is a single ESXi host");
  }

  @Test
  void aVersionThatTheHostDoesNotRunIsAMistake() throws Exception {
    Path wrong =
        changed(
            "extra_specs: {\"quota:cpu_limit\": 1000}",
            "extra_specs: {\"vmware:hw_version\": vmx-99}");

    Ran refused = run(wrong, "plan");

    assertThat(refused.exit()).as(refused.text()).isEqualTo(65);
    assertThat(refused.text()).contains("runs hardware version vmx-99; the nearest that one does");
  }
}
