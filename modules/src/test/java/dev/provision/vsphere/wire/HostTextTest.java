package dev.provision.vsphere.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vc.lab:8443 | a host with its port | write `vc.lab`, and `port: 8443`",
        "[fd00::7]:443 | a host with its port | write `fd00::7`, and `port: 443`",
        "https://vc.lab/sdk | a URL | write `vc.lab`",
        "https://10.0.0.7:8443/ui | a URL | write `10.0.0.7`, and `port: 8443`",
        "https://root:x@vc.lab | a URL | write `vc.lab`",
        "vc.lab/sdk | a URL | write `vc.lab`"
      })
  void saysWhatItIsAndWhatToWrite(String text, String what, String advice) {
    HostText host = new HostText(text);

    assertThat(host.wrong())
        .contains("`" + text + "` is " + what + ", not the name or address of a host");
    assertThat(host.advice()).isEqualTo(advice);
  }

  @ParameterizedTest
  @ValueSource(strings = {"vc.lab", "10.0.0.7", "fd00::7", "::1", "vcenter", "[fd00::7]"})
  void leavesANameOrAnAddressAlone(String text) {
    assertThat(new HostText(text).wrong()).isEmpty();
  }
}
