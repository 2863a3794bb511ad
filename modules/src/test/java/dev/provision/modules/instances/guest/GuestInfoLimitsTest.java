package dev.provision.modules.instances.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.modules.instances.Machines.Playbook;
import dev.provision.spi.Problem;
import dev.provision.spi.schema.Content;
import dev.provision.spi.schema.Value;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GuestInfoLimitsTest {
  private final Playbook playbook = new Playbook();

  /** A text that does not pack: {@code kibibytes} of it take about 1.01 times as much. */
  private static Optional<Value<Content>> noise(int kibibytes) {
    byte[] bytes = new byte[kibibytes * 768];
    new Random(7).nextBytes(bytes);
    return Optional.of(
        Value.known(new Content("#" + java.util.Base64.getEncoder().encodeToString(bytes))));
  }

  @Test
  void whatPacksWellIsNoMatterHoweverLong() {
    playbook.userData = Optional.of(Value.known(new Content("#".repeat(4 << 20))));

    assertThat(GuestInfoLimits.problem(playbook.desired().guest())).isEmpty();
    assertThat(GuestInfoLimits.notes(playbook.desired().guest())).isEmpty();
  }

  @Test
  void theWholeOfAValueBelowTheEndOfToolsIsNoMatter() {
    playbook.userData = noise(60);
    playbook.metaData = noise(60);

    assertThat(GuestInfoLimits.notes(playbook.desired().guest())).isEmpty();
  }

  @Test
  void aValueAbove64KibibytesIsWarnedAbout() {
    playbook.userData = noise(70);

    assertThat(GuestInfoLimits.problem(playbook.desired().guest())).isEmpty();
    assertThat(GuestInfoLimits.notes(playbook.desired().guest()))
        .containsExactly(
            "user_data takes 71 KiB in guestinfo, packed, and VMware Tools may read 64 KiB at most;"
                + " `config_drive: true` has room");
  }

  @Test
  void whatAConfigurationFileCannotHoldIsRefused() {
    playbook.userData = noise(600);
    playbook.metaData = noise(500);
    Problem problem =
        new Problem(
            "user_data",
            "user_data takes 607 KiB in guestinfo, packed, and a VM's configuration ends at 1 MiB;"
                + " write `config_drive: true`, whose disc has room");

    assertThat(GuestInfoLimits.problem(playbook.desired().guest())).contains(problem);
    assertThatThrownBy(() -> VmGuest.forNew(playbook.desired().guest()))
        .hasMessage(problem.message());
  }

  @Test
  void aConfigDriveCarriesWhatIsTooLargeAndGuestinfoItsDigest() throws Exception {
    playbook.configDrive = Optional.of(true);
    playbook.userData = noise(1200);
    String text = playbook.userData.get().ifKnown().orElseThrow().text();

    Map<String, String> options = VmGuest.forNew(playbook.desired().guest());

    assertThat(GuestInfoLimits.problem(playbook.desired().guest())).isEmpty();
    assertThat(GuestInfoLimits.notes(playbook.desired().guest())).isEmpty();
    assertThat(options)
        .containsEntry("guestinfo.userdata", GuestInfo.digest(text))
        .containsEntry("guestinfo.userdata.encoding", "digest")
        .containsEntry("guestinfo.metadata.encoding", "gzip+base64");
  }
}
