package dev.provision.acceptance;

import com.vmware.vim25.BoolPolicy;
import com.vmware.vim25.DVPortgroupConfigInfo;
import com.vmware.vim25.DVPortgroupConfigSpec;
import com.vmware.vim25.DVSConfigInfo;
import com.vmware.vim25.DVSSecurityPolicy;
import com.vmware.vim25.DistributedVirtualSwitchHostMemberConfigSpec;
import com.vmware.vim25.DistributedVirtualSwitchHostMemberPnicBacking;
import com.vmware.vim25.HostDateTimeConfig;
import com.vmware.vim25.HostDnsConfig;
import com.vmware.vim25.HostIpConfig;
import com.vmware.vim25.HostLockdownMode;
import com.vmware.vim25.HostNetworkConfig;
import com.vmware.vim25.HostNtpConfig;
import com.vmware.vim25.HostVirtualNic;
import com.vmware.vim25.HostVirtualNicSpec;
import com.vmware.vim25.LinkDiscoveryProtocolConfig;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.OptionValue;
import com.vmware.vim25.StringPolicy;
import com.vmware.vim25.VMwareDVSConfigSpec;
import com.vmware.vim25.VMwareDVSPortSetting;
import com.vmware.vim25.VMwareUplinkPortOrderPolicy;
import com.vmware.vim25.VmwareDistributedVirtualSwitchVlanIdSpec;
import com.vmware.vim25.VmwareUplinkPortTeamingPolicy;
import com.vmware.vim25.ws.Argument;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** What people set otherwise by hand on the hosts of {@code site.yml} and their networks. */
final class SiteHostRows {
  private final SimulatorTarget target;
  private final SiteByHand hand;
  private final Vim vim;

  private SiteHostRows(SimulatorTarget target) {
    this.target = target;
    this.hand = new SiteByHand(target);
    this.vim = target.vim();
  }

  /** By what was done. */
  static Map<String, Consumer<SimulatorTarget>> all() {
    Map<String, Consumer<SiteHostRows>> all = new LinkedHashMap<>();
    ofHosts(all);
    ofSwitches(all);
    ofNetworks(all);
    ofAdapters(all);
    halfAdded(all);
    Map<String, Consumer<SimulatorTarget>> states = new LinkedHashMap<>();
    all.forEach((name, edit) -> states.put(name, target -> edit.accept(new SiteHostRows(target))));
    return states;
  }

  private void host(String manager, Call call) {
    ManagedObjectReference of = hand.manager(hand.at("host.esx-p-1"), manager);
    SiteByHand.sent(() -> call.on(of));
  }

  /** A call on a manager of a host. */
  private interface Call {
    void on(ManagedObjectReference manager) throws java.rmi.RemoteException;
  }

  private static OptionValue[] option(String key, Object value) {
    OptionValue option = new OptionValue();
    option.setKey(key);
    option.setValue(value);
    return new OptionValue[] {option};
  }

  private static void ofHosts(Map<String, Consumer<SiteHostRows>> all) {
    all.put(
        "host.esx-p-1 with another time server",
        site -> {
          HostNtpConfig ntp = new HostNtpConfig();
          ntp.setServer(new String[] {"pool.example.com"});
          HostDateTimeConfig config = new HostDateTimeConfig();
          config.setNtpConfig(ntp);
          site.host("dateTimeSystem", of -> site.vim.api().updateDateTimeConfig(of, config));
        });
    all.put(
        "host.esx-p-1 without ntpd",
        site -> site.host("serviceSystem", of -> site.vim.api().stopService(of, "ntpd")));
    all.put(
        "host.esx-p-1 with SSH",
        site -> site.host("serviceSystem", of -> site.vim.api().startService(of, "TSM-SSH")));
    all.put(
        "host.esx-p-1 with another syslog server",
        site ->
            site.host(
                "advancedOption",
                of ->
                    site.vim
                        .api()
                        .updateOptions(of, option("Syslog.global.logHost", "udp://other:514"))));
    all.put(
        "host.esx-p-1 with another option",
        site ->
            site.host(
                "advancedOption",
                of ->
                    site.vim
                        .api()
                        .updateOptions(of, option("UserVars.ESXiShellInteractiveTimeOut", 0L))));
    all.put(
        "host.esx-p-1 with another DNS server",
        site -> {
          HostDnsConfig dns = new HostDnsConfig();
          dns.setDhcp(false);
          dns.setHostName("esx-p-1");
          dns.setDomainName("other.example.com");
          dns.setAddress(new String[] {"192.0.2.1"});
          HostNetworkConfig config = new HostNetworkConfig();
          config.setDnsConfig(dns);
          site.host(
              "networkSystem", of -> site.vim.api().updateNetworkConfig(of, config, "modify"));
        });
    all.put(
        "host.esx-p-1 without lockdown",
        site ->
            site.host(
                "hostAccessManager",
                of ->
                    site.vim
                        .api()
                        .getWsc()
                        .invoke(
                            "ChangeLockdownMode",
                            new Argument[] {
                              new Argument("_this", "ManagedObjectReference", of),
                              new Argument(
                                  "mode", "HostLockdownMode", HostLockdownMode.lockdownDisabled)
                            },
                            null)));
  }

