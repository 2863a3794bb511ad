package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Who reads an address that DHCP gives waits for it, without being told to. */
class AddressWaitTest extends Acceptance {
  private static final String TIERS =
      """
      flavors:
        small: {vcpus: 1, ram: 64 MiB}
      instances:
        proxy:
          image: base
          flavor: small
          networks: {eth0: private}
          user_data: "web=${instances.web.ip?join(' ')} nets=${instances.web[0].networks}"
        web:
          count: 2
          image: base
          flavor: small
          networks: {eth0: private}
          user_data: "app=${app_at}"
        app:
          image: base
          flavor: small
          networks: {eth0: private}
          wait_for: tools
          meta_data: "db: ${instances.db.ips?first}"
        db:
          image: base
          flavor: small
          networks: {eth0: private}
      outputs:
        proxy: ${instances.proxy.ip}
      """;

  private static String tiers() {
    return play(TIERS).replace("name: ci\n", "name: ci\nvars: {app_at: \"${instances.app.ip}\"}\n");
  }

  @Test
  void threeTiersConvergeInOneApplyOneStepAtATime() {
    converge("--parallelism", "1");
  }

  @Test
  void threeTiersConvergeInOneApplyAllAtOnce() {
    converge("--parallelism", "16");
  }

  private void converge(String... options) {
    assumeTrue(target instanceof SimulatorTarget, "vcsim's guests report no addresses");
    Provisioning provision = provision(tiers());

    assertThat(provision.plan().out())
        .contains("note: `instance.web-1` and `instance.web-2` wait for its ip")
        .contains("note: `instance.app` waits for its ips");
    converged(provision.apply(options));

    List<String> web = List.of(address(provision, "web-1"), address(provision, "web-2"));
    assertThat(data("proxy", "guestinfo.userdata"))
        .isEqualTo("web=" + String.join(" ", web) + " nets=private=" + web.get(0));
    assertThat(data("web-1", "guestinfo.userdata"))
        .isEqualTo(data("web-2", "guestinfo.userdata"))
        .isEqualTo("app=" + address(provision, "app"));
    assertThat(data("app", "guestinfo.metadata")).contains("db: " + address(provision, "db"));
    nothingIsLeft(provision);
  }

  private String data(String vm, String key) {
    return MainJobTest.decoded(target.otherClient().vm("/DC0/vm/ci/" + vm).extraConfig(), key);
  }

  private static String address(Provisioning provision, String name) {
    String out = provision.run("list").out();
    Matcher line = Pattern.compile("(?m)^.*\\b" + name + "\\b.*private=([0-9.]+).*$").matcher(out);
    assertThat(line.find()).as(out).isTrue();
    return line.group(1);
  }

  @Test
  void anAddressThatDoesNotComeInTimeFailsItsOwnMachineAndSaysWhy() {
    assumeTrue(target instanceof VcsimTarget, "here a guest gets an address");
    Provisioning provision =
        provision(
            play(
                """
                flavors:
                  small: {vcpus: 1, ram: 64 MiB}
                instances:
                  app:
                    image: base
                    flavor: small
                    user_data: "db=${instances.db.ip}"
                  db:
                    image: base
                    flavor: small
                    networks: {eth0: private}
                    wait_for: {timeout: 1 s}
                """));

    Provisioning.Ended ended = provision.apply();

    assertThat(ended.exit()).as(ended.all()).isEqualTo(1);
    assertThat(ended.all())
        .contains("eth0 without address, and others read its ip")
        .contains("`instance.db` failed");
  }

  @Test
  void anAddressThatIsDeclaredIsNotWaitedFor() {
    Provisioning provision =
        provision(
            play(
                """
                flavors:
                  small: {vcpus: 1, ram: 64 MiB}
                instances:
                  app:
                    image: base
                    flavor: small
                    user_data: "db=${instances.db.ip} all=${instances.db.ips?join(' ')}"
                  db:
                    image: base
                    flavor: small
                    networks: {eth0: {network: private, fixed_ip: 10.0.0.5/24}}
                    wait_for: none
                """));

    assertThat(provision.plan().out()).doesNotContain("wait");
    converged(provision.apply());

    assertThat(data("app", "guestinfo.userdata")).isEqualTo("db=10.0.0.5 all=10.0.0.5");
    nothingIsLeft(provision);
  }

  @Test
  void oneThatNeverComesIsAMistakeWithBothPlaces() {
    List<String> refused = new ArrayList<>();
    refused.add(refusal("wait_for: none", "networks: {eth0: private}", "ip"));
    refused.add(refusal("power: off", "networks: {eth0: private}", "networks"));
    refused.add(refusal("protect: false", "networks: {}", "ip"));
    refused.add(
        refusal(
            "wait_for: none",
            "networks: {eth0: private, eth1: {network: back, fixed_ip: 10.0.0.5}}",
            "ips[0]"));

    assertThat(refused)
        .containsExactly(
            "site.yml:14:16: error: `user_data` reads `instances.db.ip`, which DHCP gives, and"
                + " `wait_for: none` of `instance.db` does not wait for it\n"
                + "site.yml:19:15: `instance.db` says so here\n"
                + "hint: write `wait_for: ip` there or leave it out, or give it a `fixed_ip`",
            "site.yml:14:16: error: `user_data` reads `instances.db.networks`, which DHCP gives,"
                + " and `instance.db` never gets one with `power: off`\n"
                + "site.yml:19:12: `instance.db` says so here\n"
                + "hint: switch it on, or give it a `fixed_ip`",
            "site.yml:14:16: error: `user_data` reads `instances.db.ip`, which it does not have,"
                + " and none of its NICs gets an IPv4 address\n"
                + "site.yml:18:15: `instance.db` says so here\n"
                + "hint: give it a NIC with DHCP or with a `fixed_ip` of IPv4",
            "site.yml:14:16: error: `user_data` reads `instances.db.ips`, which DHCP gives, and"
                + " `wait_for: none` of `instance.db` does not wait for it\n"
                + "site.yml:19:15: `instance.db` says so here\n"
                + "hint: write `wait_for: ip` there or leave it out, or give it a `fixed_ip`");
  }

  /** The message, the other place and the hint, without the excerpts. */
  private String refusal(String line, String networks, String attribute) {
    Provisioning.Ended ended =
        provision(
                play(
                    """
                    flavors:
                      small: {vcpus: 1, ram: 64 MiB}
                    instances:
                      app:
                        image: base
                        flavor: small
                        user_data: "db=${instances.db.%s}"
                      db:
                        image: base
                        flavor: small
                        %s
                        %s
                    """
                        .formatted(attribute, networks, line)))
            .run("check");
    assertThat(ended.exit()).as(ended.all()).isEqualTo(65);
    return String.join(
        "\n",
        ended
            .err()
            .lines()
            .map(String::strip)
            .filter(l -> l.matches("(site.yml|hint).*"))
            .toList());
  }
}
