package dev.provision.vsphere.soap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServiceVersionsTest {
  @Test
  void takesTheVersionOfVim25AndNoPriorOne() {
    assertThat(newest(Envelopes.text("vimServiceVersions"))).contains("6.5");
    assertThat(
            newest(
                "<namespaces><namespace><name>urn:internalvim25</name><version>9.9</version>"
                    + "</namespace><namespace><name>urn:vim25</name><version>8.0.2.0</version>"
                    + "<priorVersions><version>7.0</version></priorVersions></namespace>"
                    + "</namespaces>"))
        .contains("8.0.2.0");
  }

  @Test
  void findsNoneInWhatIsNoSuchDocument() {
    assertThat(newest("<html><body>welcome</body></html>")).isEmpty();
    assertThat(newest("welcome")).isEmpty();
    assertThat(newest("")).isEmpty();
    assertThat(newest("<!DOCTYPE namespaces [<!ENTITY v \"9\">]><namespaces/>")).isEmpty();
    assertThat(newest("<namespaces/>")).isEmpty();
  }

  @Test
  void doesNotTakeForAVersionWhatWouldBreakAHeader() {
    assertThat(
            newest(
                "<namespaces><namespace><name>urn:vim25</name><version>8&#10;X: y</version>"
                    + "</namespace></namespaces>"))
        .isEmpty();
  }

  private static Optional<String> newest(String document) {
    return ServiceVersions.newest(document.getBytes(StandardCharsets.UTF_8));
  }
}
