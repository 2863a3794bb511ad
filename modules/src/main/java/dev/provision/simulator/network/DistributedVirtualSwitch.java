package dev.provision.simulator.network;

import com.vmware.vim25.DVSCapability;
import com.vmware.vim25.DVSConfigInfo;
import com.vmware.vim25.DVSConfigSpec;
import com.vmware.vim25.DVSContactInfo;
import com.vmware.vim25.DVSCreateSpec;
import com.vmware.vim25.DVSNameArrayUplinkPortPolicy;
import com.vmware.vim25.DVSSummary;
import com.vmware.vim25.DistributedVirtualSwitchProductSpec;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VMwareDVSConfigInfo;
import com.vmware.vim25.VMwareDVSPortSetting;
import dev.provision.simulator.inventory.Folder;
import dev.provision.simulator.server.Authorization;
import dev.provision.simulator.server.Copied;
import dev.provision.simulator.server.EntityKind;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.server.Tasks;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Names;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code DistributedVirtualSwitch}, of which {@code VmwareDistributedVirtualSwitch} is made here.
 */
public final class DistributedVirtualSwitch implements ManagedType, EntityKind {
  private static final String TYPE = "DistributedVirtualSwitch";
  private static final String VMWARE = "VmwareDistributedVirtualSwitch";
  private static final Duration TIME = Duration.ofMillis(150);

  private final World world;
  private final Tasks tasks;
  private final Authorization authorization;

  public DistributedVirtualSwitch(World world, Tasks tasks, Authorization authorization) {
    this.world = world;
    this.tasks = tasks;
    this.authorization = authorization;
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema(
            TYPE
                + " < ManagedEntity: capability config networkResourcePool portgroup runtime"
                + " summary uuid",
            VMWARE + " < " + TYPE + ":")
        .copied(this::copied, TYPE, VMWARE)
        .derive(TYPE, this::derived)
        .entity(TYPE, this)
        .on("Folder", "CreateDVS_Task", "DVSwitch.Create", this::create)
        .on(TYPE, "ReconfigureDvs_Task", "", this::reconfigure)
        .on(TYPE, "FetchDVPorts", "System.Read", in -> DvsPorts.fetch(world, in));
  }

  private void copied(Managed made, Copied from) {
    DVSConfigInfo config = from.get("config", DVSConfigInfo.class).orElseThrow();
    world.set(made, "uuid", from.get("uuid", String.class).orElse(config.uuid));
    world.set(made, "config", config);
    DvsUplinks.restore(world, made);
  }

  private Object derived(Managed dvs, String property) {
    switch (property) {
      case "portgroup":
        return Managed.refs(DvsConfig.groups(world, dvs));
      case "summary":
        return summary(dvs);
      case "capability":
        DVSCapability capability = new DVSCapability();
        capability.dvsOperationSupported = true;
        capability.dvPortGroupOperationSupported = true;
        capability.dvPortOperationSupported = true;
        return capability;
      default:
        return null;
    }
  }

  private DVSSummary summary(Managed dvs) {
    VMwareDVSConfigInfo config = DvsConfig.of(dvs);
    List<Managed> groups = DvsConfig.groups(world, dvs);
    DVSSummary summary = new DVSSummary();
    summary.name = dvs.name();
    summary.uuid = config.uuid;
    summary.numPorts = config.numPorts;
    summary.productInfo = config.productInfo;
    summary.description = config.description;
    summary.contact = config.contact;
    summary.hostMember =
        DvsConfig.members(config).stream()
            .map(member -> member.config.host)
            .toArray(ManagedObjectReference[]::new);
    summary.portgroupName = groups.stream().map(Managed::name).toArray(String[]::new);
    summary.numHosts = config.host == null ? 0 : config.host.length;
    return summary;
  }

  @Override
  public String renamePrivilege() {
    return "DVSwitch.Modify";
  }

  @Override
  public String deletePrivilege() {
    return "DVSwitch.Delete";
  }

  /** It goes with its port groups, unless something is connected to one (API, Destroy_Task). */
  @Override
  public void refuseDestroy(Managed dvs) throws VimFault {
    if (DvsPorts.isUsed(world, dvs)) {
      throw Refuse.inUse(dvs);
    }
  }

  @Override
  public void destroying(Managed dvs) {
    for (Managed group : DvsConfig.groups(world, dvs)) {
      Network.leaveHosts(world, group);
      world.remove(group);
    }
  }

  /** Copies the new name into the configuration, which has it too. */
  @Override
  public void renamed(Managed dvs, String name) {
    DVSConfigInfo config = Values.copy(dvs.get("config", DVSConfigInfo.class));
    config.name = name;
    world.set(dvs, "config", config);
  }

