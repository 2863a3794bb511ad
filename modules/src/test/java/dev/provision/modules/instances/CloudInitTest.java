package dev.provision.modules.instances;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.provision.iso9660.DiscReader;
import dev.provision.modules.instances.Machines.Playbook;
import dev.provision.modules.instances.guest.ConfigDrive;
import dev.provision.modules.instances.guest.MetaData;
import dev.provision.modules.instances.guest.VmConfigDrive;
import dev.provision.modules.instances.vm.NicSpec;
import dev.provision.modules.instances.vm.NicWanted;
import dev.provision.referee.CloudInit;
import dev.provision.referee.NeedsCloudInit;
import dev.provision.spi.schema.Ref;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** cloud-init's own readers find in both carriers of guest data what the playbook says. */
@NeedsCloudInit
class CloudInitTest {
  private static final Function<NicWanted, Optional<String>> MACS =
      nic -> Optional.of("02:00:00:00:00:0" + nic.name().charAt(3));

  private final Playbook playbook = new Playbook();

  @TempDir Path folder;

  private void nic(
      String name,
      List<String> v4,
      List<String> v6,
      List<String> dns,
      List<String> search,
      List<NicSpec.RouteSpec> routes) {
    playbook.networks.put(
        name,
        new NicSpec(
            new Ref("back"),
            v4,
            v6,
            v4.isEmpty() ? Optional.empty() : Optional.of("10.0.0.1"),
            v6.isEmpty() ? Optional.empty() : Optional.of("fd00::1"),
            dns,
            search,
            routes,
            Optional.of(1400),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  private JsonObject fromDrive() throws IOException {
    Map<String, byte[]> files =
        DiscReader.rockRidge(
            ConfigDrive.of(
                    playbook.desired().guest(),
                    "id-1",
                    Optional.empty(),
                    Optional.of("#cloud-config\nhostname: a\n"),
                    MACS)
                .bytes());
    Path disc = Files.createDirectories(folder.resolve("disc"));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = disc.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    return CloudInit.reads("config-drive", disc);
  }

  private JsonObject fromGuestinfo() throws IOException {
    String text = MetaData.text(playbook.desired().guest(), "id-1", Optional.empty(), MACS);
    return CloudInit.reads("guestinfo", Files.writeString(folder.resolve("meta"), text));
  }

  private static JsonObject ethernet(JsonObject read, String name) {
    return read.getAsJsonObject("ethernets").getAsJsonObject(name);
  }

  @Test
  void theDriveGivesNameServersBesideSearchDomains() throws IOException {
    nic("eth0", List.of("10.0.0.5/24"), List.of(), List.of("10.0.0.53"), List.of("lab"), List.of());

    JsonObject read = fromDrive();

    assertThat(read.get("hostname").getAsString()).isEqualTo("web-1");
    assertThat(read.get("instance_id").getAsString()).isEqualTo("id-1");
    assertThat(read.get("user_data").getAsString()).isEqualTo("#cloud-config\nhostname: a\n");
    assertThat(ethernet(read, "eth0"))
        .isEqualTo(
            JsonParser.parseString(
                """
                {"match": {"macaddress": "02:00:00:00:00:00"}, "set-name": "eth0", "mtu": 1400,
                 "addresses": ["10.0.0.5/24"],
                 "routes": [{"to": "0.0.0.0/0", "via": "10.0.0.1"}],
                 "nameservers": {"addresses": ["10.0.0.53"], "search": ["lab"]}}
                """));
  }

  @Test
  void eachNicOfADriveHasItsOwnNameServers() throws IOException {
    nic("eth0", List.of("10.0.0.5/24"), List.of(), List.of("10.0.0.53"), List.of(), List.of());
    nic(
        "eth1",
        List.of(),
        List.of("fd00::5/64"),
        List.of("10.9.0.53"),
        List.of("b.lab", "lab"),
        List.of());

    JsonObject read = fromDrive();

    assertThat(ethernet(read, "eth0").get("nameservers"))
        .isEqualTo(JsonParser.parseString("{addresses: [10.0.0.53]}"));
    assertThat(ethernet(read, "eth1").get("nameservers"))
        .isEqualTo(JsonParser.parseString("{addresses: [10.9.0.53], search: [b.lab, lab]}"));
    assertThat(VmConfigDrive.notes(playbook.desired().guest())).isEmpty();
  }

  /** netplan.py of cloud-init: only a NIC with an address set is given name servers. */
  @Test
  void thePlanSaysWhereADriveCannotGiveNameServers() throws IOException {
    playbook.configDrive = Optional.of(true);
    nic("eth0", List.of(), List.of(), List.of("10.9.0.53"), List.of(), List.of());

    assertThat(ethernet(fromDrive(), "eth0").get("dhcp4").getAsBoolean()).isTrue();
    assertThat(ethernet(fromDrive(), "eth0").get("nameservers")).isNull();
    assertThat(VmConfigDrive.notes(playbook.desired().guest()))
        .containsExactly(
            "eth0 asks DHCP, and cloud-init leaves `dns` and `search` of a config drive to DHCP"
                + " then; give it a fixed_ip with its prefix, or set them in user_data");
  }

  @Test
  void aDriveGivesBothFamiliesWithTheirRoutesAndEachServerOnce() throws IOException {
    nic(
        "eth0",
        List.of("10.0.0.5/24", "10.0.0.6/24"),
        List.of("fd00::5/64"),
        List.of("10.0.0.53", "fd00::53"),
        List.of("lab"),
        List.of(
            new NicSpec.RouteSpec("10.8.0.0/16", "10.0.0.9"),
            new NicSpec.RouteSpec("fd08::/32", "fd00::9")));

    JsonObject eth0 = ethernet(fromDrive(), "eth0");

    assertThat(eth0.get("addresses"))
        .isEqualTo(JsonParser.parseString("['10.0.0.5/24', '10.0.0.6/24', 'fd00::5/64']"));
    assertThat(eth0.get("routes"))
        .isEqualTo(
            JsonParser.parseString(
                """
                [{"to": "0.0.0.0/0", "via": "10.0.0.1"}, {"to": "10.8.0.0/16", "via": "10.0.0.9"},
                 {"to": "::/0", "via": "fd00::1"}, {"to": "fd08::/32", "via": "fd00::9"}]
                """));
    assertThat(eth0.get("nameservers"))
        .isEqualTo(JsonParser.parseString("{addresses: [10.0.0.53, 'fd00::53'], search: [lab]}"));
  }

  @Test
  void guestinfoSaysTheSameToItsReader() throws IOException {
    nic(
        "eth0",
        List.of("10.0.0.5/24"),
        List.of("fd00::5/64"),
        List.of("10.0.0.53"),
        List.of("lab"),
        List.of(new NicSpec.RouteSpec("10.8.0.0/16", "10.0.0.9")));
    nic("eth1", List.of(), List.of(), List.of(), List.of("b.lab"), List.of());

    JsonObject read = fromGuestinfo();

    assertThat(read.get("hostname").getAsString()).isEqualTo("web-1");
    assertThat(read.get("instance_id").getAsString()).isEqualTo("id-1");
    assertThat(ethernet(read, "eth0"))
        .isEqualTo(
            JsonParser.parseString(
                """
                {"match": {"macaddress": "02:00:00:00:00:00"}, "dhcp4": false, "mtu": 1400,
                 "addresses": ["10.0.0.5/24", "fd00::5/64"],
                 "routes": [{"to": "0.0.0.0/0", "via": "10.0.0.1"},
                  {"to": "::/0", "via": "fd00::1"}, {"to": "10.8.0.0/16", "via": "10.0.0.9"}],
                 "nameservers": {"search": ["lab"], "addresses": ["10.0.0.53"]}}
                """));
    assertThat(ethernet(read, "eth1").get("nameservers"))
        .isEqualTo(JsonParser.parseString("{search: [b.lab]}"));
  }
}
