package dev.provision.simulator.lab;

import com.vmware.vim25.HostLockdownMode;
import dev.provision.simulator.host.HostAccessManager;
import dev.provision.simulator.host.HostDateTimeSystem;
import dev.provision.simulator.host.HostFirewallSystem;
import dev.provision.simulator.host.HostPowerSystem;
import dev.provision.simulator.host.HostServiceSystem;
import dev.provision.simulator.host.OptionManager;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.World;
import dev.provision.spi.schema.Default;
import dev.provision.spi.schema.Doc;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings of a lab's host. */
public record LabSettings(
    @Doc("Its services, by key: whether each runs and when it starts.")
        Map<String, ServiceSpec> services,
    @Doc("Whether the rulesets of its firewall are enabled, by key.") Map<String, Boolean> firewall,
    @Doc("Its NTP servers.") List<String> ntp,
    @Doc("Its advanced options, by name.") Map<String, String> options,
    @Doc("Its lockdown mode.") @Default("off") Lockdown lockdown,
    @Doc("Accounts for which the lockdown does not hold.") List<String> exceptions,
    @Doc("Its power policy: static, dynamic, low or custom.") @Default("dynamic")
        String powerPolicy) {

  /** A service. */
  public record ServiceSpec(
      @Doc("on, automatic or off.") @Default("off") String policy,
      @Doc("Whether it runs.") @Default("false") boolean running) {}

  /** A lockdown mode. */
  public enum Lockdown {
    OFF(HostLockdownMode.lockdownDisabled),
    NORMAL(HostLockdownMode.lockdownNormal),
    STRICT(HostLockdownMode.lockdownStrict);

    private final HostLockdownMode value;

    Lockdown(HostLockdownMode value) {
      this.value = value;
    }
  }

  public LabSettings {
    Optional<String> unknown =
        options.keySet().stream().filter(key -> !OptionManager.has(key)).findFirst();
    if (unknown.isPresent()) {
      throw new IllegalArgumentException("`options`: no host has `" + unknown.get() + "`");
    }
  }

  void declare(World world, Managed host) {
    HostDateTimeSystem.declare(world, host, ntp);
    services.forEach(
        (key, each) -> HostServiceSystem.declare(world, host, key, each.policy(), each.running()));
    firewall.forEach((key, enabled) -> HostFirewallSystem.declare(world, host, key, enabled));
    OptionManager.declare(world, host, options);
    HostAccessManager.declare(world, host, lockdown.value, exceptions);
    HostPowerSystem.declare(world, host, powerPolicy);
  }
}
