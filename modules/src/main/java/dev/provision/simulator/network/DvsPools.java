package dev.provision.simulator.network;

import com.vmware.vim25.ConflictingConfiguration;
import com.vmware.vim25.DVPortgroupConfigInfo;
import com.vmware.vim25.DVSVmVnicNetworkResourcePool;
import com.vmware.vim25.DvsHostInfrastructureTrafficResource;
import com.vmware.vim25.DvsVmVnicResourceAllocation;
import com.vmware.vim25.DvsVmVnicResourcePoolConfigSpec;
import com.vmware.vim25.NotFound;
import com.vmware.vim25.ResourceInUse;
import com.vmware.vim25.VMwareDVSConfigInfo;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.server.Tasks;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The network resource pools of a distributed switch. Together they get what virtual machine
 * traffic reserves on each NIC, times the NICs of its hosts (vSphere Networking, "Create a Network
 * Resource Pool"). With which faults a real server refuses, nobody has seen; these are those that
 * the API names.
 */
public final class DvsPools implements ManagedType {
  private static final String TYPE = "DistributedVirtualSwitch";
  private static final Duration TIME = Duration.ofMillis(150);

  private final World world;
  private final Tasks tasks;

  public DvsPools(World world, Tasks tasks) {
    this.world = world;
    this.tasks = tasks;
  }

  @Override
  public void register(Registry registry) {
    registry.on(
        TYPE,
        "DvsReconfigureVmVnicNetworkResourcePool_Task",
        "DVSwitch.ResourceManagement",
        this::reconfigure);
  }

  private Object reconfigure(Invocation in) throws VimFault {
    Managed dvs = in.self();
    DvsVmVnicResourcePoolConfigSpec[] asked =
        in.need("configSpec", DvsVmVnicResourcePoolConfigSpec[].class);
    return tasks.start(
        in,
        dvs,
        TIME,
        plan -> {
          plan.lock(dvs);
          List<DVSVmVnicNetworkResourcePool> all = edited(dvs, asked);
          return () -> {
            DvsConfig.edit(
                world,
                dvs,
                config ->
                    config.vmVnicNetworkResourcePool =
                        all.isEmpty() ? null : all.toArray(new DVSVmVnicNetworkResourcePool[0]));
            return null;
          };
        });
  }

  private static List<DVSVmVnicNetworkResourcePool> of(VMwareDVSConfigInfo config) {
    return config.vmVnicNetworkResourcePool == null
        ? List.of()
        : Arrays.asList(config.vmVnicNetworkResourcePool);
  }

  private List<DVSVmVnicNetworkResourcePool> edited(
      Managed dvs, DvsVmVnicResourcePoolConfigSpec[] asked) throws VimFault {
    VMwareDVSConfigInfo config = Values.copy(DvsConfig.of(dvs));
    if (!"version3".equals(config.networkResourceControlVersion)) {
      throw Refuse.notSupported("its network resource control is not version 3");
    }
    List<DVSVmVnicNetworkResourcePool> all = new ArrayList<>(of(config));
    for (DvsVmVnicResourcePoolConfigSpec each : asked) {
      if (each.operation.equals("add")) {
        all.add(made(each, all));
        continue;
      }
      DVSVmVnicNetworkResourcePool has = find(each, all);
      if (each.operation.equals("remove")) {
        demandUnused(dvs, has);
        all.remove(has);
      } else {
        change(has, each);
      }
    }
    long free = capacity(config);
    long wanted = all.stream().mapToLong(pool -> pool.allocationInfo.reservationQuota).sum();
    if (wanted > free) {
      throw Refuse.with(
          new ConflictingConfiguration(),
          "The network resource pools reserve "
              + wanted
              + " Mbit/s, and the NICs of the switch have "
              + free
              + " for virtual machines.");
    }
    return all;
  }

  private DVSVmVnicNetworkResourcePool made(
      DvsVmVnicResourcePoolConfigSpec spec, List<DVSVmVnicNetworkResourcePool> others)
      throws VimFault {
    if (spec.name == null || others.stream().anyMatch(other -> spec.name.equals(other.name))) {
      throw Refuse.name(spec.name);
    }
    DVSVmVnicNetworkResourcePool pool = new DVSVmVnicNetworkResourcePool();
    pool.key = String.valueOf(world.nextId());
    pool.name = spec.name;
    pool.configVersion = "0";
    pool.allocationInfo = new DvsVmVnicResourceAllocation();
    pool.allocationInfo.reservationQuota = 0L;
    change(pool, spec);
    return pool;
  }

  private static void change(
      DVSVmVnicNetworkResourcePool pool, DvsVmVnicResourcePoolConfigSpec spec) {
    pool.name = spec.name == null ? pool.name : spec.name;
    pool.description = spec.description == null ? pool.description : spec.description;
    if (spec.allocationInfo != null) {
      Values.overlay(spec.allocationInfo, pool.allocationInfo);
    }
    pool.configVersion = String.valueOf(Integer.parseInt(pool.configVersion) + 1);
  }

  private static DVSVmVnicNetworkResourcePool find(
      DvsVmVnicResourcePoolConfigSpec spec, List<DVSVmVnicNetworkResourcePool> all)
      throws VimFault {
    for (DVSVmVnicNetworkResourcePool each : all) {
      if (each.key.equals(spec.key)) {
        DvsConfig.demandCurrent(spec.configVersion, each.configVersion);
        return each;
      }
    }
    throw Refuse.with(new NotFound(), "The object or item referred to could not be found.");
  }

  private void demandUnused(Managed dvs, DVSVmVnicNetworkResourcePool pool) throws VimFault {
    for (Managed group : DvsConfig.groups(world, dvs)) {
      DVPortgroupConfigInfo config = group.get("config", DVPortgroupConfigInfo.class);
      if (pool.key.equals(config.vmVnicNetworkResourcePoolKey)) {
        ResourceInUse fault = new ResourceInUse();
        fault.name = pool.name;
        throw Refuse.with(fault, "The resource '" + pool.name + "' is in use.");
      }
    }
  }

  private static long capacity(VMwareDVSConfigInfo config) {
    long nics =
        DvsConfig.members(config).stream().mapToLong(member -> DvsConfig.nics(member).size()).sum();
    for (DvsHostInfrastructureTrafficResource each : config.infrastructureTrafficResourceConfig) {
      if (each.key.equals("virtualMachine")) {
        return each.allocationInfo.reservation * nics;
      }
    }
    return 0;
  }

  /** The key that a port group names has to be that of a pool, or none of one. */
  static void demand(Managed dvs, String key) throws VimFault {
    boolean known =
        key == null
            || key.equals("-1")
            || of(DvsConfig.of(dvs)).stream().anyMatch(pool -> pool.key.equals(key));
    if (!known) {
      throw Refuse.argument("spec.vmVnicNetworkResourcePoolKey", "there is no pool " + key);
    }
  }
}
