package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is there and comes to need more than there is: refused before it is touched. */
class GrowthTest {
  private static final String LAB =
      """
      speed: 1000
      guest_delay: 10 ms
      datacenters:
        DC0:
          clusters:
            C0:
              drs: %s
              hosts:
                esx1: {cpus: 8, memory: 10 GiB}
                esx2: {cpus: 8, memory: 16 GiB}
          datastores:
            nas1: 200 GiB
          networks:
            VM Network: {}
          templates:
            ubuntu: {datastore: nas1, disk: 8 GiB, used: 2 GiB, network: VM Network}
      """;

  private static final String PLAY =
      """
      name: ci
      vcenter: {simulator: lab.yml}
      images:
        ubuntu: {template: ubuntu}
      flavors:
        web: {vcpus: 1, ram: %s, disk: %s}
      volumes:
        data: {size: %s}
      instances:
        web: {image: ubuntu, flavor: web, clone: full, networks: {eth0: VM Network}%s}
      """;

  @TempDir Path folder;

  private SimulatorTarget target;

  private static String play(String ram, String disk, String volume, String more) {
    return PLAY.formatted(ram, disk, volume, more);
  }

  private Provisioning applied(String drs, String play) {
    target = new SimulatorTarget(LAB.formatted(drs));
    Provisioning provision = new Provisioning(target, folder, play);
    Provisioning.Ended ended = provision.apply();
    assertThat(ended.exit()).as(ended.all()).isZero();
    return provision;
  }

  private Provisioning.Ended changed(Provisioning provision, String play) {
    provision.rewrite(play);
    target.resetCalls();
    return provision.apply("--yes");
  }

  private void refused(Provisioning.Ended ended, String... words) {
    assertThat(ended.exit()).as(ended.all()).isNotZero();
    assertThat(target.mutating()).isEmpty();
    assertThat(ended.err()).contains(words);
  }

  @Test
  void aSizeThatNoHostHasIsRefusedBeforeAnythingIsSwitchedOff() {
    Provisioning provision = applied("true", play("1 GiB", "8 GiB", "1 GiB", ""));

    refused(
        changed(provision, play("17 GiB", "8 GiB", "1 GiB", "")),
        "no place for `instance.web`: 1 vcpu, 17 GiB of ram",
        "esx1  has 10 GiB of memory",
        "esx2  has 16 GiB of memory");
    // to move it away would free nothing for it
    assertThat(provision.plan().err()).doesNotContain("could move");
    assertThat(target.otherClient().vm("/DC0/vm/ci/web").on()).isTrue();
  }

  @Test
  void itsOwnRoomCountsAsFree() {
    // 9 of 16 GiB are its own, so 12 fit where only 7 are free
    Provisioning provision = applied("false", play("9 GiB", "8 GiB", "1 GiB", ", host: esx2"));

    Provisioning.Ended ended = changed(provision, play("12 GiB", "8 GiB", "1 GiB", ", host: esx2"));

    assertThat(ended.exit()).as(ended.all()).isZero();
    assertThat(ended.out()).contains("1 changed").doesNotContain("-> esx2");
    assertThat(target.otherClient().vm("/DC0/vm/ci/web").memoryMib()).isEqualTo(12288);
  }

  @Test
  void nobodyMovesItWhereDrsIsOff() {
    Provisioning provision = applied("false", play("1 GiB", "8 GiB", "1 GiB", ", host: esx1"));
    String more = play("12 GiB", "8 GiB", "1 GiB", "");

    refused(changed(provision, more), "esx1  has 10 GiB of memory", "esx2  is not the host");
    // a change that asks for less than it has needs no place
    assertThat(changed(provision, play("512 MiB", "8 GiB", "1 GiB", "")).exit()).isZero();
  }

  @Test
  void drsMovesWhatItsHostHasNoRoomFor() {
    Provisioning provision = applied("true", play("1 GiB", "8 GiB", "1 GiB", ""));

    Provisioning.Ended planned;
    provision.rewrite(play("12 GiB", "8 GiB", "1 GiB", ""));
    planned = provision.plan();

    assertThat(planned.exit()).as(planned.all()).isZero();
    assertThat(planned.out()).contains("ram").contains("1 to change");
  }

  @Test
  void whatIsSwitchedOnNeedsRoomToo() {
    Provisioning provision = applied("false", play("8 GiB", "8 GiB", "1 GiB", ", power: off"));
    String path = "/DC0/vm/ci/web";
    assertThat(target.otherClient().vm(path).on()).isFalse();
    String on =
        play("8 GiB", "8 GiB", "1 GiB", "").replace("web: {image", "a: {image")
            + "  b: {image: ubuntu, flavor: web, networks: {}}\n"
            + "  web: {image: ubuntu, flavor: web, clone: full, networks: {eth0: VM Network}}\n";

    // of 8 GiB one fits on the first host and two on the other
    String four = on + "  d: {image: ubuntu, flavor: web, networks: {}}\n";
    refused(changed(provision, four), "no place for `instance.");
    assertThat(changed(provision, on).exit()).isZero();
    assertThat(target.otherClient().vm(path).on()).isTrue();
  }

  @Test
  void aDiskThatItsDatastoreHasNoRoomForIsRefused() {
    Provisioning provision = applied("true", play("1 GiB", "8 GiB", "1 GiB", ""));

    refused(
        changed(provision, play("1 GiB", "300 GiB", "1 GiB", "")),
        "no place for `instance.web`",
        "nas1");
    refused(
        changed(provision, play("1 GiB", "8 GiB", "1 TiB", "")),
        "it needs 1023 GiB more on datastore `nas1`");
    Provisioning.Ended both = changed(provision, play("1 GiB", "20 GiB", "30 GiB", ""));
    assertThat(both.exit()).as(both.all()).isZero();
  }
}
