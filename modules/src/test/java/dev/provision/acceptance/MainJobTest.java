package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.acceptance.OtherClient.SeenNic;
import dev.provision.acceptance.OtherClient.SeenVm;
import dev.provision.modules.images.StreamOptimizedFile;
import dev.provision.referee.NeedsQemuImg;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The main job: a disk file becomes three machines, and stays what was declared. */
class MainJobTest extends Acceptance {
  private static final long MIB = 1 << 20;

  private static final String PLAYBOOK =
      """
      name: ci
      vcenter: VCENTER
      images:
        base: {source: disk.vmdk, properties: {vmware_ostype: ubuntu64Guest}}
      flavors:
        small: {vcpus: 1, ram: 64 MiB}
        large: {vcpus: 2, ram: 256 MiB}
      networks:
        front: {port_group: VM Network}
        back: {port_group: DC0_DVPG0}
      instances:
        web:
          count: 2
          image: base
          flavor: small
          networks:
            eth0: {network: front, mac: "00:50:56:00:00:0${index}"}
          user_data: "#cloud-config: web ${index}"
        db:
          image: base
          flavor: large
          networks: {eth0: front, eth1: back}
          user_data: "#cloud-config: db"
          metadata: {role: database}
      """;

  @Test
  void aDiskFileBecomesThreeMachinesAndASecondApplyWritesNothing() throws Exception {
    Path disk =
        StreamOptimizedFile.ofCapacity(64 * MIB)
            .withFilledGrains(20)
            .write(folder.resolve("disk.vmdk"));
    Provisioning provision = provision(PLAYBOOK);

    converged(provision.apply());

    seenByAnotherClient();
    uploaded(disk);
    assertThat(provision.run("list").out().lines().map(MainJobTest::columns))
        .contains("db|ACTIVE|-|Running", "web-1|ACTIVE|-|Running", "web-2|ACTIVE|-|Running");
    nothingIsLeft(provision);
  }

  @Test
  @NeedsQemuImg
  void aFileOfQemuImgIsImported() throws Exception {
    Path raw = Files.write(folder.resolve("raw"), new byte[(int) (8 * MIB)]);
    Path disk = folder.resolve("disk.vmdk");
    Process qemu =
        new ProcessBuilder(
                "qemu-img",
                "convert",
                "-O",
                "vmdk",
                "-o",
                "subformat=streamOptimized",
                raw.toString(),
                disk.toString())
            .inheritIO()
            .start();
    assertThat(qemu.waitFor()).isZero();
    Provisioning provision = provision(PLAYBOOK);

    converged(provision.apply("--target", "instance.db"));

    uploaded(disk);
    assertThat(target.otherClient().vm("/DC0/vm/ci/db").diskMib()).containsExactly(8L);
    assertThat(provision.apply("--target", "instance.db").out()).contains("No changes.");
  }

  private void seenByAnotherClient() {
    OtherClient client = target.otherClient();
    assertThat(client.in("/DC0/vm/ci")).containsExactly("db", "web-1", "web-2");
    for (int index : IntStream.of(1, 2).toArray()) {
      SeenVm web = client.vm("/DC0/vm/ci/web-" + index);
      assertThat(web.cpus()).isEqualTo(1);
      assertThat(web.memoryMib()).isEqualTo(64);
      assertThat(web.on()).isTrue();
      assertThat(web.template()).isFalse();
      assertThat(web.diskMib()).containsExactly(64L);
      assertThat(web.nics())
          .containsExactly(new SeenNic("00:50:56:00:00:0" + index, client.backing("VM Network")));
      assertThat(userData(web)).isEqualTo("#cloud-config: web " + index);
      assertThat(web.extraConfig())
          .containsEntry("provision.environment", "ci")
          .containsEntry("provision.address", "instance.web-" + index)
          .containsEntry("provision.uuid", web.instanceUuid());
    }
    SeenVm db = client.vm("/DC0/vm/ci/db");
    assertThat(List.of((long) db.cpus(), db.memoryMib())).containsExactly(2L, 256L);
    assertThat(db.nics())
        .extracting(SeenNic::backing)
        .containsExactly(client.backing("VM Network"), client.backing("DC0_DVPG0"));
    assertThat(decoded(db.extraConfig(), "guestinfo.metadata")).contains("\"role\":\"database\"");
    String image = client.in("/DC0/vm/provision/images").get(0);
    SeenVm template = client.vm("/DC0/vm/provision/images/" + image);
    assertThat(template.template()).isTrue();
    assertThat(template.extraConfig()).containsEntry("provision.environment", "provision/images");
  }

  private void uploaded(Path disk) throws Exception {
    if (target.whyNot(Target.Ability.COUNTS_CALLS) == null) {
      byte[] bytes = Files.readAllBytes(disk);
      String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
      assertThat(target.received()).containsExactly(new Target.Received(bytes.length, sha256));
    }
  }

  private static String userData(SeenVm vm) {
    return decoded(vm.extraConfig(), "guestinfo.userdata");
  }

  /** As cloud-init decodes it. */
  static String decoded(Map<String, String> options, String key) {
    byte[] bytes = Base64.getDecoder().decode(options.get(key));
    if (options.get(key + ".encoding").equals("base64")) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
    assertThat(options).containsEntry(key + ".encoding", "gzip+base64");
    try (var unzipped =
        new java.util.zip.GZIPInputStream(new java.io.ByteArrayInputStream(bytes))) {
      return new String(unzipped.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** A row of the table without ID and Networks: Name, Status, Task State, Power State. */
  private static String columns(String line) {
    String[] cells = line.split("\\|", -1);
    return cells.length < 8
        ? line
        : Stream.of(cells).skip(2).limit(4).map(String::strip).collect(Collectors.joining("|"));
  }
}
