package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The members and the lists of a distributed switch. On the simulator alone: vcsim knows no NICs of
 * members and no lists ({@code vcsim-lacks.yml}).
 */
class SwitchesTest {
  private static final String HEAD =
      """
      name: ci
      vcenter: VCENTER
      """;

  private static final String DVS1 = "/DC0/network/dvs1";

  private SimulatorTarget target;
  @TempDir Path folder;

  @BeforeEach
  void start() {
    target = new SimulatorTarget(SimulatorTarget.LAB);
  }

  @AfterEach
  void stop() {
    target.close();
  }

  private Provisioning provision(String fields) {
    return new Provisioning(target, folder, HEAD + dvs1(fields));
  }

  private static String dvs1(String fields) {
    return "switches:\n  dvs1: {" + fields + "}\n";
  }

  private static void rewrite(Provisioning provision, String fields) {
    provision.rewrite(HEAD + dvs1(fields));
  }

  private static Provisioning.Ended done(Provisioning.Ended ended) {
    assertThat(ended.exit()).as(ended.all()).isZero();
    return ended;
  }

  private void nothingIsLeft(Provisioning provision) {
    assertThat(provision.plan().all()).contains("No changes.");
    target.resetCalls();
    done(provision.apply());
    assertThat(target.mutating()).isEmpty();
  }

  @Test
  void hostsJoinWithTheirNicsOnTheDeclaredUplinks() {
    Provisioning provision =
        provision("uplinks: 2, hosts: {all: {uplink2: vmnic1}, DC0_C0_H1: {uplink1: vmnic1}}");

    Provisioning.Ended plan = provision.plan();
    done(provision.apply());

    assertThat(plan.steps())
        .contains("switch.dvs1  " + DVS1 + ", on DC0_C0_H0, DC0_C0_H1, DC0_C0_H2");
    nothingIsLeft(provision);
    rewrite(provision, "hosts: {DC0_C0_H0: {uplink1: none, uplink2: vmnic1}}");
    nothingIsLeft(provision);
    rewrite(provision, "hosts: {DC0_C0_H0: {uplink1: vmnic1}, DC0_C0_H1: {uplink2: none}}");
    assertThat(provision.plan().steps())
        .contains("hosts.DC0_C0_H0.uplink1  none -> vmnic1")
        .doesNotContain("hosts.DC0_C0_H1");
    Provisioning.Ended refused = provision.apply("--yes");
    assertThat(refused.all()).contains("--allow cut-network");
    done(provision.apply("--allow", "cut-network"));
    nothingIsLeft(provision);
    rewrite(provision, "hosts: {DC0_C0_H0: {uplink2: none}}, exclusive: true");
    assertThat(provision.plan().steps())
        .contains("hosts.DC0_C0_H1  member -> (absent)")
        .contains("hosts.DC0_C0_H2  member -> (absent)");
    done(provision.apply("--allow", "cut-network"));
    nothingIsLeft(provision);
    done(provision.run("destroy", "--yes", "--allow", "delete"));
    assertThat(target.otherClient().in("/DC0/network")).doesNotContain("dvs1");
  }

  @Test
  void oneHostThatIsRefusedKeepsNoOtherOut() {
    Provisioning provision = provision("uplinks: 1, hosts: {DC0_C0_H0: {uplink1: vmnic1}}");
    provision.rewrite(
        (HEAD + dvs1("uplinks: 1, hosts: {DC0_C0_H0: {uplink1: vmnic1}}"))
            .replace("name: ci", "name: other")
            .replace("dvs1", "theirs"));
    done(provision.apply());
    rewrite(provision, "uplinks: 1, hosts: {all: {uplink1: vmnic1}}");

    Provisioning.Ended failed = provision.apply();

    assertThat(failed.exit()).as(failed.all()).isEqualTo(1);
    assertThat(failed.all()).contains("DC0_C0_H0: The resource 'vmnic1' is in use.");
    rewrite(provision, "uplinks: 1, hosts: {all: {uplink1: vmnic1}, DC0_C0_H0: {uplink1: none}}");
    nothingIsLeft(provision);
  }

  @Test
  void listsAreAddedToAndMadeWholeWhenTheyAreExclusive() {
    Provisioning provision =
        provision(
            "lacp: {lag1: {mode: active, ports: 3, timeout: fast}, lag2: {}},"
                + " private_vlans: {100: {101: isolated, 102: community}},"
                + " nioc: {traffic: {vmotion: {shares: low, limit: 500}, nfs: {reservation: 10}}}");
    done(provision.apply());
    nothingIsLeft(provision);

    rewrite(
        provision,
        "lacp: {lag1: {mode: passive, ports: 2, load_balancing: srcMac, timeout: slow}},"
            + " private_vlans: {100: {101: community}, 200: {}},"
            + " nioc: {traffic: {vmotion: {shares: 77, limit: unlimited}}}");
    Provisioning.Ended plan = provision.plan();
    done(provision.apply());

    assertThat(plan.steps())
        .contains("lacp.lag1.mode  active -> passive")
        .contains("lacp.lag1.ports  3 -> 2")
        .contains("lacp.lag1.timeout  fast -> slow")
        .contains("lacp.lag1.load_balancing  srcDestIpTcpUdpPortVlan -> srcMac")
        .contains("private_vlans.100.101.type  isolated -> community")
        .contains("private_vlans.200.200  (absent) -> promiscuous")
        .contains("nioc.traffic.vmotion.shares  low -> 77")
        .contains("nioc.traffic.vmotion.limit  500 -> unlimited")
        .doesNotContain("lag2");
    nothingIsLeft(provision);
    rewrite(provision, "lacp: {lag1: {}}, private_vlans: {200: {}}, exclusive: true");
    assertThat(provision.plan().steps())
        .contains("lacp.lag2  passive, 2 ports -> (absent)")
        .contains("private_vlans.100.102  community -> (absent)");
    done(provision.apply());
    nothingIsLeft(provision);
  }

