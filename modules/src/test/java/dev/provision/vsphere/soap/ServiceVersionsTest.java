package dev.provision.vsphere.soap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceVersionsTest {
  @Test
  void takesTheVersionsOfVim25AndOfNoOther() {
    assertThat(ids(Envelopes.text("vimServiceVersions"))).startsWith("6.5", "6.0");
    assertThat(
            ids(
                "<namespaces><namespace><name>urn:internalvim25</name><version>9.9</version>"
                    + "</namespace><namespace><name>urn:vim25</name><version>8.0.2.0</version>"
                    + "<priorVersions><version>7.0</version><version>6.7.3</version>"
                    + "</priorVersions></namespace><namespace><name>urn:vim2</name>"
                    + "<version>2.0</version></namespace></namespaces>"))
        .containsExactly("8.0.2.0", "7.0", "6.7.3");
  }

  @Test
  void keepsIdsThatAreNoNumbersAndThoseBehindThem() {
    assertThat(
            ids(
                "<namespaces><namespace><priorVersions><version> 8.0.1.0 </version><other/>"
                    + "<version>2.5u2</version></priorVersions><version>u0F1E2D</version>"
                    + "<name>urn:vim25</name></namespace></namespaces>"))
        .containsExactly("8.0.1.0", "2.5u2", "u0F1E2D");
  }

  @Test
  void findsNoneInWhatIsNoSuchDocument() {
    assertThat(ids("<html><body>welcome</body></html>")).isEmpty();
    assertThat(ids("welcome")).isEmpty();
    assertThat(ids("")).isEmpty();
    assertThat(ids("<!DOCTYPE namespaces [<!ENTITY v \"9\">]><namespaces/>")).isEmpty();
    assertThat(ids("<namespaces/>")).isEmpty();
    assertThat(
            ids("<namespaces><namespace><name>urn:vim25</name><version>8.0</version></namespace>"))
        .isEmpty();
  }

  private static List<String> ids(String document) {
    return ServiceVersions.of(document.getBytes(StandardCharsets.UTF_8));
  }
}
