package dev.provision.simulator.network;

import com.vmware.vim25.DVPortSetting;
import com.vmware.vim25.DVPortgroupConfigInfo;
import com.vmware.vim25.DVPortgroupConfigSpec;
import com.vmware.vim25.DistributedVirtualSwitchHostMember;
import com.vmware.vim25.HostNetworkInfo;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.Tag;
import com.vmware.vim25.VMwareDVSPortSetting;
import com.vmware.vim25.VMwareDVSPortgroupPolicy;
import com.vmware.vim25.VmwareDistributedVirtualSwitchVlanIdSpec;
import dev.provision.simulator.inventory.HostParts;
import dev.provision.simulator.server.Copied;
import dev.provision.simulator.server.EntityKind;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.server.Tasks;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Names;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.newer.network.MacManagedPortSetting;
import dev.provision.vsphere.wire.VimFault;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** {@code DistributedVirtualPortgroup}: the port groups of distributed switches. */
public final class DistributedVirtualPortgroup implements ManagedType, EntityKind {
  private static final String TYPE = "DistributedVirtualPortgroup";
  private static final String SWITCH = "DistributedVirtualSwitch";

  /** The tag of a distributed switch's uplink port group. */
  private static final String UPLINKS = "SYSTEM/DVS.UPLINKPG";

  private static final Duration TIME = Duration.ofMillis(150);

  private final World world;
  private final Tasks tasks;
  private final Network networks;

  public DistributedVirtualPortgroup(World world, Tasks tasks, Network networks) {
    this.world = world;
    this.tasks = tasks;
    this.networks = networks;
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema(TYPE + " < Network: config key portKeys")
        .newer(TYPE, "config.logicalSwitchUuid", "7.0", "sim.config.logicalSwitchUuid")
        .copied(this::copied, TYPE)
        .entity(TYPE, this)
        .on(SWITCH, "AddDVPortgroup_Task", "DVPortgroup.Create", this::addSeveral)
        .on(SWITCH, "CreateDVPortgroup_Task", "DVPortgroup.Create", this::addOne)
        .on(TYPE, "ReconfigureDVPortgroup_Task", "DVPortgroup.Modify", this::reconfigure);
  }

  private void copied(Managed made, Copied from) {
    DVPortgroupConfigInfo config = from.get("config", DVPortgroupConfigInfo.class).orElseThrow();
    world.set(made, "key", from.get("key", String.class).orElse(config.key));
    from.keep("tag");
    world.set(made, "config", config);
  }

  @Override
  public String renamePrivilege() {
    return "DVPortgroup.Modify";
  }

  @Override
  public String deletePrivilege() {
    return "DVPortgroup.Delete";
  }

  @Override
  public void refuseDestroy(Managed group) throws VimFault {
    networks.refuseDestroy(group);
  }

  @Override
  public void destroying(Managed group) {
    networks.destroying(group);
  }

  /** Copies the new name into the configuration, which has it too. */
  @Override
  public void renamed(Managed group, String name) {
    DVPortgroupConfigInfo config = Values.copy(group.get("config", DVPortgroupConfigInfo.class));
    config.name = name;
    world.set(group, "config", config);
  }

  public static ManagedObjectReference switchOf(Managed group) {
    return DvsConfig.switchOf(group);
  }

  /** Whether it is the uplink port group of its switch, to which no VM can be connected. */
  public static boolean isUplink(Managed network) {
    Tag[] tags = network.get("tag", Tag[].class);
    return tags != null && Arrays.stream(tags).anyMatch(tag -> UPLINKS.equals(tag.key));
  }

  /** Makes it the uplink port group of its switch. */
  public static void becomeUplink(World world, Managed group) {
    Tag tag = new Tag();
    tag.key = UPLINKS;
    world.set(group, "tag", new Tag[] {tag});
  }

  public static Managed create(World world, Managed folder, Managed dvs, String name, int vlan) {
    Managed made = world.add(TYPE, "dvportgroup-");
    DVPortgroupConfigInfo config = new DVPortgroupConfigInfo();
    config.key = made.id();
    config.name = name;
    config.numPorts = 128;
    config.type = "earlyBinding";
    config.autoExpand = true;
    config.configVersion = "1";
    config.policy = new VMwareDVSPortgroupPolicy();
    config.policy.blockOverrideAllowed = true;
    config.policy.portConfigResetAtDisconnect = true;
    config.distributedVirtualSwitch = dvs.ref();
    VmwareDistributedVirtualSwitchVlanIdSpec id = new VmwareDistributedVirtualSwitchVlanIdSpec();
    id.vlanId = vlan;
    id.inherited = false;
    VMwareDVSPortSetting setting = new MacManagedPortSetting();
    setting.vlan = id;
    config.defaultPortConfig = setting;
    world.set(made, "name", name);
    world.set(made, "key", config.key);
    world.set(made, "config", config);
    world.set(made, "parent", folder.ref());
    return made;
  }

