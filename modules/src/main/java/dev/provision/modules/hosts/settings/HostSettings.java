package dev.provision.modules.hosts.settings;

import static dev.provision.vsphere.kind.NeededPrivilege.on;

import dev.provision.spi.Effect;
import dev.provision.spi.KindInfo;
import dev.provision.spi.Problem;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.NeededPrivilege.On;
import dev.provision.vsphere.kind.object.RowsCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * All settings of a host. A call that writes some of them is a {@link RowsCall}: the rows that it
 * writes, and the call itself, which gets the reference of the {@code HostSystem} and reads the
 * manager that it needs from {@code configManager}. Their fields are methods of {@link
 * DeclaredSettings}. Not kept: the datastore for swap files, iSCSI.
 */
public final class HostSettings {
  /** What expressions may read of those that are declared. */
  public static final List<KindInfo.Attribute> ATTRIBUTES =
      List.of(
          new KindInfo.Attribute("services", "policy and running of each service"),
          new KindInfo.Attribute("firewall", "enabled and allowed of each ruleset"),
          new KindInfo.Attribute("ntp", "its servers"),
          new KindInfo.Attribute("timezone", "its time zone"),
          new KindInfo.Attribute("time", "its protocol, enabled, fallback and events"),
          new KindInfo.Attribute("ptp", "its domain and ports"),
          new KindInfo.Attribute("dns", "its hostname, domain, servers, search, dhcp and nic"),
          new KindInfo.Attribute("gateway", "its ipv4 and ipv6"),
          new KindInfo.Attribute("ipv6", "whether it has IPv6 from its next restart on"),
          new KindInfo.Attribute("syslog", "its hosts, dir and unique"),
          new KindInfo.Attribute("scratch", "the scratch directory from its next restart on"),
          new KindInfo.Attribute("lockdown", "its mode"),
          new KindInfo.Attribute("power_policy", "how its CPUs save power"),
          new KindInfo.Attribute("autostart", "its defaults"));

  private HostSettings() {}

  /**
   * In the order in which they are written: names before those who look them up, ports before what
   * sends through them, and the lockdown last.
   */
  public static <S extends DeclaredSettings> List<RowsCall<S, ?>> all() {
    return List.of(
        StackRows.<S>call().by("UpdateNetworkConfig"),
        Ipv6Rows.<S>call().by("UpdateNetworkConfig"),
        FirewallRows.<S>call().by("EnableRuleset"),
        OptionRows.<S>call().by("UpdateOptions"),
        TimeRows.servers(),
        TimeRows.zone(),
        TimeRows.services(),
        ServiceRows.<S>call().by("UpdateServicePolicy"),
        PowerRows.<S>call().by("ConfigurePowerPolicy"),
        AutostartRows.<S>call().by("ReconfigureAutostart"),
        LockdownRows.exceptions(),
        LockdownRows.mode());
  }

  /** A host with what its settings name of the inventory. */
  public static Item withOthers(Item host, Inventory read) {
    return HostPlaces.in(host, read);
  }

  /** What is wrong with a declaration, whatever host it is. */
  public static <S extends DeclaredSettings> List<Problem> mistakes(S spec) {
    List<Problem> problems = new ArrayList<>(StackRows.mistakes(spec));
    problems.addAll(FirewallRows.mistakes(spec));
    problems.addAll(PtpRows.mistakes(spec));
    problems.addAll(OptionRows.mistakes(spec));
    problems.addAll(LockdownRows.mistakes(spec));
    return problems;
  }

  /** What this host does not have or does not take. */
  public static <S extends DeclaredSettings> List<Problem> problems(S spec, Item host) {
    List<Problem> problems = new ArrayList<>(StackRows.problems(spec, host));
    problems.addAll(FirewallRows.problems(spec, host));
    problems.addAll(OptionRows.problems(spec, host));
    problems.addAll(ServiceRows.problems(spec, host));
    return problems;
  }

  /**
   * What people should know.
   *
   * @param calls those of {@link #all}
   */
  public static <S extends DeclaredSettings> List<String> notes(
      List<RowsCall<S, ?>> calls, S spec, Item host) {
    List<String> notes = new ArrayList<>(LockdownRows.notes(spec));
    notes.addAll(OptionRows.notes(spec, host));
    notes.addAll(AutostartRows.notes(spec, host));
    for (RowsCall<S, ?> call : calls) {
      call.rows().changes(spec, host).stream()
          .filter(change -> change.effect() == Effect.IN_PLACE && !change.reason().isEmpty())
          .forEach(change -> notes.add("`" + change.field() + "` " + change.reason()));
    }
    return notes;
  }

  /** Whether a step for this declaration may change the network of the host. */
  public static <S extends DeclaredSettings> boolean isOfNetwork(S spec) {
    return spec.dns().isPresent() || spec.gateway().isPresent() || spec.ipv6().isPresent();
  }

  /** What it takes to write them. */
  public static Set<Activity> activities() {
    return Set.of(
        Activity.of(
                "to set hosts up",
                Activity.call(
                    "UpdateServicePolicy, StartService, StopService, RestartService, EnableRuleset,"
                        + " DisableRuleset, UpdateRuleset",
                    on(On.CLUSTER, "Host.Config.", "NetService")),
                Activity.call("UpdateDateTimeConfig", on(On.CLUSTER, "Host.Config.", "DateTime")),
                Activity.call("UpdateNetworkConfig", on(On.CLUSTER, "Host.Config.", "Network")),
                Activity.call("UpdateOptions", on(On.CLUSTER, "Host.Config.", "AdvancedConfig")),
                Activity.call("ConfigurePowerPolicy", on(On.CLUSTER, "Host.Config.", "Power")),
                Activity.call("ReconfigureAutostart", on(On.CLUSTER, "Host.Config.", "AutoStart")),
                Activity.call("ChangeLockdownMode", on(On.CLUSTER, "Host.Config.", "Settings")),
                Activity.call(
                    "QueryLockdownExceptions, UpdateLockdownExceptions",
                    on(On.CLUSTER, "Global.", "Settings")))
            .rarely());
  }
}
