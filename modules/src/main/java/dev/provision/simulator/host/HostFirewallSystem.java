package dev.provision.simulator.host;

import com.vmware.vim25.HostFirewallDefaultPolicy;
import com.vmware.vim25.HostFirewallInfo;
import com.vmware.vim25.HostFirewallRule;
import com.vmware.vim25.HostFirewallRuleDirection;
import com.vmware.vim25.HostFirewallRulePortType;
import com.vmware.vim25.HostFirewallRuleset;
import com.vmware.vim25.HostFirewallRulesetIpList;
import com.vmware.vim25.HostFirewallRulesetRulesetSpec;
import com.vmware.vim25.NotFound;
import dev.provision.simulator.inventory.HostParts;
import dev.provision.simulator.server.Authorization;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.Arrays;
import java.util.stream.Stream;

/** {@code HostFirewallSystem}: the rulesets of a host, and from where each lets traffic in. */
public final class HostFirewallSystem implements ManagedType {
  static final String TYPE = "HostFirewallSystem";
  static final String INFO = "firewallInfo";

  private static final String PRIVILEGE = "Host.Config.NetService";

  private final World world;
  private final CalledHost called;

  public HostFirewallSystem(World world, Authorization authorization) {
    this.world = world;
    this.called = new CalledHost(world, authorization);
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema(TYPE + " < ExtensibleManagedObject: firewallInfo")
        .on(TYPE, "EnableRuleset", "", in -> enable(in, true))
        .on(TYPE, "DisableRuleset", "", in -> enable(in, false))
        .on(TYPE, "UpdateRuleset", "", this::update)
        .on(TYPE, "RefreshFirewall", "", in -> null);
  }

  /** The rulesets of a new host. */
  static HostFirewallInfo begin() {
    HostFirewallInfo info = new HostFirewallInfo();
    info.defaultPolicy = new HostFirewallDefaultPolicy();
    info.defaultPolicy.incomingBlocked = true;
    info.defaultPolicy.outgoingBlocked = true;
    info.ruleset =
        Stream.of(
                ruleset("sshServer", "SSH Server", false, true, inbound(22)),
                ruleset("sshClient", "SSH Client", false, false, outbound(22)),
                ruleset("dhcp", "DHCP Client", true, true, inbound(68)),
                ruleset("dns", "DNS Client", true, true, outbound(53)),
                ruleset("httpClient", "httpClient", false, false, outbound(80)),
                ruleset("nfsClient", "NFS Client", false, false, outbound(2049)),
                ruleset("ntpClient", "NTP Client", false, false, outbound(123)),
                ruleset("snmp", "SNMP Server", false, true, inbound(161)),
                ruleset("syslog", "syslog", false, false, outbound(514)),
                ruleset("vMotion", "vMotion", false, true, inbound(8000)),
                ruleset("vSphereClient", "vSphere Web Client", true, true, inbound(902)),
                ruleset("webAccess", "vSphere Web Access", false, true, inbound(80)))
            .toArray(HostFirewallRuleset[]::new);
    return info;
  }

  private static HostFirewallRuleset ruleset(
      String key, String label, boolean required, boolean enabled, HostFirewallRule rule) {
    HostFirewallRuleset ruleset = new HostFirewallRuleset();
    ruleset.key = key;
    ruleset.label = label;
    ruleset.required = required;
    ruleset.enabled = enabled;
    ruleset.rule = new HostFirewallRule[] {rule};
    ruleset.allowedHosts = new HostFirewallRulesetIpList();
    ruleset.allowedHosts.allIp = true;
    return ruleset;
  }

  private static HostFirewallRule inbound(int port) {
    return rule(port, HostFirewallRuleDirection.inbound);
  }

  private static HostFirewallRule outbound(int port) {
    return rule(port, HostFirewallRuleDirection.outbound);
  }

  private static HostFirewallRule rule(int port, HostFirewallRuleDirection direction) {
    HostFirewallRule rule = new HostFirewallRule();
    rule.port = port;
    rule.direction = direction;
    rule.portType = HostFirewallRulePortType.dst;
    rule.protocol = "tcp";
    return rule;
  }

  /** Opens or closes a ruleset of a host as a lab declares it. */
  public static void declare(World world, Managed host, String key, boolean enabled) {
    edit(
        world,
        HostParts.managerOf(world, host, TYPE),
        key,
        ruleset -> {
          ruleset.enabled = enabled;
        });
  }

  private interface Edit {
    void of(HostFirewallRuleset ruleset);
  }

  private static boolean edit(World world, Managed system, String key, Edit edit) {
    HostFirewallInfo info = Values.copy(system.get(INFO, HostFirewallInfo.class));
    HostFirewallRuleset found =
        Arrays.stream(info.ruleset).filter(each -> each.key.equals(key)).findFirst().orElse(null);
    if (found != null) {
      edit.of(found);
      world.set(system, INFO, info);
    }
    return found != null;
  }

  private Object edit(Invocation in, Edit edit) throws VimFault {
    called.of(in, PRIVILEGE);
    String key = in.text("id");
    if (!edit(world, in.self(), key, edit)) {
      throw Refuse.with(
          new NotFound(), "The object or item referred to could not be found: ruleset " + key);
    }
    return null;
  }

  private Object enable(Invocation in, boolean enabled) throws VimFault {
    return edit(in, ruleset -> ruleset.enabled = enabled);
  }

  private Object update(Invocation in) throws VimFault {
    HostFirewallRulesetIpList allowed =
        in.need("spec", HostFirewallRulesetRulesetSpec.class).allowedHosts;
    if (allowed != null
        && !allowed.allIp
        && allowed.ipAddress == null
        && allowed.ipNetwork == null) {
      throw Refuse.argument("spec.allowedHosts", "it names no address");
    }
    return edit(in, ruleset -> ruleset.allowedHosts = allowed);
  }
}
