package dev.provision.simulator;

import com.vmware.vim25.ConcurrentAccess;
import com.vmware.vim25.DVPortgroupConfigInfo;
import com.vmware.vim25.DVPortgroupConfigSpec;
import com.vmware.vim25.DVSConfigSpec;
import com.vmware.vim25.DVSCreateSpec;
import com.vmware.vim25.DistributedVirtualSwitchHostMember;
import com.vmware.vim25.DistributedVirtualSwitchHostMemberConfigInfo;
import com.vmware.vim25.DistributedVirtualSwitchHostMemberConfigSpec;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VMwareDVSConfigInfo;
import com.vmware.vim25.VMwareDVSPortSetting;
import com.vmware.vim25.VmwareDistributedVirtualSwitchVlanIdSpec;
import dev.provision.vsphere.VimFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Distributed switches and their port groups. */
final class SwitchMethods {
  private static final Duration TIME = Duration.ofMillis(150);

  private final World world;
  private final Tasks tasks;

  SwitchMethods(World world, Tasks tasks) {
    this.world = world;
    this.tasks = tasks;
  }

  void methods(Methods methods) {
    String type = "DistributedVirtualSwitch";
    methods
        .on("Folder", "CreateDVS_Task", "DVSwitch.Create", this::create)
        .on(type, "ReconfigureDvs_Task", "DVSwitch.Modify", this::reconfigure)
        .on(type, "AddDVPortgroup_Task", "DVPortgroup.Create", this::addPortgroups)
        .on(type, "CreateDVPortgroup_Task", "DVPortgroup.Create", this::createPortgroup)
        .on(
            "DistributedVirtualPortgroup",
            "ReconfigureDVPortgroup_Task",
            "DVPortgroup.Modify",
            this::reconfigurePortgroup);
  }

  static Managed dvs(World world, Managed folder, String name, List<Managed> hosts) {
    Managed made = world.add("VmwareDistributedVirtualSwitch", "dvs-");
    VMwareDVSConfigInfo config = new VMwareDVSConfigInfo();
    config.uuid = world.uuid();
    config.name = name;
    config.maxMtu = 1500;
    config.maxPorts = Integer.MAX_VALUE;
    config.configVersion = "1";
    config.createTime = world.calendar();
    config.host =
        hosts.stream()
            .map(SwitchMethods::member)
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
    return member;
  }

  static Managed portgroup(World world, Managed folder, Managed dvs, String name, int vlan) {
    Managed made = world.add("DistributedVirtualPortgroup", "dvportgroup-");
    DVPortgroupConfigInfo config = new DVPortgroupConfigInfo();
    config.key = made.id();
    config.name = name;
    config.numPorts = 128;
    config.type = "earlyBinding";
    config.autoExpand = true;
    config.configVersion = "1";
    config.distributedVirtualSwitch = dvs.ref();
    VmwareDistributedVirtualSwitchVlanIdSpec id = new VmwareDistributedVirtualSwitchVlanIdSpec();
    id.vlanId = vlan;
    id.inherited = false;
    VMwareDVSPortSetting setting = new VMwareDVSPortSetting();
    setting.vlan = id;
    config.defaultPortConfig = setting;
    world.set(made, "name", name);
    world.set(made, "key", config.key);
    world.set(made, "config", config);
    world.set(made, "parent", folder.ref());
    return made;
  }

  private static VMwareDVSConfigInfo config(Managed dvs) {
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
          FolderMethods.accepts(folder, "DistributedVirtualSwitch");
          Names.free(world, tasks, folder, name);
          plan.name(folder, name);
          return () -> {
            Managed made = dvs(world, folder, name, List.of());
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
          current(spec.configVersion, config(dvs).configVersion);
          return () -> {
            edit(dvs, spec);
            return null;
          };
        });
  }

  private static void current(String asked, String has) throws VimFault {
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
          for (Managed group : groups(dvs)) {
            NetworkModel.add(world, host, group);
          }
        }
      }
    }
    config.host = members.toArray(new DistributedVirtualSwitchHostMember[0]);
    world.set(dvs, "config", config);
    world.set(dvs, "name", config.name);
  }

  private List<Managed> groups(Managed dvs) {
    return world.all("DistributedVirtualPortgroup").stream()
        .filter(group -> Values.isSame(NetworkModel.switchOf(group), dvs.ref()))
        .toList();
  }

  private Object addPortgroups(Invocation in) throws VimFault {
    return add(in, List.of(in.need("spec", DVPortgroupConfigSpec[].class)), false);
  }

  private Object createPortgroup(Invocation in) throws VimFault {
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
            Names.free(world, tasks, folder, spec.name);
            plan.name(folder, spec.name);
          }
          return () -> {
            ManagedObjectReference made = null;
            for (DVPortgroupConfigSpec spec : specs) {
              Managed group = portgroup(world, folder, dvs, spec.name, 0);
              edit(group, spec);
              DistributedVirtualSwitchHostMember[] members = config(dvs).host;
              for (DistributedVirtualSwitchHostMember member :
                  members == null ? new DistributedVirtualSwitchHostMember[0] : members) {
                NetworkModel.add(world, world.need(member.config.host), group);
              }
              made = group.ref();
            }
            return one ? made : null;
          };
        });
  }

  private Object reconfigurePortgroup(Invocation in) throws VimFault {
    Managed group = in.self();
    DVPortgroupConfigSpec spec = in.need("spec", DVPortgroupConfigSpec.class);
    return tasks.start(
        in,
        group,
        TIME,
        plan -> {
          plan.lock(group);
          current(
              spec.configVersion, group.get("config", DVPortgroupConfigInfo.class).configVersion);
          if (spec.name != null && !spec.name.equals(group.name())) {
            Names.free(world, tasks, world.need(group.parent()), spec.name);
          }
          return () -> {
            edit(group, spec);
            return null;
          };
        });
  }

  private void edit(Managed group, DVPortgroupConfigSpec spec) {
    DVPortgroupConfigInfo config = Values.copy(group.get("config", DVPortgroupConfigInfo.class));
    String version = config.configVersion;
    Values.overlay(spec, config);
    if (spec.numPorts != null) {
      config.numPorts = spec.numPorts;
    }
    config.configVersion = String.valueOf(Integer.parseInt(version) + 1);
    world.set(group, "config", config);
    world.set(group, "name", config.name);
  }
}
