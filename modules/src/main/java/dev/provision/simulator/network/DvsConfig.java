package dev.provision.simulator.network;

import com.vmware.vim25.ConcurrentAccess;
import com.vmware.vim25.DVPortgroupConfigInfo;
import com.vmware.vim25.DistributedVirtualSwitchHostMember;
import com.vmware.vim25.DistributedVirtualSwitchHostMemberPnicBacking;
import com.vmware.vim25.DistributedVirtualSwitchHostMemberPnicSpec;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VMwareDVSConfigInfo;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** The configuration of a distributed switch, its members and its port groups. */
final class DvsConfig {
  private DvsConfig() {}

  static VMwareDVSConfigInfo of(Managed dvs) {
    return dvs.get("config", VMwareDVSConfigInfo.class);
  }

  /** Changes the configuration, which then has another version. */
  static void edit(World world, Managed dvs, Consumer<VMwareDVSConfigInfo> edit) {
    VMwareDVSConfigInfo config = Values.copy(of(dvs));
    edit.accept(config);
    config.configVersion = String.valueOf(Integer.parseInt(config.configVersion) + 1);
    world.set(dvs, "config", config);
  }

  /** A change is of the configuration that there is ({@code configVersion}). */
  static void demandCurrent(String asked, String has) throws VimFault {
    if (asked != null && !asked.equals(has)) {
      throw Refuse.with(new ConcurrentAccess(), "The configuration was changed meanwhile.");
    }
  }

  static List<DistributedVirtualSwitchHostMember> members(VMwareDVSConfigInfo config) {
    return config.host == null ? List.of() : Arrays.asList(config.host);
  }

  static List<DistributedVirtualSwitchHostMemberPnicSpec> nics(
      DistributedVirtualSwitchHostMember member) {
    return member.config.backing instanceof DistributedVirtualSwitchHostMemberPnicBacking backing
            && backing.pnicSpec != null
        ? Arrays.asList(backing.pnicSpec)
        : List.of();
  }

  static ManagedObjectReference switchOf(Managed group) {
    return group.get("config", DVPortgroupConfigInfo.class).distributedVirtualSwitch;
  }

  /** The port groups of a switch. */
  static List<Managed> groups(World world, Managed dvs) {
    return world.all("DistributedVirtualPortgroup").stream()
        .filter(group -> Values.isSame(switchOf(group), dvs.ref()))
        .toList();
  }
}
