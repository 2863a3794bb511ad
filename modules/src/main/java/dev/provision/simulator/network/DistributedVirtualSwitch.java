package dev.provision.simulator.network;

import com.vmware.vim25.ConcurrentAccess;
import com.vmware.vim25.DVSCapability;
import com.vmware.vim25.DVSConfigInfo;
import com.vmware.vim25.DVSConfigSpec;
import com.vmware.vim25.DVSContactInfo;
import com.vmware.vim25.DVSCreateSpec;
import com.vmware.vim25.DVSNameArrayUplinkPortPolicy;
import com.vmware.vim25.DVSSummary;
import com.vmware.vim25.DistributedVirtualSwitchHostMember;
import com.vmware.vim25.DistributedVirtualSwitchHostMemberConfigInfo;
import com.vmware.vim25.DistributedVirtualSwitchHostMemberConfigSpec;
import com.vmware.vim25.DistributedVirtualSwitchHostMemberPnicBacking;
import com.vmware.vim25.DistributedVirtualSwitchProductSpec;
import com.vmware.vim25.VMwareDVSConfigInfo;
import com.vmware.vim25.VMwareDVSPortSetting;
import dev.provision.simulator.inventory.Folder;
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
import java.util.ArrayList;
import java.util.List;

/**
 * {@code DistributedVirtualSwitch}, of which {@code VmwareDistributedVirtualSwitch} is made here.
 */
public final class DistributedVirtualSwitch implements ManagedType, EntityKind {
  private static final String TYPE = "DistributedVirtualSwitch";
  private static final String VMWARE = "VmwareDistributedVirtualSwitch";
  private static final Duration TIME = Duration.ofMillis(150);

  private final World world;
  private final Tasks tasks;

  public DistributedVirtualSwitch(World world, Tasks tasks) {
    this.world = world;
    this.tasks = tasks;
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
        .on(TYPE, "ReconfigureDvs_Task", "DVSwitch.Modify", this::reconfigure);
  }

  private void copied(Managed made, Copied from) {
    DVSConfigInfo config = from.get("config", DVSConfigInfo.class).orElseThrow();
    world.set(made, "uuid", from.get("uuid", String.class).orElse(config.uuid));
    world.set(made, "config", config);
  }

  private Object derived(Managed dvs, String property) {
    switch (property) {
      case "portgroup":
        return Managed.refs(DistributedVirtualPortgroup.of(world, dvs));
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
    VMwareDVSConfigInfo config = config(dvs);
    List<Managed> groups = DistributedVirtualPortgroup.of(world, dvs);
    DVSSummary summary = new DVSSummary();
    summary.name = dvs.name();
    summary.uuid = config.uuid;
    summary.numPorts = config.numPorts;
    summary.productInfo = config.productInfo;
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
    config.networkResourceManagementEnabled = false;
    config.createTime = world.calendar();
    config.host =
        hosts.stream()
            .map(DistributedVirtualSwitch::member)
            .toArray(DistributedVirtualSwitchHostMember[]::new);
    world.set(made, "name", name);
    world.set(made, "uuid", config.uuid);
    world.set(made, "config", config);
    world.set(made, "parent", folder.ref());
    return made;
  }

  private static DistributedVirtualSwitchHostMember member(Managed host) {
    DistributedVirtualSwitchHostMember member = new DistributedVirtualSwitchHostMember();
    member.status = "up";
    member.config = new DistributedVirtualSwitchHostMemberConfigInfo();
    member.config.host = host.ref();
    member.config.maxProxySwitchPorts = 512;
    member.config.backing = new DistributedVirtualSwitchHostMemberPnicBacking();
    return member;
  }

  static VMwareDVSConfigInfo config(Managed dvs) {
    return dvs.get("config", VMwareDVSConfigInfo.class);
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
            edit(made, spec.configSpec);
            return made.ref();
          };
        });
  }

  private Object reconfigure(Invocation in) throws VimFault {
    Managed dvs = in.self();
    DVSConfigSpec spec = in.need("spec", DVSConfigSpec.class);
    return tasks.start(
        in,
        dvs,
        TIME,
        plan -> {
          plan.lock(dvs);
          demandCurrent(spec.configVersion, config(dvs).configVersion);
          return () -> {
            edit(dvs, spec);
            return null;
          };
        });
  }

  /** A change is of the configuration that there is ({@code configVersion}). */
  static void demandCurrent(String asked, String has) throws VimFault {
    if (asked != null && !asked.equals(has)) {
      throw Refuse.with(new ConcurrentAccess(), "The configuration was changed meanwhile.");
    }
  }

  private void edit(Managed dvs, DVSConfigSpec spec) throws VimFault {
    VMwareDVSConfigInfo config = Values.copy(config(dvs));
    DistributedVirtualSwitchHostMemberConfigSpec[] hosts = spec.host;
    spec.host = null;
    String version = config.configVersion;
    Values.overlay(spec, config);
    config.configVersion = String.valueOf(Integer.parseInt(version) + 1);
    List<DistributedVirtualSwitchHostMember> members =
        new ArrayList<>(
            config.host == null
                ? List.of()
                : List.<DistributedVirtualSwitchHostMember>of(config.host));
    if (hosts != null) {
      for (DistributedVirtualSwitchHostMemberConfigSpec each : hosts) {
        members.removeIf(member -> Values.isSame(member.config.host, each.host));
        Managed host = Invocation.find(world, each.host);
        if (!"remove".equals(each.operation)) {
          members.add(member(host));
          for (Managed group : DistributedVirtualPortgroup.of(world, dvs)) {
            Network.add(world, host, group);
          }
        }
      }
    }
    config.host = members.toArray(new DistributedVirtualSwitchHostMember[0]);
    world.set(dvs, "config", config);
    world.set(dvs, "name", config.name);
  }
}
