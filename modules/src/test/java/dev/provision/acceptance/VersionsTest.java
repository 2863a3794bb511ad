package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is declared and means nothing on the server at hand, by the version that it announces. */
class VersionsTest {
  private static final String FLAVOR =
      """
      name: ci
      vcenter: VCENTER
      images:
        base: {template: /DC0/vm/DC0_SEED}
      networks:
        private: {port_group: VM Network}
      flavors:
        small:
          vcpus: 1
          ram: 64 MiB
          extra_specs:
            quota:disk_io_limit: 500
            quota:disk_io_shares_level: custom
            quota:disk_io_shares_share: 400
      instances:
        web: {image: base, flavor: small, networks: {eth0: private}}
      """;

  private static final String SAID =
      " means nothing on this server, which speaks API 9.0.0.0: it is for Storage I/O Control,"
          + " which vSphere 9.0 does not have any more";

  @TempDir Path folder;

  private Provisioning on(String version) {
    return new Provisioning(
        new SimulatorTarget("version: " + version + "\n" + SimulatorTarget.LAB), folder, FLAVOR);
  }

  @Test
  void thePlanSaysWhatMeansNothingAnyMoreAndTheRestIsMade() {
    Provisioning provision = on("9.0");

    Provisioning.Ended plan = provision.plan();

    assertThat(plan.exit()).as(plan.all()).isZero();
    assertThat(plan.out().replaceAll("\\s+", " "))
        .contains("`quota:disk_io_shares_level`" + SAID)
        .contains("`quota:disk_io_shares_share`" + SAID)
        .doesNotContain("`quota:disk_io_limit` means");
    assertThat(provision.apply().exit()).isZero();
    Provisioning.Ended again = provision.plan("--exit-code");
    assertThat(again.exit()).as(again.all()).isZero();
    assertThat(again.out().replaceAll("\\s+", " ")).contains("`quota:disk_io_shares_level`" + SAID);
    provision.rewrite(FLAVOR.replace("disk_io_limit: 500", "disk_io_limit: 600"));
    assertThat(provision.plan().out())
        .contains("quota:disk_io_limit")
        .contains("500 IOPS")
        .contains("600 IOPS");
  }

  @Test
  void whereItMeansSomethingNothingIsSaidAndItIsCompared() {
    Provisioning provision = on("8.0.3");

    Provisioning.Ended plan = provision.plan();

    assertThat(plan.exit()).as(plan.all()).isZero();
    assertThat(plan.out())
        .doesNotContain("means nothing")
        .contains(
            "note: `quota:disk_io_shares_level` still works on this server, which speaks API"
                + " 8.0.3.0, and is deprecated since 8.0.3; a limit, quota:disk_io_limit, works on"
                + " (site.yml:13:");
    assertThat(provision.apply().exit()).isZero();
    provision.rewrite(FLAVOR.replace("shares_share: 400", "shares_share: 800"));
    assertThat(provision.plan().out()).contains("custom 400").contains("custom 800");
  }

  @Test
  void aRehearsalIsOnACopyOfTheSameVersion() {
    Provisioning provision = on("9.0");

    Provisioning.Ended rehearsed = provision.run("rehearse");

    assertThat(rehearsed.exit()).as(rehearsed.all()).isZero();
    assertThat(rehearsed.out().replaceAll("\\s+", " "))
        .contains("`quota:disk_io_shares_level`" + SAID);
  }
}
