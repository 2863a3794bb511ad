package dev.provision.simulator.network;

import com.vmware.vim25.AlreadyExists;
import com.vmware.vim25.DistributedVirtualPort;
import com.vmware.vim25.DistributedVirtualSwitchHostMember;
import com.vmware.vim25.DistributedVirtualSwitchHostMemberConfigInfo;
import com.vmware.vim25.DistributedVirtualSwitchHostMemberConfigSpec;
import com.vmware.vim25.DistributedVirtualSwitchHostMemberPnicBacking;
import com.vmware.vim25.DistributedVirtualSwitchHostMemberPnicSpec;
import com.vmware.vim25.HostNetworkInfo;
import com.vmware.vim25.HostProxySwitchSpec;
import com.vmware.vim25.HostVirtualSwitch;
import com.vmware.vim25.HostVirtualSwitchBondBridge;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.NotFound;
import com.vmware.vim25.PhysicalNic;
import com.vmware.vim25.ResourceInUse;
import com.vmware.vim25.VMwareDVSConfigInfo;
import dev.provision.simulator.inventory.HostParts;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The hosts that are on a distributed switch, their uplink ports and the NICs on these. */
final class DvsMembers {
  private final World world;
  private final Managed dvs;
  private final DvsUplinks uplinks;

  DvsMembers(World world, Managed dvs) {
    this.world = world;
    this.dvs = dvs;
    this.uplinks = new DvsUplinks(world, dvs);
  }

