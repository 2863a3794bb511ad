package dev.provision.acceptance;

import static dev.provision.acceptance.Target.Ability.NETWORK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.acceptance.OtherClient.SeenVm;
import dev.provision.referee.NeedsQemuImg;
import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.vsphere.inventory.Identity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The example of the article that this product began with: its configuration files, its {@code
 * qemu-img convert}, its {@code glance image-create} and its instance; and its table at the end.
 */
@NeedsQemuImg
class ArticleTest extends Acceptance {
  /** What the article leaves to be filled in. */
  private static final Map<String, String> FILLED =
      Map.ofEntries(
          Map.entry("<vCenter cluster name>", "DC0_C0"),
          Map.entry("<optional datastore regex>", "Local.*"),
          Map.entry("<datacenterName:datastoreName>", "DC0:LocalDS_0"),
          Map.entry("<datastoreName>", "LocalDS_0"),
          Map.entry("<datacenterName>", "DC0"),
          Map.entry("<VolumeFileName>", "Volumes"));

  private static final String BOOT =
      """

      neutron subnet-create private 10.0.0.0/24 --name private-subnet --gateway 10.0.0.1
      nova boot --flavor m1.tiny --image trusty-cloud \\
        --nic net-name=private,v4-fixed-ip=10.0.0.2 TestVMwareInterface
      """;

  private static String article(String name) {
    try (InputStream in =
        ArticleTest.class.getResourceAsStream("/dev/provision/openstack/article/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its file with what is to be filled in; a vCenter of a test has a port of its own. */
  private String filled(String name) throws IOException {
    String text = article(name);
    for (Map.Entry<String, String> each : FILLED.entrySet()) {
      text = text.replace(each.getKey(), each.getValue());
    }
    text =
        text.replace("<vCenter host IP>", target.host())
            .replace("<vCenter username>", target.environment().getOrDefault("VC_USER", "user"))
            .replace("<vCenter password>", "canary");
    if (name.equals("nova.conf") && target.whyNot(NETWORK) == null) {
      text += "host_port=" + target.port() + "\n";
    }
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private void image() throws Exception {
    Path cloud = folder.resolve("trusty-server-cloudimg-amd64-disk1.img");
    qemuImg("create", "-f", "qcow2", cloud.toString(), "24M");
    qemuImg(
        "convert",
        "-f",
        "qcow2",
        cloud.toString(),
        "-O",
        "vmdk",
        folder.resolve("cirros-0.3.2-i386-disk.vmdk").toString());
  }

  private static void qemuImg(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("qemu-img"));
    command.addAll(List.of(arguments));
    Process qemu = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(qemu.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(qemu.waitFor()).as(said).isZero();
  }

  private Path imported() throws IOException {
    Path lines = Files.writeString(folder.resolve("lines.sh"), article("image.sh").strip() + BOOT);
    Path playbook = folder.resolve("site.yml");
    List<String> line = new ArrayList<>(List.of("import-openstack"));
    for (String file :
        List.of("nova.conf", "glance-api.conf", "glance-registry.conf", "cinder.conf")) {
      line.add(filled(file));
    }
    line.addAll(List.of("--glance", lines.toString(), "--network", "private=VM Network"));
    line.addAll(List.of("--name", "devstack", "--output", playbook.toString()));
    Provisioning.Ended ended = Provisioning.run(target, line, target.environment());
    assertThat(ended.exit()).as(ended.all()).isZero();
    assertThat(ended.all() + Files.readString(playbook)).doesNotContain("canary");
    return playbook;
  }

  private Provisioning.Ended run(String command, Path playbook, String... more) {
    List<String> line = new ArrayList<>(List.of(command, playbook.toString()));
    line.addAll(List.of(more));
    Provisioning.Ended ended = Provisioning.run(target, line, target.environment());
    assertThat(ended.exit()).as(ended.all()).isZero();
    return ended;
  }

  @Test
  void endsWithTheTableOfTheArticle() throws Exception {
    itsTable();
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.5", "6.7", "7.0", "8.0.3", "9.0"})
  void endsWithItOnEveryVersionOfVsphere(String version) throws Exception {
    Assumptions.assumeTrue(target instanceof SimulatorTarget, "vcsim has no versions");
    target = new SimulatorTarget("version: " + version + "\n" + SimulatorTarget.LAB);

    itsTable();

    String announced = version.startsWith("6") ? version : (version + ".0.0").substring(0, 7);
    assertThat(run("doctor", folder.resolve("site.yml")).out())
        .contains(
            "asked for API "
                + announced
                + ": it is what the server announces; it announces "
                + announced
                + "\n");
  }

  private void itsTable() throws Exception {
    image();
    Path playbook = imported();
    if (target.whyNot(NETWORK) != null) {
      // no host leads there
      Files.writeString(
          playbook,
          Files.readString(playbook)
              .replaceAll("(?m)^vcenter:\\n(  .*\\n)+", "vcenter: " + target.vcenter() + "\n"));
    }

    run("check", playbook);
    assertThat(run("doctor", playbook).out()).endsWith("\nnothing fails\n");
    run("apply", playbook);

    String id =
        Identity.instanceUuid(
            new EnvironmentId("", "devstack"), new Address("instance", "TestVMwareInterface"));
    String table =
        """
        +--------------------------------------+---------------------+--------+------------+-------------+------------------+
        | ID                                   | Name                | Status | Task State | Power State | Networks         |
        +--------------------------------------+---------------------+--------+------------+-------------+------------------+
        | %s | TestVMwareInterface | ACTIVE | -          | Running     | private=10.0.0.2 |
        +--------------------------------------+---------------------+--------+------------+-------------+------------------+
        """
            .formatted(id);
    assertThat(run("list", playbook).out()).isEqualTo(table);
    assertThat(run("list", playbook, "--drift").out()).contains("| Drift |\n");
    Path connection = Files.copy(playbook, folder.resolve("vc.yml"));
    assertThat(
            Provisioning.run(
                target,
                List.of("list", "--vcenter", connection.toString(), "--environment", "devstack"),
                target.environment()))
        .isEqualTo(new Provisioning.Ended(0, table, ""));
    SeenVm vm = target.otherClient().vm("/DC0/vm/devstack/TestVMwareInterface");
    assertThat(vm.instanceUuid()).isEqualTo(id);
    assertThat(List.of((long) vm.cpus(), vm.memoryMib())).containsExactly(1L, 512L);
    assertThat(vm.diskMib()).containsExactly(1024L);
    assertThat(run("plan", playbook, "--exit-code").out()).contains("No changes.");
  }
}
