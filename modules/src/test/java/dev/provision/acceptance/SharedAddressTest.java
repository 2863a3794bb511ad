package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

/** Two machines of one network are never given one address. */
class SharedAddressTest extends Acceptance {
  private static final String FLAVOR =
      """
      flavors:
        small: {vcpus: 1, ram: 64 MiB}
      instances:
      """;

  private static String instance(String name, String networks) {
    return "  %s: {image: base, flavor: small, networks: %s}\n".formatted(name, networks);
  }

  private Provisioning.Ended check(String playbook) {
    return provision(playbook).run("check");
  }

  @Test
  void twoOfOnePlaybookAreRefusedWithBothPlaces() {
    Provisioning.Ended ended =
        check(
            play(FLAVOR
                    + instance("web", "{eth0: {network: private, fixed_ip: 10.0.0.11/24}}")
                    + instance(
                        "db",
                        "{eth0: back, eth1: {network: other, addresses: [10.0.0.9/24,"
                            + " 10.0.0.11/16]}}"))
                .replace("  back:", "  other: VM Network\n  back:"));

    assertThat(ended.exit()).as(ended.all()).isEqualTo(65);
    assertThat(ended.err())
        .contains(
            "site.yml:13:107: error: `instance.web` and `instance.db` cannot both have 10.0.0.11 in"
                + " `private`")
        .contains("site.yml:12:83: it stands here too");
  }

  @Test
  void anIndexThatWasForgottenIsNamed() {
    Provisioning.Ended ended =
        check(
            play(
                FLAVOR
                    + "  web: {count: 3, image: base, flavor: small,"
                    + " networks: {eth0: {network: private, fixed_ip: 'fd00::1/64'}}}\n"));

    assertThat(ended.exit()).as(ended.all()).isEqualTo(65);
    assertThat(ended.err())
        .contains(
            "`instance.web-1`, `instance.web-2` and `instance.web-3` cannot all have fd00::1 in"
                + " `private`")
        .contains("hint: `${index}` or `${each}` in it gives each one of its own");
  }

  @Test
  void oneAddressInTwoTextsIsOne() {
    assertThat(
            check(
                    play(
                        FLAVOR
                            + instance("a", "{eth0: {network: private, fixed_ip: 'fd00::a/64'}}")
                            + instance(
                                "b", "{eth0: {network: private, fixed_ip: 'FD00:0:0::000a/64'}}")))
                .err())
        .contains("`instance.a` and `instance.b` cannot both have fd00::a in `private`");
  }

  @Test
  void inTwoNetworksItIsTwoAddresses() {
    Provisioning provision =
        provision(
            play(
                FLAVOR
                    + instance("a", "{eth0: {network: private, fixed_ip: 10.0.0.11/24}}")
                    + instance("b", "{eth0: {network: back, fixed_ip: 10.0.0.11/24}}")));

    converged(provision.apply());

    nothingIsLeft(provision);
  }

  @Test
  void twoNamesOfOnePortGroupAreSeenByThePlan() {
    Provisioning.Ended ended =
        provision(
                play(FLAVOR
                        + instance("a", "{eth0: {network: private, fixed_ip: 10.0.0.11/24}}")
                        + instance("b", "{eth0: {network: other, fixed_ip: 10.0.0.11}}"))
                    .replace("  back:", "  other: /DC0/network/VM Network\n  back:"))
            .plan();

    assertThat(ended.exit()).as(ended.all()).isEqualTo(65);
    assertThat(ended.err())
        .contains("`instance.a` and `instance.b` cannot both have 10.0.0.11 in `private`")
        .contains("it stands here too");
  }

  @Test
  void twoPlaysOfOneVcenterAreOnePlaybook() {
    String first = play(FLAVOR + instance("a", "{eth0: {network: private, fixed_ip: 10.0.0.11}}"));
    String second =
        play(FLAVOR + instance("b", "{eth0: {network: VM Network, fixed_ip: 10.0.0.11}}"))
            .replace("name: ci", "name: cd");

    Provisioning.Ended ended =
        check("- " + first.indent(2).strip() + "\n- " + second.indent(2).strip());

    assertThat(ended.exit()).as(ended.all()).isEqualTo(65);
    assertThat(ended.err())
        .contains("`instance.a` and `instance.b` cannot both have 10.0.0.11 in `private`");
  }

