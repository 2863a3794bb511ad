package dev.provision.vsphere.newer;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VirtualMachineBootOptions;
import dev.provision.vsphere.soap.RequestWriter;
import dev.provision.vsphere.soap.WireType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class NewerTypesTest {
  private static String written(Object value) throws Exception {
    String text =
        new String(
            new RequestWriter(NewerTypes.wire()).document("it", value), StandardCharsets.UTF_8);
    return text.substring(text.indexOf("<it")).replaceAll(" xmlns:xs.=\"[^\"]*\"", "");
  }

  /** The order is that of the API: the newer field stands before older ones. */
  @Test
  void secureBootStandsBeforeTheRetries() throws Exception {
    SecureBootOptions boot = new SecureBootOptions();
    boot.setEnterBIOSSetup(false);
    boot.efiSecureBootEnabled = true;
    boot.setBootRetryEnabled(true);

    assertThat(written(boot))
        .isEqualTo(
            "<it><enterBIOSSetup>false</enterBIOSSetup>"
                + "<efiSecureBootEnabled>true</efiSecureBootEnabled>"
                + "<bootRetryEnabled>true</bootRetryEnabled></it>");
  }

  @Test
  void anEncryptionNamesTheKeyAfterWhatOlderVersionsHave() throws Exception {
    CryptoSpecEncrypt encrypt = new CryptoSpecEncrypt();
    encrypt.cryptoKeyId = new CryptoKeyId();
    encrypt.cryptoKeyId.keyId = "k";
    encrypt.cryptoKeyId.providerId = new KeyProviderId();
    encrypt.cryptoKeyId.providerId.id = "p";
    EncryptingConfigSpec spec = new EncryptingConfigSpec();
    spec.setMessageBusTunnelEnabled(false);
    spec.crypto = encrypt;

    assertThat(written(spec))
        .isEqualTo(
            "<it><messageBusTunnelEnabled>false</messageBusTunnelEnabled>"
                + "<crypto xsi:type=\"CryptoSpecEncrypt\"><cryptoKeyId><keyId>k</keyId>"
                + "<providerId><id>p</id></providerId></cryptoKeyId></crypto></it>");
  }

  @Test
  void everyTypeSaysSinceWhichVersionAndOneNameIsOneType() {
    List<WireType> all =
        NewerTypes.ALL.stream().map(type -> type.getAnnotation(WireType.class)).toList();

    assertThat(all).extracting(WireType::name).doesNotHaveDuplicates();
    TreeMap<String, Long> since = new TreeMap<>();
    all.forEach(each -> since.merge(each.since(), 1L, Long::sum));
    assertThat(since)
        .containsOnlyKeys("6.5", "6.7", "7.0", "7.0.2", "7.0.3", "8.0.0.1", "8.0.1.0", "9.0");
  }

  @Test
  void knowsWhatIsAddedToATypeOfYavijavas() {
    assertThat(NewerTypes.adds(VirtualMachineBootOptions.class, "efiSecureBootEnabled")).isTrue();
    assertThat(NewerTypes.adds(VirtualDiskFlatVer2BackingInfo.class, "keyId")).isTrue();
    assertThat(NewerTypes.adds(VirtualMachineBootOptions.class, "keyId")).isFalse();
    assertThat(Arrays.asList(NewerTypes.ALL.toArray())).doesNotContainNull();
  }
}
