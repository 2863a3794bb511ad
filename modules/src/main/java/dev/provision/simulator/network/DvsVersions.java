package dev.provision.simulator.network;

import com.vmware.vim25.DistributedVirtualSwitchProductSpec;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.server.Tasks;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.ApiVersion;
import dev.provision.vsphere.wire.VimFault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code DistributedVirtualSwitchManager}: the versions that a switch can have, and upgrades. */
public final class DvsVersions implements ManagedType {
  private static final String TYPE = "DistributedVirtualSwitchManager";
  private static final Duration TIME = Duration.ofMillis(150);

  private static final String NEWEST = "sim.newestSwitch";

  private static final List<String> ALL =
      List.of("6.5.0", "6.6.0", "7.0.0", "7.0.2", "7.0.3", "8.0.0", "8.0.3", "9.0.0");

  private final World world;
  private final Tasks tasks;

  public DvsVersions(World world, Tasks tasks) {
    this.world = world;
    this.tasks = tasks;
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema(TYPE + ":")
        .service(TYPE, "DVSManager", (content, ref) -> content.dvSwitchManager = ref)
        .on(TYPE, "QueryAvailableDvsSpec", "System.View", in -> offered(world))
        .on(TYPE, "QueryCompatibleHostForNewDvs", "System.View", this::compatible)
        .on(
            "DistributedVirtualSwitch",
            "PerformDvsProductSpecOperation_Task",
            "DVSwitch.Modify",
            this::upgrade);
  }

  /** Below a folder or a datacenter; all of the subtree, whatever {@code recursive} says. */
  private Object compatible(Invocation in) throws VimFault {
    Managed container = Invocation.find(world, in.need("container", ManagedObjectReference.class));
    Optional<String> version =
        in.maybe("switchProductSpec", DistributedVirtualSwitchProductSpec.class)
            .map(spec -> spec.version);
    return world.below(container, "HostSystem").stream()
        .filter(host -> version.filter(asked -> !carries(host, asked)).isEmpty())
        .map(Managed::ref)
        .toArray(ManagedObjectReference[]::new);
  }

  /** The newest version of a switch that a host of a lab file can be on. */
  public static void carriesUpTo(World world, Managed host, String version) {
    world.set(host, NEWEST, version);
  }

  static boolean carries(Managed host, String version) {
    String newest = host.get(NEWEST, String.class);
    return newest == null || new ApiVersion(newest).isAtLeast(version);
  }

  /** Those that a vCenter of this version knows, the oldest first. */
  private static DistributedVirtualSwitchProductSpec[] offered(World world) {
    return versions(world)
        .map(DvsVersions::product)
        .toArray(DistributedVirtualSwitchProductSpec[]::new);
  }

  private static Stream<String> versions(World world) {
    return ALL.stream().filter(each -> world.version().isAtLeast(each));
  }

  private static DistributedVirtualSwitchProductSpec product(String version) {
    DistributedVirtualSwitchProductSpec product = new DistributedVirtualSwitchProductSpec();
    product.name = "DVS";
    product.vendor = "VMware, Inc.";
    product.version = version;
    product.forwardingClass = "etherswitch";
    return product;
  }

  /** Gives a new switch the version that was asked for, or the newest. */
  static void begin(World world, Managed dvs, DistributedVirtualSwitchProductSpec asked)
      throws VimFault {
    List<String> known = versions(world).toList();
    String version =
        asked == null || asked.version == null
            ? known.isEmpty() ? "6.5.0" : known.get(known.size() - 1)
            : asked.version;
    if (!known.isEmpty() && !known.contains(version)) {
      throw Refuse.argument("spec.productInfo.version", "there is no such version");
    }
    DvsConfig.edit(world, dvs, config -> config.productInfo = product(version));
  }

  private Object upgrade(Invocation in) throws VimFault {
    Managed dvs = in.self();
    String operation = in.text("operation");
    DistributedVirtualSwitchProductSpec to =
        in.need("productSpec", DistributedVirtualSwitchProductSpec.class);
    return tasks.start(
        in,
        dvs,
        TIME,
        plan -> {
          plan.lock(dvs);
          String has = DvsConfig.of(dvs).productInfo.version;
          if (!operation.equals("upgrade")) {
            throw Refuse.notSupported("only an upgrade is simulated");
          }
          if (versions(world).noneMatch(to.version::equals)
              || !new ApiVersion(to.version).isAtLeast(has)) {
            throw Refuse.argument("productSpec.version", "it is not newer");
          }
          return () -> {
            DvsConfig.edit(
                world, dvs, config -> config.productInfo = Values.copy(product(to.version)));
            return null;
          };
        });
  }
}
