package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.AutoStartPowerInfo;
import com.vmware.vim25.HostAutoStartManagerConfig;
import com.vmware.vim25.HostConfigManager;
import com.vmware.vim25.HostFirewallRulesetIpList;
import com.vmware.vim25.HostFirewallRulesetRulesetSpec;
import com.vmware.vim25.HostLockdownMode;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.OptionValue;
import com.vmware.vim25.ws.VimStub;
import dev.provision.acceptance.Provisioning.Ended;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is set on hosts, on the simulator: vcsim has two of these calls ({@code vcsim-lacks.yml}).
 * Each call is made only for what differs, and for what is declared. It is long because a host has
 * nine managers and one lab serves them all.
 */
class HostSettingsTest {
  private static final String HEAD =
      """
      name: ci
      vcenter: VCENTER
      clusters: {DC0_C0: {}}
      hosts:
        esx:
          address: DC0_C0_H0
          cluster: DC0_C0
          adopt: true
      """;

  private static final String SETTINGS =
      """
          ntp: {servers: [ntp1.example.com, ntp2.example.com]}
          dns: {servers: [10.0.0.53], domain: example.com}
          gateway: 10.0.0.254
          services:
            ntpd: {policy: on, running: true}
            TSM-SSH: {policy: off, running: false}
          firewall:
            ntpClient: {enabled: true}
            sshServer: {allowed: [10.0.0.0/24]}
          syslog: {hosts: ["tcp://log.example.com:514"], dir: "[LocalDS_0] logs"}
          options: {UserVars.ESXiShellInteractiveTimeOut: 600, NFS.MaxVolumes: 32}
          lockdown: normal
          power_policy: high-performance
          autostart: {enabled: true, start_delay: 30 s}
      """;

  @TempDir Path folder;
  private SimulatorTarget target = new SimulatorTarget(0);

  private Provisioning provision(String settings) {
    return new Provisioning(target, folder, HEAD + settings);
  }

  private VimStub api() {
    return target.vim().api();
  }

  private ManagedObjectReference host() {
    return target.stub().at("/DC0/host/DC0_C0/DC0_C0_H0");
  }

  private HostConfigManager managers() {
    return target.vim().property(host(), "configManager", HostConfigManager.class);
  }

  private static void converged(Ended ended) {
    assertThat(ended.exit()).as(ended.all()).isZero();
  }

  /** Calls that change something, without those that every apply makes. */
  private Map<String, Integer> sets() {
    Map<String, Integer> calls = new TreeMap<>(target.mutating());
    List.of("AddCustomFieldDef", "CreateFolder", "SetField", "UnregisterAndDestroy_Task")
        .forEach(calls::remove);
    return calls;
  }

  private void changesNothing(Provisioning provision) {
    target.resetCalls();
    assertThat(provision.apply().all()).contains("No changes.");
    assertThat(target.mutating()).isEmpty();
  }

  private static List<String> lines(Ended plan) {
    return plan.out().lines().map(line -> line.strip().replaceAll(" {2,}", "  ")).toList();
  }

  @Test
  void anAdoptedHostGetsWhatIsDeclaredAndDiffersInACallForEachManager() {
    Provisioning provision = provision(SETTINGS);
    Ended plan = provision.plan();
    Ended refused = provision.apply("--yes");
    target.resetCalls();
    converged(provision.apply("--yes", "--allow", "cut-network"));
    Map<String, Integer> sets = sets();
    Ended rehearsed = provision.run("rehearse");
    changesNothing(provision);
    Ended destroyed = provision.run("destroy", "--yes");

    assertThat(refused.exit()).as(refused.all()).isEqualTo(3);
    assertThat(lines(plan))
        .anyMatch(
            line -> line.startsWith("ntp.servers  none -> ntp1.example.com, ntp2.example.com"))
        .anyMatch(line -> line.startsWith("gateway.ipv4  10.0.0.1 -> 10.0.0.254"))
        .anyMatch(line -> line.startsWith("services.ntpd.policy  off -> on"))
        .noneMatch(line -> line.contains("TSM-SSH") || line.contains("NFS.MaxVolumes"));
    assertThat(plan.out())
        .contains("may cut a network: vCenter and the host may reach each other through it")
        .contains("the ruleset `syslog` is disabled there, so no log leaves the host");
    assertThat(sets)
        .isEqualTo(
            Map.of(
                "UpdateNetworkConfig", 1,
                "UpdateRuleset", 1,
                "EnableRuleset", 1,
                "UpdateOptions", 1,
                "UpdateDateTimeConfig", 1,
                "UpdateServicePolicy", 1,
                "StartService", 1,
                "ConfigurePowerPolicy", 1,
                "ReconfigureAutostart", 1,
                "ChangeLockdownMode", 1));
    assertThat(rehearsed.exit()).as(rehearsed.all()).isZero();
    converged(destroyed);
    assertThat(target.vim().property(host(), "config.lockdownMode", HostLockdownMode.class))
        .isEqualTo(HostLockdownMode.lockdownNormal);
  }

