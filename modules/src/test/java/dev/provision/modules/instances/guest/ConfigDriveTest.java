package dev.provision.modules.instances.guest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.provision.iso9660.DiscReader;
import dev.provision.modules.instances.InstanceKind;
import dev.provision.modules.instances.Machines;
import dev.provision.modules.instances.Machines.Playbook;
import dev.provision.modules.instances.make.FirstBoot;
import dev.provision.modules.instances.vm.NicSpec;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.spi.Problem;
import dev.provision.spi.schema.Content;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigDriveTest {
  private final Playbook playbook = new Playbook();

  private ConfigDrive drive(Optional<JsonObject> own) {
    return ConfigDrive.of(
        playbook.desired().guest(),
        "id-1",
        own,
        Optional.of("#cloud-config\n"),
        nic -> Optional.of("02:00:00:00:00:01"));
  }

  private static String text(Map<String, byte[]> files, String path) {
    return new String(files.get(path), StandardCharsets.UTF_8);
  }

  @Test
  void theDiscIsLaidOutAsNovasIs() {
    playbook.metadata.put("role", "web");
    playbook.nic("eth0");
    playbook.networks.put(
        "eth1",
        new NicSpec(
            new Ref("back"),
            List.of("10.0.0.11/24"),
            List.of("fd00::11/64"),
            Optional.of("10.0.0.1"),
            Optional.of("fd00::1"),
            List.of("10.0.0.2"),
            List.of(),
            List.of(new NicSpec.RouteSpec("10.8.0.0/16", "10.0.0.9")),
            Optional.of(9000),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
    byte[] disc = drive(Optional.empty()).bytes();
    assertThat(DiscReader.label(disc)).isEqualTo("config-2");
    Map<String, byte[]> files = DiscReader.rockRidge(disc);
    assertThat(files.keySet())
        .containsExactly(
            "ec2/latest/meta-data.json",
            "ec2/latest/user-data",
            "openstack/2018-08-27/meta_data.json",
            "openstack/2018-08-27/network_data.json",
            "openstack/2018-08-27/user_data",
            "openstack/latest/meta_data.json",
            "openstack/latest/network_data.json",
            "openstack/latest/user_data");
    assertThat(text(files, "openstack/latest/user_data")).isEqualTo("#cloud-config\n");
    assertThat(text(files, "openstack/latest/meta_data.json"))
        .isEqualTo(
            """
            {"uuid":"id-1","name":"web-1","hostname":"web-1","launch_index":0,\
            "availability_zone":"nova","meta":{"role":"web"}}""");
    assertThat(text(files, "ec2/latest/meta-data.json"))
        .isEqualTo(
            "{\"instance-id\":\"id-1\",\"local-hostname\":\"web-1\",\"hostname\":\"web-1\"}");
    assertThat(text(files, "openstack/latest/network_data.json"))
        .isEqualTo(
            """
            {"links":[\
            {"id":"eth0","type":"phy","ethernet_mac_address":"02:00:00:00:00:01"},\
            {"id":"eth1","type":"phy","ethernet_mac_address":"02:00:00:00:00:01","mtu":9000}],\
            "networks":[\
            {"id":"eth0-0","network_id":"private","type":"ipv4_dhcp","link":"eth0"},\
            {"id":"eth1-0","network_id":"back","type":"ipv4","link":"eth1",\
            "ip_address":"10.0.0.11","netmask":"255.255.255.0","routes":[\
            {"network":"0.0.0.0","netmask":"0.0.0.0","gateway":"10.0.0.1"},\
            {"network":"10.8.0.0","netmask":"255.255.0.0","gateway":"10.0.0.9"}],\
            "dns_nameservers":["10.0.0.2"],"services":[{"type":"dns","address":"10.0.0.2"}]},\
            {"id":"eth1-1","network_id":"back","type":"ipv6","link":"eth1",\
            "ip_address":"fd00::11","netmask":"ffff:ffff:ffff:ffff:0:0:0:0","routes":[\
            {"network":"::","netmask":"0:0:0:0:0:0:0:0","gateway":"fd00::1"}]}],\
            "services":[{"type":"dns","address":"10.0.0.2"}]}""");
  }

  @Test
  void theNameOfTheFileIsMadeOfWhatIsOnIt() {
    String before = drive(Optional.empty()).fileName();
    assertThat(before).matches("config-2-[0-9a-f]{16}\\.iso");
    assertThat(drive(Optional.empty()).fileName()).isEqualTo(before);
    playbook.metadata.put("role", "web");
    assertThat(drive(Optional.empty()).fileName()).isNotEqualTo(before);
  }

  @Test
  void metaDataOfTheirOwnWinsAndMustBeJson() {
    JsonObject own = new JsonObject();
    own.addProperty("hostname", "front");
    assertThat(
            text(
                DiscReader.joliet(drive(Optional.of(own)).bytes()),
                "openstack/latest/meta_data.json"))
        .contains("\"hostname\":\"front\"");
    playbook.configDrive = Optional.of(true);
    playbook.metaData = Optional.of(Value.known(new Content("{\"hostname\": \"front\"}")));
    assertThat(VmConfigDrive.problem(playbook.desired().guest())).isEmpty();
    playbook.metaData = Optional.of(Value.known(new Content("hostname: front\n")));
    assertThat(VmConfigDrive.problem(playbook.desired().guest()))
        .contains(
            new Problem(
                "meta_data",
                "a config drive holds meta-data in JSON alone: write `meta_data` in JSON"));
  }

  @Test
  void aDriveComesWhileTheVmIsOff() {
    var vm = Machines.made(playbook);
    playbook.configDrive = Optional.of(true);
    assertThat(new InstanceKind().diff(playbook.desired(), Machines.state(vm)))
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.field()).isEqualTo("config_drive");
              assertThat(change.before()).isEqualTo(Change.ABSENT);
              assertThat(change.after()).matches("config-2-[0-9a-f]{16}\\.iso");
              assertThat(change.effect()).isEqualTo(Effect.NEEDS_POWER_OFF);
              assertThat(change.reason()).isEqualTo("a drive comes and goes while it is off");
            });
  }

  @Test
  void anInstanceWithOneIsNotSwitchedOnByItsClone() {
    assertThat(FirstBoot.withClone(playbook.desired())).isTrue();
    playbook.configDrive = Optional.of(true);
    assertThat(FirstBoot.withClone(playbook.desired())).isFalse();
  }
}
