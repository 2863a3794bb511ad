package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.acceptance.OtherClient.SeenVm;
import org.junit.jupiter.api.Test;

/** The playbook is edited: the plan says which fields, and apply makes them so. */
class ChangesTest extends Acceptance {
  private static final String VM = "/DC0/vm/ci/web";

  @Test
  void aRaisedFlavorIsPlannedByFieldAndConverged() {
    Provisioning provision = provision(plain());
    converged(provision.apply());
    provision.rewrite(one("vcpus: 2, ram: 128 MiB", "networks: {eth0: private}"));

    assertThat(provision.plan().steps())
        .isEqualTo(
            """
              ~  instance.web  powers off: CPU hot-add is disabled; memory hot-add is disabled
                    vcpus  1 -> 2  site.yml:9:18
                    ram  64 MiB -> 128 MiB  site.yml:9:26
            """);
    converged(provision.apply("--allow", "power-off"));

    SeenVm seen = target.otherClient().vm(VM);
    assertThat(seen.cpus()).isEqualTo(2);
    assertThat(seen.memoryMib()).isEqualTo(128);
    assertThat(seen.on()).isTrue();
    nothingIsLeft(provision);
  }

  @Test
  void aNicIsAddedWithoutHarm() {
    Provisioning provision = provision(plain());
    converged(provision.apply());
    provision.rewrite(
        one(
            "vcpus: 1, ram: 64 MiB",
            "networks: {eth0: private, eth1: {network: back, mac: 00:50:56:00:00:09}}"));

    assertThat(provision.plan().steps())
        .isEqualTo(
            """
              ~  instance.web  changed in place
                    networks.eth1  (absent) -> DC0_DVPG0, vmxnet3  site.yml:11:69
                    meta_data  180 characters, sha256 6dcb629a -> 245 characters, sha256 2cce273d  site.yml:11:3
            """);
    converged(provision.apply());

    assertThat(target.otherClient().vm(VM).nics())
        .contains(
            new OtherClient.SeenNic("00:50:56:00:00:09", target.otherClient().backing("DC0_DVPG0")))
        .hasSize(2);
    nothingIsLeft(provision);
  }

  @Test
  void aVmIsMovedToAnotherFolder() {
    Provisioning provision = provision(plain());
    converged(provision.apply());
    provision.rewrite(
        one("vcpus: 1, ram: 64 MiB", "networks: {eth0: private}, folder: shelf")
            + """
              folders:
                shelf: {path: /DC0/vm/shelf}
              """);

    assertThat(provision.plan().steps())
        .isEqualTo(
            """
              +  folder.shelf  /DC0/vm/shelf
              ~  instance.web  changed in place
                    folder  /DC0/vm/ci -> /DC0/vm/shelf  site.yml:11:72
              !  folder.ci  orphan: /DC0/vm/ci is owned by ci and no longer declared; --prune deletes it
            """);
    converged(provision.apply());

    assertThat(target.otherClient().in("/DC0/vm/shelf")).containsExactly("web");
    assertThat(target.otherClient().in("/DC0/vm/ci")).isEmpty();
    nothingIsLeft(provision);
  }

  @Test
  void onePoweredOff() {
    Provisioning provision = provision(plain());
    converged(provision.apply());
    provision.rewrite(one("vcpus: 1, ram: 64 MiB", "networks: {eth0: private}, power: off"));

    assertThat(provision.plan().steps())
        .isEqualTo(
            """
              ~  instance.web  powers off
                    power  on -> off  site.yml:11:71
            """);
    converged(provision.apply("--yes"));

    assertThat(target.otherClient().vm(VM).on()).isFalse();
    nothingIsLeft(provision);
  }

  @Test
  void whatDisruptsIsRefusedWholeUnlessItIsAllowed() {
    target.needs(Target.Ability.COUNTS_CALLS);
    Provisioning provision = provision(plain());
    converged(provision.apply());
    target.resetCalls();
    provision.rewrite(
        one(
            "vcpus: 2, ram: 64 MiB",
            "networks: {eth0: private}, annotation: harmless, power: off"));

    Provisioning.Ended refused = provision.apply();
    Provisioning.Ended other = provision.apply("--allow", "delete");

    assertThat(refused.exit()).isEqualTo(3);
    assertThat(refused.err())
        .isEqualTo(
            "error: nothing was changed: the plan would power-off; allow it with --yes or --allow"
                + " power-off\n");
    assertThat(other.exit()).isEqualTo(3);
    assertThat(target.mutating()).isEmpty();
    converged(provision.apply("--allow", "power-off"));
    nothingIsLeft(provision);
  }

  @Test
  void replacingMakesANewOneOfTheSameName() {
    Provisioning provision = provision(plain());
    converged(provision.apply());
    String before = target.otherClient().identity(VM);

    Provisioning.Ended refused = provision.apply("--replace", "instance.web");
    converged(provision.apply("--replace", "instance.web", "--allow", "replace"));

    assertThat(refused.exit()).isEqualTo(3);
    assertThat(refused.err()).contains("--allow replace");
    assertThat(target.otherClient().in("/DC0/vm/ci")).containsExactly("web");
    assertThat(target.otherClient().identity(VM)).isNotEqualTo(before);
    nothingIsLeft(provision);
  }
}