  @Test
  void anotherSpellingIsNoDifferenceAndNtpIsRestartedOnlyForOtherServers() throws Exception {
    HostFirewallRulesetRulesetSpec open = new HostFirewallRulesetRulesetSpec();
    open.setAllowedHosts(new HostFirewallRulesetIpList());
    open.getAllowedHosts().setAllIp(true);
    open.getAllowedHosts().setIpAddress(new String[] {"10.9.9.9"});
    api().updateRuleset(managers().getFirewallSystem(), "sshServer", open);
    api().startService(managers().getServiceSystem(), "ntpd");
    String rest =
        """
            firewall: {sshServer: {allowed: all}}
            syslog: {dir: "[LocalDS_0] logs/esx"}
            scratch: "[LocalDS_0] scratch"
            services: {ntpd: {policy: automatic}}
        """;
    Provisioning provision = provision(rest);
    Ended plan = provision.plan();
    converged(provision.apply());
    assertThat(
            target
                .vim()
                .property(host(), OPTION.formatted("Syslog.global.logDir"), OptionValue.class)
                .getValue())
        .isEqualTo("[LocalDS_0] /logs/esx");
    changesNothing(provision);
    String url =
        target
            .vim()
            .property(target.stub().at("/DC0/datastore/LocalDS_0"), "summary.url", String.class);
    OptionValue byId = new OptionValue();
    byId.setKey("ScratchConfig.ConfiguredScratchLocation");
    byId.setValue(url.replace("ds://", "") + "scratch");
    api().updateOptions(managers().getAdvancedOption(), new OptionValue[] {byId});
    changesNothing(provision);
    // the agent on the host starts and stops an automatic service
    api().stopService(managers().getServiceSystem(), "ntpd");
    changesNothing(provision);
    api().startService(managers().getServiceSystem(), "ntpd");

    provision.rewrite(HEAD + rest + "    ntp: {servers: [ntp1]}\n");
    target.resetCalls();
    converged(provision.apply());
    assertThat(sets())
        .isEqualTo(Map.of("UpdateDateTimeConfig", 1, "RestartService", 1, "Destroy_Task", 1));
    provision.rewrite(HEAD + rest + "    ntp: {servers: [ntp1]}\n    timezone: Europe/Berlin\n");
    target.resetCalls();
    converged(provision.apply());
    assertThat(sets()).isEqualTo(Map.of("UpdateDateTimeConfig", 1));
    provision.rewrite(HEAD + rest + "    ntp: {servers: [ntp2]}\n    timezone: Europe/Berlin\n");
    target.replyIsLost("UpdateDateTimeConfig", 1);
    target.resetCalls();
    converged(provision.apply());
    assertThat(sets())
        .isEqualTo(Map.of("UpdateDateTimeConfig", 1, "RestartService", 1, "Destroy_Task", 1));

    assertThat(lines(plan)).noneMatch(line -> line.startsWith("firewall"));
    assertThat(plan.out()).contains("`scratch` takes effect when the host is restarted");
  }

  private static final String OPTION = "config.option[\"%s\"]";

  @Test
  void whatTheHostDoesNotHaveOrNotTakeIsSaidByThePlanAllAtOnce() {
    Provisioning provision =
        provision(
            """
                services: {ssh: {policy: on}, vpxa: {running: false}}
                firewall: {vSphereClient: {enabled: false}, web: {enabled: true}}
                options:
                  NFS.MaxVolumes: 1000
                  Config.HostAgent.plugins.solo.enableMob: yes please
                  ScratchConfig.CurrentScratchLocation: /tmp
                  Net.NoSuchThing: 1
            """);
    Ended plan = provision.plan();
    provision.rewrite(
        HEAD
            + """
                firewall: {sshServer: {allowed: [everywhere]}}
                dns: {hostname: a.example.com, dhcp: true}
                lockdown: {mode: strict, exclusive: true}
                services: {DCUI: {running: true}}
                options: {Syslog.global.logHost: x}
            """);
    Ended check = provision.run("check");

    assertThat(plan.exit()).isNotZero();
    assertThat(plan.all())
        .contains("the host has no service `ssh`; it has DCUI, TSM, TSM-SSH, ")
        .contains("vCenter manages the host through it; it has to run")
        .contains("the host requires it, so it cannot be disabled")
        .contains("the host has no ruleset `web`; it has dhcp, dns, ")
        .contains("expected a number from 8 to 256, found `1000`")
        .contains("expected true or false, found `yes please`")
        .contains("the host does not let it be changed")
        .contains("the host has no advanced option of this name");
    assertThat(check.exit()).isEqualTo(65);
    assertThat(check.all())
        .contains(
            "expected `all`, or addresses and networks, as in 10.0.0.0/24, found `everywhere`")
        .contains("DHCP says the names and servers; leave them out")
        .contains("it is missing: say which adapter's DHCP server is asked")
        .contains("it has a dot; `domain` is its own field")
        .contains("`syslog.hosts` is the field for it")
        .contains("it needs `exceptions`")
        .contains("the host stops it while its lockdown is strict");
  }