  private void dvs(Consumer<VMwareDVSConfigSpec> edit) {
    ManagedObjectReference dvs = hand.at("switch.dvs1");
    VMwareDVSConfigSpec spec = new VMwareDVSConfigSpec();
    spec.setConfigVersion(vim.property(dvs, "config", DVSConfigInfo.class).getConfigVersion());
    edit.accept(spec);
    hand.task(() -> vim.api().reconfigureDvs_Task(dvs, spec));
  }

  private static void ofSwitches(Map<String, Consumer<SiteHostRows>> all) {
    all.put("switch.dvs1 with a small MTU", site -> site.dvs(spec -> spec.setMaxMtu(1500)));
    all.put(
        "switch.dvs1 with CDP",
        site ->
            site.dvs(
                spec -> {
                  LinkDiscoveryProtocolConfig discovery = new LinkDiscoveryProtocolConfig();
                  discovery.setProtocol("cdp");
                  discovery.setOperation("listen");
                  spec.setLinkDiscoveryProtocolConfig(discovery);
                }));
    all.put(
        "switch.dvs1 without NIOC",
        site ->
            SiteByHand.sent(
                () ->
                    site.vim
                        .api()
                        .enableNetworkResourceManagement(site.hand.at("switch.dvs1"), false)));
    all.put(
        "switch.dvs1 without the NICs of a host",
        site ->
            site.dvs(
                spec -> {
                  DistributedVirtualSwitchHostMemberConfigSpec member =
                      new DistributedVirtualSwitchHostMemberConfigSpec();
                  member.setOperation("edit");
                  member.setHost(site.hand.at("host.esx-e-1"));
                  member.setBacking(new DistributedVirtualSwitchHostMemberPnicBacking());
                  spec.setHost(new DistributedVirtualSwitchHostMemberConfigSpec[] {member});
                }));
  }

  private void group(String address, Consumer<VMwareDVSPortSetting> edit) {
    ManagedObjectReference group = hand.at(address);
    VMwareDVSPortSetting setting = new VMwareDVSPortSetting();
    edit.accept(setting);
    DVPortgroupConfigSpec spec = new DVPortgroupConfigSpec();
    spec.setConfigVersion(
        vim.property(group, "config", DVPortgroupConfigInfo.class).getConfigVersion());
    spec.setDefaultPortConfig(setting);
    hand.task(() -> vim.api().reconfigureDVPortgroup_Task(group, spec));
  }

  private static BoolPolicy yes() {
    BoolPolicy policy = new BoolPolicy();
    policy.setValue(true);
    policy.setInherited(false);
    return policy;
  }