  private static String pools(String more, String pools, String of) {
    return "uplinks: 1, hosts: {all: {uplink1: vmnic1}}, "
        + more
        + "nioc: {enabled: true, traffic: {virtualMachine: {reservation: 100}}, pools: {"
        + pools
        + "}}}\nnetworks:\n  app: {switch: dvs1, vlan: 42, resource_pool: "
        + of;
  }

  /** Three hosts with a NIC each: the pools may reserve 300 Mbit/s together. */
  @Test
  void networkResourcePoolsTakeTheirPartOfWhatTheNicsReserveAndPortGroupsNameThem() {
    Provisioning provision =
        provision(pools("", "gold: {reservation: 200, description: one}, silver: {}", "gold"));
    done(provision.apply());
    nothingIsLeft(provision);
    done(provision.run("rehearse"));

    rewrite(provision, pools("", "gold: {reservation: 201}, silver: {reservation: 100}", "gold"));
    Provisioning.Ended refused = provision.apply();
    rewrite(provision, pools("", "gold: {}", "golds"));
    Provisioning.Ended unknown = provision.plan();
    rewrite(
        provision,
        pools(
            "",
            "gold: {reservation: 50, description: two}, silver: {reservation: 100}, tin: {}",
            "silver"));
    Provisioning.Ended plan = provision.plan();
    done(provision.apply());

    assertThat(refused.all())
        .contains(
            "The network resource pools reserve 301 Mbit/s, and the NICs of the switch have 300"
                + " for virtual machines.");
    assertThat(unknown.err())
        .contains("switch `dvs1` has no network resource pool `golds`; did you mean `gold`?");
    assertThat(plan.steps())
        .contains("nioc.pools.gold.reservation  200 -> 50")
        .contains("nioc.pools.gold.description  one -> two")
        .contains("nioc.pools.silver.reservation  0 -> 100")
        .contains("nioc.pools.tin  (absent) -> reserves nothing")
        .contains("resource_pool  gold -> silver");
    nothingIsLeft(provision);
    rewrite(provision, pools("exclusive: true, ", "gold: {}", "gold"));
    assertThat(provision.apply().all()).contains("The resource 'silver' is in use.");
    rewrite(provision, pools("", "gold: {}", "none"));
    assertThat(provision.plan().steps()).contains("resource_pool  silver -> none");
    done(provision.apply());
    rewrite(provision, pools("exclusive: true, ", "gold: {}", "none"));
    assertThat(provision.plan().steps())
        .contains("nioc.pools.silver  reserves 100 Mbit/s -> (absent)");
    done(provision.apply());
    nothingIsLeft(provision);
  }

  @Test
  void mistakesInNetworkResourcePoolsAreToldOffline() {
    Provisioning.Ended refused =
        provision("nioc: {version: 2, pools: {none: {reservation: -1}}}").run("check");

    assertThat(refused.err())
        .contains("only version 3 of Network I/O Control has these pools")
        .contains("`none` means no pool in a port group; take another name")
        .contains("`reservation` is a number of Mbit/s");
  }

  @Test
  void whatCutsMembersOffNeedsItsOwnWord() {
    Provisioning provision =
        provision("version: 7.0.0, mtu: 1500, hosts: {all: {\"Uplink 1\": none}}");
    done(provision.apply());
    rewrite(provision, "version: 8.0.0, mtu: 9000");

    Provisioning.Ended refused = provision.apply("--yes");

    assertThat(refused.all()).contains("--allow cut-network");
    done(provision.apply("--allow", "cut-network"));
    nothingIsLeft(provision);
    rewrite(provision, "version: 7.0.0");
    assertThat(provision.plan().all()).contains("a switch cannot go back to an older version");
  }

  @Test
  void theUplinkPortGroupIsItsOwnAndOtherPortGroupsKeepItThere() {
    Provisioning provision = provision("uplinks: 1");
    done(provision.apply());
    assertThat(target.otherClient().in("/DC0/network"))
        .anyMatch(name -> name.startsWith("dvs1-DVUplinks-"))
        .noneMatch(name -> name.contains("~provision"));
    nothingIsLeft(provision);
    done(provision.run("rehearse"));
  }

  @Test
  void hostsOfBothFormsAreRefusedPlainly() {
    Provisioning.Ended refused =
        provision("hosts: {DC0_C0_H0: {}, DC0_C0_H1: {uplink1: vmnic1}}").plan();

    assertThat(refused.err()).contains("a standard switch has a list of hosts");
  }
}
