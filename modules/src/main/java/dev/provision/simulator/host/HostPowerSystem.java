package dev.provision.simulator.host;

import com.vmware.vim25.HostPowerPolicy;
import com.vmware.vim25.PowerSystemCapability;
import com.vmware.vim25.PowerSystemInfo;
import dev.provision.simulator.inventory.HostParts;
import dev.provision.simulator.server.Authorization;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code HostPowerSystem}: how much power a host's CPUs save. */
public final class HostPowerSystem implements ManagedType {
  static final String TYPE = "HostPowerSystem";
  static final String INFO = "info";
  static final String CAPABILITY = "capability";

  private final World world;
  private final CalledHost called;

  public HostPowerSystem(World world, Authorization authorization) {
    this.world = world;
    this.called = new CalledHost(world, authorization);
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema(TYPE + ": capability info")
        .on(TYPE, "ConfigurePowerPolicy", "", this::configure);
  }

  /** The policies that each host has. */
  static PowerSystemCapability capability() {
    PowerSystemCapability capability = new PowerSystemCapability();
    capability.availablePolicy =
        Stream.of(
                policy(1, "static", "High performance"),
                policy(2, "dynamic", "Balanced"),
                policy(3, "low", "Low power"),
                policy(4, "custom", "Custom"))
            .toArray(HostPowerPolicy[]::new);
    return capability;
  }

  private static HostPowerPolicy policy(int key, String shortName, String name) {
    HostPowerPolicy policy = new HostPowerPolicy();
    policy.key = key;
    policy.name = "PowerPolicy." + shortName + ".name";
    policy.shortName = shortName;
    policy.description = name;
    return policy;
  }

  /** The policy of a new host. */
  static PowerSystemInfo begin() {
    return info(capability().availablePolicy[1]);
  }

  private static PowerSystemInfo info(HostPowerPolicy policy) {
    PowerSystemInfo info = new PowerSystemInfo();
    info.currentPolicy = policy;
    return info;
  }

  private static Optional<HostPowerPolicy> find(int key) {
    return Arrays.stream(capability().availablePolicy).filter(each -> each.key == key).findFirst();
  }

  /**
   * Gives a host its policy as a lab declares it.
   *
   * @param shortName {@code static}, {@code dynamic}, {@code low} or {@code custom}
   */
  public static void declare(World world, Managed host, String shortName) {
    Arrays.stream(capability().availablePolicy)
        .filter(each -> each.shortName.equals(shortName))
        .forEach(each -> world.set(HostParts.managerOf(world, host, TYPE), INFO, info(each)));
  }

  private Object configure(Invocation in) throws VimFault {
    called.of(in, "Host.Config.Power");
    int key = in.need("key", Integer.class);
    HostPowerPolicy policy =
        find(key).orElseThrow(() -> Refuse.argument("key", "`" + key + "` is no policy"));
    world.set(in.self(), INFO, info(policy));
    return null;
  }
}