  private static void ofNetworks(Map<String, Consumer<SiteHostRows>> all) {
    all.put(
        "network.app on another VLAN",
        site ->
            site.group(
                "network.app",
                setting -> {
                  VmwareDistributedVirtualSwitchVlanIdSpec vlan =
                      new VmwareDistributedVirtualSwitchVlanIdSpec();
                  vlan.setVlanId(7);
                  vlan.setInherited(false);
                  setting.setVlan(vlan);
                }));
    all.put(
        "network.db in promiscuous mode",
        site ->
            site.group(
                "network.db",
                setting -> {
                  DVSSecurityPolicy security = new DVSSecurityPolicy();
                  security.setAllowPromiscuous(yes());
                  security.setForgedTransmits(yes());
                  setting.setSecurityPolicy(security);
                }));
    all.put(
        "network.nfs over the other uplink",
        site ->
            site.group(
                "network.nfs",
                setting -> {
                  VMwareUplinkPortOrderPolicy order = new VMwareUplinkPortOrderPolicy();
                  order.setActiveUplinkPort(new String[] {"uplink1"});
                  order.setStandbyUplinkPort(new String[] {"uplink2"});
                  VmwareUplinkPortTeamingPolicy teaming = new VmwareUplinkPortTeamingPolicy();
                  teaming.setUplinkPortOrder(order);
                  StringPolicy policy = new StringPolicy();
                  policy.setValue("loadbalance_srcid");
                  teaming.setPolicy(policy);
                  setting.setUplinkTeamingPolicy(teaming);
                }));
  }

  private HostVirtualNic adapter(String address) {
    return hand.nics(hand.marked("host.esx-p-1")).stream()
        .filter(each -> each.getSpec().getIp().getIpAddress().equals(address))
        .findFirst()
        .orElseThrow();
  }

  private void adapter(String address, Consumer<HostVirtualNicSpec> edit) {
    HostVirtualNicSpec spec = new HostVirtualNicSpec();
    edit.accept(spec);
    String device = adapter(address).getDevice();
    host("networkSystem", of -> vim.api().updateVirtualNic(of, device, spec));
  }

  private static void ofAdapters(Map<String, Consumer<SiteHostRows>> all) {
    all.put(
        "vmkernel.nfs-p-1 with a small MTU",
        site -> site.adapter("10.91.0.11", spec -> spec.setMtu(1500)));
    all.put(
        "vmkernel.nfs-p-1 with another address",
        site ->
            site.adapter(
                "10.91.0.11",
                spec -> {
                  HostIpConfig ip = new HostIpConfig();
                  ip.setDhcp(false);
                  ip.setIpAddress("10.91.0.99");
                  ip.setSubnetMask("255.255.255.0");
                  spec.setIp(ip);
                }));
    all.put(
        "vmkernel.vmotion-p-1 without vMotion",
        site ->
            site.host(
                "virtualNicManager",
                of ->
                    site.vim
                        .api()
                        .deselectVnicForNicType(
                            of, "vmotion", site.adapter("10.90.0.11").getDevice())));
  }

  private static void halfAdded(Map<String, Consumer<SiteHostRows>> all) {
    all.put(
        "host.esx-e-1 disconnected",
        site ->
            site.hand.task(() -> site.vim.api().disconnectHost_Task(site.hand.at("host.esx-e-1"))));
    all.put("host.esx-e-1 in maintenance mode", site -> site.maintain("host.esx-e-1"));
    all.put(
        "host.esx-e-1 alone in the folder",
        site -> {
          site.maintain("host.esx-e-1");
          site.hand.task(
              () ->
                  site.vim
                      .api()
                      .moveIntoFolder_Task(
                          site.hand.at("folder.esx"),
                          new ManagedObjectReference[] {site.hand.at("host.esx-e-1")}));
        });
    all.put(
        "host.esx-p-1 in the other cluster",
        site -> {
          site.maintain("host.esx-p-1");
          site.hand.task(
              () ->
                  site.vim
                      .api()
                      .moveInto_Task(
                          site.hand.at("cluster.edge"),
                          new ManagedObjectReference[] {site.hand.at("host.esx-p-1")}));
        });
    all.put(
        "host.esx-e-1 not on the switch",
        site -> site.hand.leave(site.hand.marked("switch.dvs1"), site.hand.marked("host.esx-e-1")));
  }

  private void maintain(String host) {
    hand.task(() -> vim.api().enterMaintenanceMode_Task(hand.at(host), 0, true, null));
  }
}
