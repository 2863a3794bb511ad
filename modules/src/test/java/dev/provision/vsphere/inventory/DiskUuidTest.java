package dev.provision.vsphere.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import org.junit.jupiter.api.Test;

class DiskUuidTest {
  private static final EnvironmentId CI = new EnvironmentId("shop", "ci");
  private static final EnvironmentId TEST = new EnvironmentId("shop", "test");
  private static final Address PGDATA = new Address("volume", "pgdata");
  private static final Address LOGS = new Address("volume", "logs");

  @Test
  void hasTheFormOfVMwaresOwn() {
    DiskUuid uuid = DiskUuid.of(CI, PGDATA);

    assertThat(uuid.text())
        .matches("6000c29[0-9a-f]-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
        .isEqualTo(DiskUuid.of(CI, PGDATA).text());
    assertThat(DiskUuid.inFile(uuid.text()))
        .matches("60 00 c2 9[0-9a-f]( [0-9a-f]{2}){4}-[0-9a-f]{2}( [0-9a-f]{2}){7}");
  }

  @Test
  void isOfOneVolumeAndOneEnvironment() {
    DiskUuid uuid = DiskUuid.of(CI, PGDATA);

    assertThat(uuid.is(DiskUuid.inFile(uuid.text()).toUpperCase(java.util.Locale.ROOT))).isTrue();
    assertThat(uuid.is(DiskUuid.of(CI, LOGS).text())).isFalse();
    assertThat(uuid.is("")).isFalse();
    assertThat(DiskUuid.isOf(CI, uuid.text())).isTrue();
    assertThat(DiskUuid.isOf(TEST, uuid.text())).isFalse();
    assertThat(DiskUuid.isOf(CI, "6000c29e-7ba0-3a03-9f22-56c52993b727")).isFalse();
  }

  @Test
  void isTheOneThatVolumesHadBeforeToo() {
    String before = Identity.instanceUuid(CI, PGDATA);

    assertThat(DiskUuid.of(CI, PGDATA).is(before)).isTrue();
    assertThat(DiskUuid.of(CI, LOGS).is(before)).isFalse();
    assertThat(DiskUuid.isOf(CI, before)).isTrue();
    assertThat(DiskUuid.isOf(TEST, before)).isFalse();
  }
}
