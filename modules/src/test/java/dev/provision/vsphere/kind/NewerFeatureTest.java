package dev.provision.vsphere.kind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.wire.ApiVersion;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewerFeatureTest {
  /** An inventory that knows nothing but its server's version. */
  private static Inventory of(String version) {
    return (Inventory)
        Proxy.newProxyInstance(
            Inventory.class.getClassLoader(),
            new Class<?>[] {Inventory.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("version");
              return new ApiVersion(version);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "NVME, 6.0, an NVMe controller needs vSphere 6.5",
    "PVRDMA, 6.0, a NIC of model pvrdma needs vSphere 6.5",
    "SECURE_BOOT, 5.5, secure boot needs vSphere 6.5",
    "TPM, 6.5, a virtual TPM needs vSphere 6.7",
    "ENCRYPTION, 6.0, encryption needs vSphere 6.5"
  })
  void isRefusedByAnOlderServer(NewerFeature feature, String version, String refusal) {
    assertThat(feature.refusal(of(version), ""))
        .contains(refusal + ", and this server speaks API " + version);
  }

  @Test
  void isRefusedByOlderVirtualHardwareAndNotByOneThatIsNotKnown() {
    assertThat(NewerFeature.SECURE_BOOT.refusal(of("8.0.3.0"), "vmx-11"))
        .isEqualTo(Optional.of("secure boot needs hardware version vmx-13, and it has vmx-11"));
    assertThat(NewerFeature.TPM.refusal(of("8.0.3.0"), "vmx-13"))
        .isEqualTo(Optional.of("a virtual TPM needs hardware version vmx-14, and it has vmx-13"));
    assertThat(NewerFeature.TPM.refusal(of("8.0.3.0"), "")).isEmpty();
    assertThat(NewerFeature.NVME.refusal(of("6.5"), "vmx-13")).isEmpty();
  }
}
