package dev.provision.vsphere.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdentityTest {
  private static final EnvironmentId CI = new EnvironmentId("", "ci");
  private static final EnvironmentId SHOP = new EnvironmentId("shop", "ci");
  private static final Address WEB = new Address("instance", "web-1");

  @Test
  void neverChangesForWhatIsThereAlready() {
    assertThat(Identity.instanceUuid(CI, WEB)).isEqualTo("1b158839-f8aa-839e-8c92-622e9d2906de");
    assertThat(Identity.instanceUuid(SHOP, WEB)).isEqualTo("09a2e747-912a-8ba6-bd3a-06d8b2aac444");
    assertThat(Identity.mac(CI, WEB, "eth0")).isEqualTo("42:b2:86:f6:51:f2");
    assertThat(Identity.mac(SHOP, WEB, "eth0")).isEqualTo("52:06:9d:8e:1f:24");
  }

  @Test
  void isAUuidOfVersion8AndOfTheRfcsVariant() {
    for (int i = 0; i < 500; i++) {
      UUID uuid = UUID.fromString(Identity.instanceUuid(CI, new Address("instance", "w" + i)));
      assertThat(uuid.version()).isEqualTo(8);
      assertThat(uuid.variant()).isEqualTo(2);
    }
  }

  @Test
  void everythingOfAnEnvironmentBeginsAlikeAndNothingOfAnother() {
    assertThat(Identity.prefix(CI)).isEqualTo("1b158839-f8aa-839e-");
    assertThat(Identity.instanceUuid(CI, new Address("instance", "db")))
        .startsWith(Identity.prefix(CI))
        .isNotEqualTo(Identity.instanceUuid(CI, WEB));
    assertThat(Identity.instanceUuid(SHOP, WEB)).doesNotStartWith(Identity.prefix(CI));
  }

  @Test
  void aMacIsALocallyAdministeredUnicastOneAndEachNicHasItsOwn() {
    for (int i = 0; i < 500; i++) {
      String mac = Identity.mac(CI, WEB, "eth" + i);
      assertThat(mac).matches("[0-9a-f]{2}(:[0-9a-f]{2}){5}");
      assertThat(Integer.parseInt(mac.substring(0, 2), 16) & 3).isEqualTo(2);
    }
    assertThat(Identity.mac(CI, WEB, "eth1")).isNotEqualTo(Identity.mac(CI, WEB, "eth0"));
  }
}
