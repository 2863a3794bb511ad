package dev.provision.vsphere.exported;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.spi.Fitted;
import dev.provision.spi.Problem;
import dev.provision.vsphere.wire.ApiVersion;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MeaningTest {
  private static final Meaning TPM =
      Meaning.since("vtpm", "6.7", "a vTPM, which came with vSphere 6.7");
  private static final Meaning SHARES =
      Meaning.until("shares", "9.0", "for Storage I/O Control, which vSphere 9.0 does not have")
          .deprecated("8.0.3", "a limit works on");

  private static Fitted<Set<String>> on(String version) {
    return Meaning.fit(
        Set.of("vtpm", "shares", "cpus"),
        List.of(TPM, SHARES),
        (wanted, fields) -> {
          Set<String> rest = new TreeSet<>(wanted);
          rest.removeAll(fields);
          return rest;
        },
        new ApiVersion(version));
  }

  @Test
  void refusesWhatTheServerDoesNotHaveYet() {
    assertThat(on("6.5"))
        .isEqualTo(
            new Fitted<>(
                Set.of("cpus", "shares"),
                List.of(),
                List.of(
                    new Problem(
                        "vtpm",
                        "`vtpm` needs vSphere API 6.7, and this server speaks API 6.5: it is a"
                            + " vTPM, which came with vSphere 6.7"))));
  }

  @Test
  void keepsWhatIsDeprecatedAndSaysSo() {
    assertThat(on("8.0.3.0"))
        .isEqualTo(
            new Fitted<>(
                Set.of("cpus", "shares", "vtpm"),
                List.of(
                    new Fitted.Note(
                        "shares",
                        "`shares` still works on this server, which speaks API 8.0.3.0, and is"
                            + " deprecated since 8.0.3; a limit works on")),
                List.of()));
  }

  @Test
  void saysAllItsVersions() {
    assertThat(TPM.deprecated("9.0", "").versions())
        .isEqualTo("since vSphere API 6.7, deprecated since vSphere API 9.0");
  }

  @Test
  void leavesOutWhatTheServerDoesNotHaveAnyMoreAndSaysSo() {
    assertThat(on("9.0.0.0"))
        .isEqualTo(
            new Fitted<>(
                Set.of("cpus", "vtpm"),
                List.of(
                    new Fitted.Note(
                        "shares",
                        "`shares` means nothing on this server, which speaks API 9.0.0.0: it is for"
                            + " Storage I/O Control, which vSphere 9.0 does not have; a limit works"
                            + " on")),
                List.of()));
  }

  @Test
  void isSilentInBetween() {
    for (String version : List.of("6.7", "8.0.2.0")) {
      assertThat(on(version)).isEqualTo(Fitted.whole(Set.of("cpus", "vtpm", "shares")));
    }
  }
}