  @Test
  void anAddressOfAnotherEnvironmentIsRefusedByPathWhetherItRunsOrNot() {
    converged(
        provision(
                play(FLAVOR + instance("a", "{eth0: {network: private, fixed_ip: 10.0.0.11/24}}"))
                    .replace("name: ci", "name: other"))
            .apply());
    target.otherClient().power("/DC0/vm/other/a", false);
    Provisioning ours =
        provision(
            play(
                FLAVOR
                    + instance("b", "{eth0: {network: VM Network, fixed_ip: 10.0.0.11/24}}")
                    + instance("c", "{eth0: {network: back, fixed_ip: 10.0.0.11/24}}")));

    Provisioning.Ended refused = ours.apply();

    assertThat(refused.exit()).as(refused.all()).isEqualTo(65);
    assertThat(refused.err())
        .contains(
            "site.yml:11:84: error: `instance.b` cannot have 10.0.0.11 in `VM Network`:"
                + " `/DC0/vm/other/a` has it")
        .doesNotContain("instance.c");
  }

  @Test
  void whatAGuestReportsCountsForMachinesThatAreNotOurs() {
    assumeTrue(target instanceof SimulatorTarget, "vcsim's guests report no addresses");
    Provisioning theirs =
        provision(
            play(FLAVOR + instance("a", "{eth0: private}") + "    wait_for: ip\n")
                .replace("private}}\n    wait_for: ip", "private}, wait_for: ip}"));
    converged(theirs.apply());
    String out = theirs.run("list").out();
    String address = out.replaceAll("(?s).*private=([0-9.]+).*", "$1");
    Provisioning ours =
        provision(
            play(FLAVOR
                    + instance("b", "{eth0: {network: private, fixed_ip: %s}}".formatted(address)))
                .replace("name: ci", "name: cd"));

    Provisioning.Ended refused = ours.plan();

    assertThat(refused.exit()).as(refused.all()).isEqualTo(65);
    assertThat(refused.err())
        .contains("`instance.b` cannot have " + address + " in `private`: `/DC0/vm/ci/a` has it");
  }

  @Test
  void twoThatExchangeTheirAddressesAreNotInEachOthersWay() {
    String playbook =
        play(
            FLAVOR
                + instance("a", "{eth0: {network: private, fixed_ip: 10.0.0.11/24}}")
                + instance("b", "{eth0: {network: private, fixed_ip: 10.0.0.12/24}}"));
    Provisioning provision = provision(playbook);
    converged(provision.apply());

    provision.rewrite(
        playbook.replace("0.11/", "0.13/").replace("0.12/", "0.11/").replace("0.13/", "0.12/"));

    converged(provision.apply());
    nothingIsLeft(provision);
  }

  @Test
  void whatIsPrunedGivesItsAddressBackFirst() {
    String two =
        play(
            FLAVOR
                + instance("a", "{eth0: {network: private, fixed_ip: 10.0.0.11/24}}")
                + instance("b", "{eth0: {network: private, fixed_ip: 10.0.0.12/24}}"));
    Provisioning provision = provision(two);
    converged(provision.apply());
    provision.rewrite(
        play(
            FLAVOR
                + instance("a", "{eth0: {network: private, fixed_ip: 10.0.0.11/24}}")
                + instance("c", "{eth0: {network: private, fixed_ip: 10.0.0.12/24}}")));

    assertThat(provision.plan().err())
        .contains("`instance.c` cannot have 10.0.0.12 in `private`: `/DC0/vm/ci/b` has it");
    converged(provision.apply("--prune", "--yes"));

    assertThat(target.otherClient().in("/DC0/vm/ci")).containsExactlyInAnyOrder("a", "c");
  }
}