  @Test
  void exceptionsOfOthersStayUnlessTheListIsExclusive() throws Exception {
    api().updateLockdownExceptions(managers().getHostAccessManager(), new String[] {"theirs"});
    Provisioning provision =
        provision("    lockdown: {mode: strict, exceptions: [backup, theirs]}\n");
    converged(provision.apply());
    assertThat(exceptions()).containsExactly("backup", "theirs");
    changesNothing(provision);
    Ended rehearsed = provision.run("rehearse");
    provision.rewrite(
        HEAD + "    lockdown: {mode: strict, exceptions: [backup], exclusive: true}\n");
    converged(provision.apply());
    assertThat(exceptions()).containsExactly("backup");
    provision.rewrite(HEAD + "    lockdown: strict\n");
    Ended alone = provision.plan();

    assertThat(rehearsed.out()).contains("No changes.");
    assertThat(alone.out())
        .contains(
            "lockdown is strict and no exception is declared: when vCenter is lost, nobody may");
  }

  private List<String> exceptions() throws Exception {
    return List.of(api().queryLockdownExceptions(managers().getHostAccessManager()));
  }

  @Test
  void machinesStartInTheDeclaredOrderAndKeepWhatTheyHaveBesides() throws Exception {
    target = new SimulatorTarget(6);
    Map<String, List<String>> byHost = new TreeMap<>();
    for (int i = 1; i <= 6; i++) {
      ManagedObjectReference vm = target.stub().at("/DC0/vm/crowd-" + i);
      ManagedObjectReference at =
          target.vim().property(vm, "runtime.host", ManagedObjectReference.class);
      byHost
          .computeIfAbsent(
              target.vim().property(at, "name", String.class), host -> new ArrayList<>())
          .add("crowd-" + i);
    }
    Map.Entry<String, List<String>> most =
        byHost.entrySet().stream()
            .max(Comparator.comparing(each -> each.getValue().size()))
            .orElseThrow();
    String first = most.getValue().get(0);
    String second = most.getValue().get(1);
    String head = HEAD.replace("DC0_C0_H0", most.getKey());
    ManagedObjectReference host = target.stub().at("/DC0/host/DC0_C0/" + most.getKey());
    Provisioning provision = new Provisioning(target, folder, head + order(first, "ghost", second));
    Ended plan = provision.plan();
    converged(provision.apply());
    AutoStartPowerInfo[] begun = powered(host);
    begun[0].setStartDelay(7);
    HostAutoStartManagerConfig theirs = new HostAutoStartManagerConfig();
    theirs.setPowerInfo(new AutoStartPowerInfo[] {begun[0]});
    HostConfigManager managers =
        target.vim().property(host, "configManager", HostConfigManager.class);
    api().reconfigureAutostart(managers.getAutoStartManager(), theirs);
    changesNothing(provision);
    provision.rewrite(head + order(second, first));
    converged(provision.apply());

    assertThat(plan.out()).contains("`autostart.order`: no machine `ghost` is on the host");
    assertThat(names(begun)).containsExactly(first, second);
    assertThat(names(powered(host))).containsExactly(second, first);
    assertThat(powered(host)[1].getStartDelay()).isEqualTo(7);
  }

  private static String order(String... machines) {
    return "    autostart: {order: [" + String.join(", ", machines) + "]}\n";
  }

  private AutoStartPowerInfo[] powered(ManagedObjectReference host) {
    return target
        .vim()
        .property(host, "config.autoStart", HostAutoStartManagerConfig.class)
        .getPowerInfo();
  }

  private List<String> names(AutoStartPowerInfo[] all) {
    return Arrays.stream(all)
        .map(each -> target.vim().property(each.getKey(), "name", String.class))
        .toList();
  }

  @Test
  void aHostThatVcenterDoesNotReachShowsNoDifference() throws Exception {
    Provisioning provision = provision("    ntp: {servers: [ntp1]}\n");
    converged(provision.apply());
    target.vim().ended(api().disconnectHost_Task(host()));
    provision.rewrite(HEAD + SETTINGS);

    Ended plan = provision.plan();

    assertThat(plan.all()).contains("No changes.");
  }

  @Test
  void anApplyThatDiesAtAWriteIsFinishedByTheNext() {
    String[] allowed = {"--allow", "cut-network"};
    converged(provision(SETTINGS).apply(allowed));
    int writes = target.mutating().values().stream().mapToInt(Integer::intValue).sum();
    assertThat(writes).isGreaterThan(10);
    // every third is one of each sort: marks, calls of managers before and after their effect
    for (int write = 0; write < writes; write += 3) {
      target = new SimulatorTarget(0);
      Provisioning provision = provision(SETTINGS);
      target.diesAt(write, write % 2 == 0);
      assertThat(provision.apply(allowed).exit()).as("write %d", write).isNotZero();
      target.diesAt(Integer.MAX_VALUE, false);
      converged(provision.apply(allowed));
      changesNothing(provision);
    }
  }
}
