package dev.provision.modules.hosts;

import dev.provision.modules.hosts.settings.AutostartSpec;
import dev.provision.modules.hosts.settings.DeclaredSettings;
import dev.provision.modules.hosts.settings.DnsSpec;
import dev.provision.modules.hosts.settings.FilePlace;
import dev.provision.modules.hosts.settings.GatewaySpec;
import dev.provision.modules.hosts.settings.LockdownSpec;
import dev.provision.modules.hosts.settings.NtpSpec;
import dev.provision.modules.hosts.settings.PowerPolicy;
import dev.provision.modules.hosts.settings.PtpSpec;
import dev.provision.modules.hosts.settings.RulesetSpec;
import dev.provision.modules.hosts.settings.ServiceSpec;
import dev.provision.modules.hosts.settings.SyslogSpec;
import dev.provision.modules.hosts.settings.TimeSpec;
import dev.provision.spi.schema.Default;
import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Refers;
import dev.provision.spi.schema.Secret;
import dev.provision.vsphere.kind.HasCustomAttributes;
import dev.provision.vsphere.kind.HasVsphereTags;
import dev.provision.vsphere.kind.ReadsLockdown;
import dev.provision.vsphere.kind.TagsSpec;
import dev.provision.vsphere.kind.joining.AddsHost;
import dev.provision.vsphere.kind.joining.HostDoor;
import java.util.Map;
import java.util.Optional;

/** {@code esx1: {address: esx1.example.com, cluster: prod, username: root}}. */
@Doc(
    "An ESXi host that a vCenter manages. It is added to a cluster, or stands alone in a folder. A"
        + " field that is left out is not compared.")
public record HostSpec(
    @Doc("The DNS name or address that vCenter reaches it at; its name here when left out.")
        Optional<String> address,
    @Doc("The cluster that it is in; it stands alone when left out.") @Refers("clusters")
        Optional<Ref> cluster,
    @Doc("The folder of hosts that it stands alone in; the top one when left out.")
        @Refers("folders")
        Optional<Ref> folder,
    @Doc("The host's own account, for adding and reconnecting it; vCenter then makes its own.")
        Optional<String> username,
    @Doc("Its password. It is used to add and to reconnect the host, and never compared.")
        Optional<Secret> password,
    @Doc(
            "The SHA-256 fingerprint of the host's certificate; no other one is trusted. Without it"
                + " the vCenter verifies the certificate, or refuses the host.")
        Optional<String> thumbprint,
    @Doc("Whether it is taken away from another vCenter that manages it.") @Default("false")
        boolean takeOver,
    @Doc("Whether the vCenter is connected to it; a disconnected host runs on.")
        Optional<Boolean> connected,
    @Doc("Whether it is in maintenance mode: on or off, or how it gets there.")
        Optional<MaintenanceSpec> maintenance,
    @Doc("What it has, for a plan that cannot ask it (`plan --offline-hosts`).")
        Optional<HardwareSpec> hardware,
    @Doc("Whether it is only looked up, never added or removed.") @Default("false")
        boolean existing,
    @Doc("Its services, by key, as in TSM-SSH; others are left alone.")
        Map<String, ServiceSpec> services,
    @Doc("The rulesets of its firewall, by key, as in sshServer; others are left alone.")
        Map<String, RulesetSpec> firewall,
    @Doc("How it gets its time.") Optional<NtpSpec> ntp,
    @Doc("Its time zone, as in UTC.") Optional<String> timezone,
    @Doc("Which service keeps its clock.") Optional<TimeSpec> time,
    @Doc("The Precision Time Protocol.") Optional<PtpSpec> ptp,
    @Doc("Its names and DNS servers.") Optional<DnsSpec> dns,
    @Doc("The gateway of its default TCP/IP stack; what is under it is the one for IPv4.")
        Optional<GatewaySpec> gateway,
    @Doc("Whether it has IPv6, from its next restart on.") Optional<Boolean> ipv6,
    @Doc("Where it writes its logs. Its ruleset syslog has to be enabled for those it sends.")
        Optional<SyslogSpec> syslog,
    @Doc("Advanced options by name, as in UserVars.ESXiShellTimeOut; others are left alone.")
        Map<String, String> options,
    @Doc("Its scratch directory, from its next restart on: [datastore] path.")
        Optional<FilePlace> scratch,
    @Doc("Who may log in to the host itself: off, normal or strict, or more.")
        Optional<LockdownSpec> lockdown,
    @Doc("How its CPUs save power.") Optional<PowerPolicy> powerPolicy,
    @Doc("Which machines start with it.") Optional<AutostartSpec> autostart,
    @Doc("Values of custom attributes; others are left alone.") @Refers("custom_attributes")
        Map<Ref, String> customAttributes,
    @Doc("Tags of vCenter that it has, each with its category; others are left alone.")
        Optional<TagsSpec> vsphereTags)
    implements DeclaredSettings, ReadsLockdown, HasCustomAttributes, HasVsphereTags, AddsHost {
  @Override
  public Optional<HostDoor> door(String name) {
    return existing
        ? Optional.empty()
        : Optional.of(new HostDoor(address.orElse(name), username, password, thumbprint, takeOver));
  }

  @Override
  public Optional<String> lockedHost(String name) {
    return lockdown.flatMap(LockdownSpec::exceptions).map(all -> address.orElse(name));
  }

  /** One that is looked up by its address, which is its name in vCenter, or by its path. */
  static HostSpec existing(String address) {
    return new HostSpec(
        Optional.of(address),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        true,
        Map.of(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Optional.empty());
  }
}
