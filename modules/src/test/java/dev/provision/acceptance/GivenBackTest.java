package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.acceptance.OtherClient.SeenVm;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An adopted machine is given back with nothing of ours on it. */
class GivenBackTest extends Acceptance {
  private static final String WEB = "/DC0/vm/old/web";
  private static final String ADOPTED =
      """
      folders:
        old: {path: /DC0/vm/old, adopt: true}
      flavors:
        small: {vcpus: 1, ram: 64 MiB}
      """;

  @BeforeEach
  void somebodysMachine() {
    target.otherClient().folder("/DC0/vm/old");
    target.otherClient().copy("/DC0/vm/DC0_C0_RP0_VM1", "web");
    target.otherClient().move("/DC0/vm/web", "/DC0/vm/old");
  }

  private static String web(String more) {
    return "instances:\n"
        + "  web: {image: base, flavor: small, networks: {}, folder: old, adopt: true"
        + more
        + "}\n";
  }

  private void nothingOfOursIsOn(Map<String, String> extraConfig) {
    assertThat(extraConfig.keySet())
        .noneMatch(key -> key.startsWith("provision.") || key.startsWith("guestinfo."));
  }

  @Test
  void itsVolumesAreTakenOffAndGoOrStay() {
    Provisioning provision =
        provision(
            play(
                ADOPTED
                    + "volumes:\n  data: {size: 1 GiB}\n  logs: {size: 1 GiB, protect: true}\n"
                    + web(", power: off, volumes: {a: data, b: logs}")));
    SeenVm before = target.otherClient().vm(WEB);
    converged(provision.apply("--yes"));
    assertThat(target.otherClient().disks(WEB)).hasSize(before.diskMib().size() + 2);

    Provisioning.Ended destroyed = provision.run("destroy", "--yes");
    Provisioning.Ended again = converged(provision.run("destroy", "--yes"));

    assertThat(destroyed.exit()).as(destroyed.all()).isZero();
    assertThat(destroyed.out()).contains("given back, not deleted: " + WEB);
    SeenVm after = target.otherClient().vm(WEB);
    assertThat(after.diskMib()).isEqualTo(before.diskMib());
    nothingOfOursIsOn(after.extraConfig());
    assertThat(target.otherClient().files("[LocalDS_0] provision/volumes/ci"))
        .containsExactly("logs");
    assertThat(again.out()).contains("No changes.");
  }

  @Test
  void aRunningOneLosesItsVolumeWithoutBeingSwitchedOff() {
    Provisioning provision =
        provision(
            play(
                ADOPTED
                    + "volumes:\n  data: {size: 1 GiB}\n"
                    + web(", power: on, volumes: {a: data}")));
    converged(provision.apply("--yes"));
    int with = target.otherClient().disks(WEB).size();
    provision.rewrite(play(ADOPTED + "volumes:\n  data: {size: 1 GiB}\n"));

    Provisioning.Ended pruned = provision.apply("--prune", "--yes");

    assertThat(pruned.exit()).as(pruned.all()).isZero();
    assertThat(target.otherClient().disks(WEB)).hasSize(with - 1);
    assertThat(target.otherClient().vm(WEB).on()).isTrue();
    nothingOfOursIsOn(target.otherClient().vm(WEB).extraConfig());
    assertThat(target.otherClient().files("[LocalDS_0] provision/volumes/ci"))
        .containsExactly("data");
    nothingIsLeft(provision);
  }

  @Test
  void itsConfigDriveAndWhatItsGuestWasToldGo() {
    Provisioning provision =
        provision(
            play(
                ADOPTED
                    + web(
                        ", power: off, config_drive: true, user_data: '#cloud-config',"
                            + " user_data_change: rerun")));
    converged(provision.apply("--yes"));
    SeenVm taken = target.otherClient().vm(WEB);
    assertThat(taken.cdroms()).hasSize(1);
    assertThat(taken.extraConfig()).containsKeys("guestinfo.userdata", "guestinfo.metadata");

    converged(provision.run("destroy", "--yes"));

    SeenVm after = target.otherClient().vm(WEB);
    assertThat(after.cdroms()).isEmpty();
    nothingOfOursIsOn(after.extraConfig());
    assertThat(target.otherClient().files("[LocalDS_0] web"))
        .noneMatch(file -> file.endsWith(".iso"));
  }

  @Test
  void aRunningOneHasItsConfigDriveEjected() {
    Provisioning provision =
        provision(play(ADOPTED + web(", power: on, config_drive: true, user_data: 'x'")));
    converged(provision.apply("--yes"));
    assertThat(target.otherClient().vm(WEB).cdroms()).hasSize(1);

    converged(provision.run("destroy", "--yes"));

    assertThat(target.otherClient().vm(WEB).cdroms()).isEmpty();
    assertThat(target.otherClient().vm(WEB).on()).isTrue();
    assertThat(target.otherClient().files("[LocalDS_0] web"))
        .noneMatch(file -> file.endsWith(".iso"));
  }

  @Test
  void itIsInNoRuleOfOursAnyMore() {
    Provisioning provision =
        provision(
            play(
                ADOPTED
                    + "server_groups:\n  apart: {policy: anti-affinity}\n"
                    + web(", power: off, server_group: apart")
                    + "  other: {image: base, flavor: small, networks: {}, server_group: apart}\n"));
    converged(provision.apply("--yes"));
    assertThat(target.otherClient().rules("/DC0/host/DC0_C0").values()).isNotEmpty();

    converged(provision.run("destroy", "--yes"));

    assertThat(target.otherClient().rules("/DC0/host/DC0_C0")).isEmpty();
    nothingOfOursIsOn(target.otherClient().vm(WEB).extraConfig());
  }
}