  private Object addSeveral(Invocation in) throws VimFault {
    return add(in, List.of(in.need("spec", DVPortgroupConfigSpec[].class)), false);
  }

  private Object addOne(Invocation in) throws VimFault {
    return add(in, List.of(in.need("spec", DVPortgroupConfigSpec.class)), true);
  }

  private Object add(Invocation in, List<DVPortgroupConfigSpec> specs, boolean one)
      throws VimFault {
    Managed dvs = in.self();
    Managed folder = world.need(dvs.parent());
    for (DVPortgroupConfigSpec spec : specs) {
      spec.name = Names.checked(spec.name);
    }
    return tasks.start(
        in,
        dvs,
        TIME,
        plan -> {
          plan.lock(dvs);
          for (DVPortgroupConfigSpec spec : specs) {
            tasks.demandFree(folder, spec.name);
            plan.name(folder, spec.name);
            DvsPools.demand(dvs, spec.vmVnicNetworkResourcePoolKey);
          }
          return () -> {
            ManagedObjectReference made = null;
            for (DVPortgroupConfigSpec spec : specs) {
              Managed group = create(world, folder, dvs, spec.name, 0);
              edit(group, spec);
              for (DistributedVirtualSwitchHostMember member :
                  DvsConfig.members(DvsConfig.of(dvs))) {
                Network.add(world, world.need(member.config.host), group);
              }
              made = group.ref();
            }
            return one ? made : null;
          };
        });
  }

  private Object reconfigure(Invocation in) throws VimFault {
    Managed group = in.self();
    DVPortgroupConfigSpec spec = in.need("spec", DVPortgroupConfigSpec.class);
    return tasks.start(
        in,
        group,
        TIME,
        plan -> {
          plan.lock(group);
          DvsConfig.demandCurrent(
              spec.configVersion, group.get("config", DVPortgroupConfigInfo.class).configVersion);
          if (spec.name != null && !spec.name.equals(group.name())) {
            tasks.demandFree(world.need(group.parent()), spec.name);
          }
          DvsPools.demand(world.need(switchOf(group)), spec.vmVnicNetworkResourcePoolKey);
          return () -> {
            reached(group, () -> edit(group, spec));
            return null;
          };
        });
  }

  /** Takes a change back that cuts off a host which vCenter manages over the port group. */
  private void reached(Managed group, Runnable edit) throws VimFault {
    DVPortgroupConfigInfo old = group.get("config", DVPortgroupConfigInfo.class);
    List<Managed> hosts = world.all("HostSystem").stream().filter(this::isReached).toList();
    edit.run();
    for (Managed host : hosts) {
      if (!isReached(host)) {
        world.set(group, "config", old);
        world.set(group, "name", old.name);
        new HostReach(world, host).demand(true, false);
      }
    }
  }

  private boolean isReached(Managed host) {
    HostNetworkInfo info =
        HostParts.networkOf(world, host).get("networkInfo", HostNetworkInfo.class);
    return info != null && new HostReach(world, host).isReached(info);
  }

  private void edit(Managed group, DVPortgroupConfigSpec spec) {
    DVPortgroupConfigInfo config = Values.copy(group.get("config", DVPortgroupConfigInfo.class));
    String version = config.configVersion;
    DVPortSetting setting = config.defaultPortConfig;
    Values.overlay(spec, config);
    if (spec.defaultPortConfig != null && setting != null) {
      // a policy that is left out stays as it is
      config.defaultPortConfig = setting;
      Values.overlay(spec.defaultPortConfig, setting);
    }
    if (spec.numPorts != null) {
      config.numPorts = spec.numPorts;
    }
    if ("-1".equals(config.vmVnicNetworkResourcePoolKey)) {
      config.vmVnicNetworkResourcePoolKey = null;
    }
    config.configVersion = String.valueOf(Integer.parseInt(version) + 1);
    world.set(group, "config", config);
    world.set(group, "name", config.name);
  }
}