  public static Managed create(World world, Managed folder, String name, List<Managed> hosts) {
    Managed made = world.add(VMWARE, "dvs-");
    VMwareDVSConfigInfo config = new VMwareDVSConfigInfo();
    config.uuid = world.uuid();
    config.name = name;
    config.maxMtu = 1500;
    config.maxPorts = Integer.MAX_VALUE;
    config.configVersion = "1";
    config.productInfo = new DistributedVirtualSwitchProductSpec();
    config.productInfo.name = "DVS";
    config.productInfo.vendor = "VMware, Inc.";
    config.productInfo.version = "7.0.0";
    DVSNameArrayUplinkPortPolicy uplinks = new DVSNameArrayUplinkPortPolicy();
    uplinks.uplinkPortName = new String[] {"Uplink 1"};
    config.uplinkPortPolicy = uplinks;
    config.defaultPortConfig = new VMwareDVSPortSetting();
    config.contact = new DVSContactInfo();
    DvsSettings.begin(config);
    config.createTime = world.calendar();
    world.set(made, "name", name);
    world.set(made, "uuid", config.uuid);
    world.set(made, "config", config);
    world.set(made, "parent", folder.ref());
    hosts.forEach(host -> DvsMembers.declare(world, made, host));
    return made;
  }

  /** Makes the switch of a lab file, as {@code CreateDVS_Task} does. */
  public static Managed declare(
      World world, Managed folder, String name, Optional<String> version, DVSConfigSpec spec)
      throws VimFault {
    DistributedVirtualSwitchProductSpec product = new DistributedVirtualSwitchProductSpec();
    product.version = version.orElse(null);
    Managed made = create(world, folder, name, List.of());
    DvsVersions.begin(world, made, product);
    addUplinks(world, made);
    edit(world, made, spec);
    return made;
  }

  /** Makes a host of a lab file a member, with NICs by the names of uplinks. */
  public static void join(World world, Managed dvs, Managed host, Map<String, String> nics)
      throws VimFault {
    new DvsMembers(world, dvs).join(host, nics);
  }

  /** The port group that each new switch has for its uplinks. */
  private static void addUplinks(World world, Managed dvs) {
    Managed folder = world.need(dvs.parent());
    String number = dvs.id().substring(dvs.id().indexOf('-'));
    Managed group =
        DistributedVirtualPortgroup.create(
            world, folder, dvs, dvs.name() + "-DVUplinks" + number, 0);
    DistributedVirtualPortgroup.becomeUplink(world, group);
    VMwareDVSConfigInfo config = Values.copy(DvsConfig.of(dvs));
    config.uplinkPortgroup = new ManagedObjectReference[] {group.ref()};
    world.set(dvs, "config", config);
  }

  private Object create(Invocation in) throws VimFault {
    Managed folder = in.self();
    DVSCreateSpec spec = in.need("spec", DVSCreateSpec.class);
    String name = Names.checked(spec.configSpec.name);
    return tasks.start(
        in,
        folder,
        TIME,
        plan -> {
          Folder.accepts(world, folder, "DistributedVirtualSwitch");
          tasks.demandFree(folder, name);
          plan.name(folder, name);
          return () -> {
            Managed made = create(world, folder, name, List.of());
            DvsVersions.begin(world, made, spec.productInfo);
            addUplinks(world, made);
            edit(world, made, spec.configSpec);
            return made.ref();
          };
        });
  }

  private Object reconfigure(Invocation in) throws VimFault {
    Managed dvs = in.self();
    DVSConfigSpec spec = in.need("spec", DVSConfigSpec.class);
    boolean hosts = spec.host != null && spec.host.length > 0;
    authorization.demand(in, dvs, hosts ? "DVSwitch.HostOp" : "DVSwitch.Modify");
    return tasks.start(
        in,
        dvs,
        TIME,
        plan -> {
          plan.lock(dvs);
          if (spec.configVersion == null) {
            throw Refuse.argument("spec.configVersion", "it is missing");
          }
          DvsConfig.demandCurrent(spec.configVersion, DvsConfig.of(dvs).configVersion);
          DvsSettings.check(spec, DvsConfig.of(dvs));
          new DvsMembers(world, dvs).check(spec.host);
          return () -> {
            edit(world, dvs, spec);
            return null;
          };
        });
  }

  private static void edit(World world, Managed dvs, DVSConfigSpec spec) throws VimFault {
    DvsSettings.check(spec, DvsConfig.of(dvs));
    VMwareDVSConfigInfo config = DvsSettings.edited(spec, DvsConfig.of(dvs));
    world.set(dvs, "config", config);
    world.set(dvs, "name", config.name);
    new DvsMembers(world, dvs).edit(spec.host);
  }
}
