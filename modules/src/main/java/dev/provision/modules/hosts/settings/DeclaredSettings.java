package dev.provision.modules.hosts.settings;

import java.util.Map;
import java.util.Optional;

/** The settings of a host as a playbook declares them; the spec of a host has them as fields. */
public interface DeclaredSettings {
  /** By key, {@code TSM-SSH}. */
  Map<String, ServiceSpec> services();

  /** By key of the ruleset, {@code sshServer}. */
  Map<String, RulesetSpec> firewall();

  Optional<NtpSpec> ntp();

  /** {@code UTC}. */
  Optional<String> timezone();

  Optional<TimeSpec> time();

  Optional<PtpSpec> ptp();

  Optional<DnsSpec> dns();

  Optional<GatewaySpec> gateway();

  Optional<Boolean> ipv6();

  Optional<SyslogSpec> syslog();

  /** Values as text, by key. */
  Map<String, String> options();

  Optional<FilePlace> scratch();

  Optional<LockdownSpec> lockdown();

  Optional<PowerPolicy> powerPolicy();

  Optional<AutostartSpec> autostart();
}
