package dev.provision.modules.instances.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.modules.instances.Machines.Playbook;
import dev.provision.modules.instances.vm.NicModel;
import dev.provision.modules.instances.vm.NicSpec;
import dev.provision.spi.schema.Ref;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MetaDataTest {
  private final Playbook playbook = new Playbook();

  private String text(Optional<String> own) {
    return MetaData.text(
        playbook.desired().guest(), "id-1", own, nic -> Optional.of("02:00:00:00:00:01"));
  }

  @Test
  void aNicWithoutAddressAsksDhcpAndOneWithAPrefixIsSet() {
    playbook.nic("eth0");
    playbook.networks.put(
        "eth1",
        new NicSpec(
            new Ref("back"),
            Optional.of("10.0.0.11/24"),
            Optional.of("10.0.0.1"),
            List.of("10.0.0.2"),
            Optional.empty(),
            NicModel.E1000));
    assertThat(text(Optional.empty()))
        .isEqualTo(
            """
            {"instance-id":"id-1","local-hostname":"web-1","network":{"version":2,"ethernets":{\
            "eth0":{"match":{"macaddress":"02:00:00:00:00:01"},"dhcp4":true},\
            "eth1":{"match":{"macaddress":"02:00:00:00:00:01"},"dhcp4":false,\
            "addresses":["10.0.0.11/24"],"routes":[{"to":"0.0.0.0/0","via":"10.0.0.1"}],\
            "nameservers":{"addresses":["10.0.0.2"]}}}}}""");
  }

  @Test
  void severalAddressesGatewaysAndRoutesOfBothFamiliesAreSet() {
    playbook.networks.put(
        "eth0",
        new NicSpec(
            new Ref("back"),
            List.of("10.0.0.11/24", "10.0.0.12/24"),
            List.of("fd00::11/64"),
            Optional.of("10.0.0.1"),
            Optional.of("fd00::1"),
            List.of("10.0.0.2"),
            List.of("lab.example.org"),
            List.of(new NicSpec.RouteSpec("10.8.0.0/16", "10.0.0.9")),
            Optional.of(9000),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
    assertThat(text(Optional.empty()))
        .isEqualTo(
            """
            {"instance-id":"id-1","local-hostname":"web-1","network":{"version":2,"ethernets":{\
            "eth0":{"match":{"macaddress":"02:00:00:00:00:01"},"dhcp4":false,\
            "addresses":["10.0.0.11/24","10.0.0.12/24","fd00::11/64"],\
            "routes":[{"to":"0.0.0.0/0","via":"10.0.0.1"},{"to":"::/0","via":"fd00::1"},\
            {"to":"10.8.0.0/16","via":"10.0.0.9"}],\
            "nameservers":{"search":["lab.example.org"],"addresses":["10.0.0.2"]},\
            "mtu":9000}}}}""");
  }

  @Test
  void metadataIsGivenToTheGuest() {
    playbook.metadata.put("role", "web");
    assertThat(text(Optional.empty()))
        .isEqualTo(
            "{\"instance-id\":\"id-1\",\"local-hostname\":\"web-1\",\"metadata\":{\"role\":\"web\"}}");
  }

  @Test
  void thePlaybooksOwnYamlWinsKeyByKey() {
    assertThat(text(Optional.of("local-hostname: front\npublic-keys:\n  - ssh-ed25519 AA\n")))
        .isEqualTo(
            """
            local-hostname: front
            public-keys:
              - ssh-ed25519 AA
            instance-id: "id-1"
            """);
  }

  @Test
  void thePlaybooksOwnJsonIsMergedAsJson() {
    assertThat(text(Optional.of("{\"local-hostname\": \"front\", \"a\": 1}")))
        .isEqualTo("{\"instance-id\":\"id-1\",\"local-hostname\":\"front\",\"a\":1}");
  }

  @Test
  void aHostnameHasNoCharactersThatAHostCannotHave() {
    assertThat(MetaData.hostname("Web_1 (old)")).isEqualTo("web-1-old");
  }
}