  /** Makes a host a member that has no NIC there. */
  static void declare(World world, Managed dvs, Managed host) {
    VMwareDVSConfigInfo config = Values.copy(DvsConfig.of(dvs));
    config.host = Values.plus(config.host, member(host), DistributedVirtualSwitchHostMember.class);
    world.set(dvs, "config", config);
    new DvsUplinks(world, dvs).number();
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

  private Optional<DistributedVirtualSwitchHostMember> find(ManagedObjectReference host) {
    return DvsConfig.members(DvsConfig.of(dvs)).stream()
        .filter(member -> Values.isSame(member.config.host, host))
        .findFirst();
  }

  /** What a server refuses of the edits. */
  void check(DistributedVirtualSwitchHostMemberConfigSpec[] edits) throws VimFault {
    for (DistributedVirtualSwitchHostMemberConfigSpec each : list(edits)) {
      Managed host = Invocation.find(world, each.host);
      boolean isThere = find(each.host).isPresent();
      if (each.operation.equals("add") && isThere) {
        AlreadyExists fault = new AlreadyExists();
        fault.name = host.name();
        throw Refuse.with(fault, "The specified key, name, or identifier already exists.");
      }
      if (each.operation.equals("add")
          && !DvsVersions.carries(host, DvsConfig.of(dvs).productInfo.version)) {
        throw Refuse.notSupported(
            "The host " + host.name() + " is not compatible with the version of the switch.");
      }
      if (!each.operation.equals("add") && !isThere) {
        throw Refuse.with(new NotFound(), "The object or item referred to could not be found.");
      }
      if (each.operation.equals("remove") && DvsPorts.isUsedBy(world, dvs, host)) {
        throw Refuse.inUse(dvs);
      }
      for (DistributedVirtualSwitchHostMemberPnicSpec nic : nics(each)) {
        demandFree(host, nic.pnicDevice);
      }
    }
  }

  private static List<DistributedVirtualSwitchHostMemberConfigSpec> list(
      DistributedVirtualSwitchHostMemberConfigSpec[] edits) {
    return edits == null ? List.of() : Arrays.asList(edits);
  }

  private static List<DistributedVirtualSwitchHostMemberPnicSpec> nics(
      DistributedVirtualSwitchHostMemberConfigSpec edit) {
    return edit.backing instanceof DistributedVirtualSwitchHostMemberPnicBacking backing
            && backing.pnicSpec != null
        ? Arrays.asList(backing.pnicSpec)
        : List.of();
  }

  private void demandFree(Managed host, String device) throws VimFault {
    demandFree(
        host, device, HostParts.networkOf(world, host).get("networkInfo", HostNetworkInfo.class));
  }

  /** A NIC is on one switch only, standard or distributed. */
  private void demandFree(Managed host, String device, HostNetworkInfo info) throws VimFault {
    PhysicalNic[] has = info.pnic == null ? new PhysicalNic[0] : info.pnic;
    if (Stream.of(has).noneMatch(nic -> nic.device.equals(device))) {
      throw Refuse.with(new NotFound(), "The object or item referred to could not be found.");
    }
    boolean isUsed = Stream.ofNullable(info.vswitch).flatMap(Stream::of).anyMatch(on(device));
    for (Managed other : world.all("DistributedVirtualSwitch")) {
      if (other != dvs) {
        isUsed |=
            new DvsMembers(world, other)
                .find(host.ref()).stream()
                    .flatMap(member -> DvsConfig.nics(member).stream())
                    .anyMatch(nic -> nic.pnicDevice.equals(device));
      }
    }
    if (isUsed) {
      ResourceInUse fault = new ResourceInUse();
      fault.type = "PhysicalNic";
      fault.name = device;
      throw Refuse.with(fault, "The resource '" + device + "' is in use.");
    }
  }

  private static Predicate<HostVirtualSwitch> on(String device) {
    return each ->
        each.spec.bridge instanceof HostVirtualSwitchBondBridge bond
            && bond.nicDevice != null
            && Arrays.asList(bond.nicDevice).contains(device);
  }

  void edit(DistributedVirtualSwitchHostMemberConfigSpec[] edits) throws VimFault {
    check(edits);
    for (DistributedVirtualSwitchHostMemberConfigSpec each : list(edits)) {
      Managed host = Invocation.find(world, each.host);
      if (each.operation.equals("remove")) {
        remove(host);
        continue;
      }
      if (each.operation.equals("add")) {
        declare(world, dvs, host);
        for (Managed group : DvsConfig.groups(world, dvs)) {
          Network.add(world, host, group);
        }
      }
      connect(host, each);
    }
    uplinks.number();
  }

  /**
   * Puts the NICs of a member on their ports as a part of a change of its network.
   *
   * @param info the network with its other changes
   */
  void connect(Managed host, HostNetworkInfo info, HostProxySwitchSpec spec) throws VimFault {
    if (find(host.ref()).isEmpty()) {
      throw Refuse.with(new NotFound(), "The object or item referred to could not be found.");
    }
    DistributedVirtualSwitchHostMemberConfigSpec edit =
        edit(
            "edit",
            host,
            spec.backing instanceof DistributedVirtualSwitchHostMemberPnicBacking backing
                ? backing
                : new DistributedVirtualSwitchHostMemberPnicBacking());
    for (DistributedVirtualSwitchHostMemberPnicSpec nic : nics(edit)) {
      demandFree(host, nic.pnicDevice, info);
    }
    connect(host, edit);
    DvsConfig.edit(world, dvs, config -> {});
  }

  /** Makes a host a member with NICs, by the names of its uplinks. */
  void join(Managed host, Map<String, String> nics) throws VimFault {
    edit(new DistributedVirtualSwitchHostMemberConfigSpec[] {edit("add", host, null)});
    List<DistributedVirtualSwitchHostMemberPnicSpec> specs = new ArrayList<>();
    for (DistributedVirtualPort port : uplinks.ports()) {
      String nic = nics.get(port.config.name);
      if (nic != null && Values.isSame(port.proxyHost, host.ref())) {
        DistributedVirtualSwitchHostMemberPnicSpec spec =
            new DistributedVirtualSwitchHostMemberPnicSpec();
        spec.pnicDevice = nic;
        spec.uplinkPortKey = port.key;
        specs.add(spec);
      }
    }
    DistributedVirtualSwitchHostMemberPnicBacking backing =
        new DistributedVirtualSwitchHostMemberPnicBacking();
    backing.pnicSpec = specs.toArray(new DistributedVirtualSwitchHostMemberPnicSpec[0]);
    edit(new DistributedVirtualSwitchHostMemberConfigSpec[] {edit("edit", host, backing)});
  }

  private static DistributedVirtualSwitchHostMemberConfigSpec edit(
      String operation, Managed host, DistributedVirtualSwitchHostMemberPnicBacking backing) {
    DistributedVirtualSwitchHostMemberConfigSpec edit =
        new DistributedVirtualSwitchHostMemberConfigSpec();
    edit.operation = operation;
    edit.host = host.ref();
    edit.backing = backing;
    return edit;
  }

  private void remove(Managed host) {
    VMwareDVSConfigInfo config = Values.copy(DvsConfig.of(dvs));
    config.host =
        DvsConfig.members(config).stream()
            .filter(member -> !Values.isSame(member.config.host, host.ref()))
            .toArray(DistributedVirtualSwitchHostMember[]::new);
    world.set(dvs, "config", config);
    for (Managed group : DvsConfig.groups(world, dvs)) {
      Network.remove(world, host, group);
    }
  }

  /**
   * Puts the NICs on their ports. One that names no port gets the last free one: a real server
   * gives it any.
   */
  private void connect(Managed host, DistributedVirtualSwitchHostMemberConfigSpec edit)
      throws VimFault {
    if (edit.backing == null) {
      return;
    }
    List<DistributedVirtualSwitchHostMemberPnicSpec> nics = new ArrayList<>();
    List<String> free = new ArrayList<>();
    for (DistributedVirtualPort port : uplinks.ports()) {
      if (Values.isSame(port.proxyHost, host.ref())) {
        free.add(port.key);
      }
    }
    for (DistributedVirtualSwitchHostMemberPnicSpec nic : nics(edit)) {
      if (nic.uplinkPortKey != null && !free.remove(nic.uplinkPortKey)) {
        throw Refuse.argument("spec.host.backing.pnicSpec.uplinkPortKey", "it is none of its free");
      }
    }
    for (DistributedVirtualSwitchHostMemberPnicSpec nic : nics(edit)) {
      DistributedVirtualSwitchHostMemberPnicSpec made = Values.copy(nic);
      if (made.uplinkPortKey == null && !free.isEmpty()) {
        made.uplinkPortKey = free.remove(free.size() - 1);
      }
      nics.add(made);
    }
    VMwareDVSConfigInfo config = Values.copy(DvsConfig.of(dvs));
    for (DistributedVirtualSwitchHostMember member : config.host) {
      if (Values.isSame(member.config.host, host.ref())) {
        DistributedVirtualSwitchHostMemberPnicBacking backing =
            new DistributedVirtualSwitchHostMemberPnicBacking();
        backing.pnicSpec =
            nics.isEmpty() ? null : nics.toArray(new DistributedVirtualSwitchHostMemberPnicSpec[0]);
        member.config.backing = backing;
      }
    }
    world.set(dvs, "config", config);
  }
}
