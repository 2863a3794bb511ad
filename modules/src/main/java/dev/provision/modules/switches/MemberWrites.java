package dev.provision.modules.switches;

import com.vmware.vim25.AlreadyExists;
import com.vmware.vim25.DVSConfigInfo;
import com.vmware.vim25.DistributedVirtualPort;
import com.vmware.vim25.DistributedVirtualSwitchHostMember;
import com.vmware.vim25.DistributedVirtualSwitchHostMemberConfigSpec;
import com.vmware.vim25.DistributedVirtualSwitchHostMemberPnicBacking;
import com.vmware.vim25.DistributedVirtualSwitchHostMemberPnicSpec;
import com.vmware.vim25.DistributedVirtualSwitchPortCriteria;
import com.vmware.vim25.HostNetworkConfig;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VMwareDVSConfigSpec;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.hostnet.HostAdapters;
import dev.provision.vsphere.kind.hostnet.HostTransaction;
import dev.provision.vsphere.kind.hostnet.ManagementPath;
import dev.provision.vsphere.kind.hostnet.NicMove;
import dev.provision.vsphere.kind.object.UsedPorts;
import dev.provision.vsphere.wire.Faults;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The calls for the members of one distributed switch: one host a call, so that one that is refused
 * keeps no other out. A NIC for which no port is named lands on any uplink (terraform and Ansible
 * have such reports), so a host joins without NICs first, and they are added when its uplink ports
 * are known. For one step.
 */
final class MemberWrites {
  private static final String NETWORK = "configManager.networkSystem";

  private final ManagedObjectReference dvs;
  private final VsphereWriter write;

  MemberWrites(ManagedObjectReference dvs, VsphereWriter write) {
    this.dvs = dvs;
    this.write = write;
  }

  void converge(SwitchDesired desired) throws ModuleException, InterruptedException {
    Set<ManagedObjectReference> there = Set.copyOf(members());
    Optional<ModuleException> first = Optional.empty();
    for (Member member : desired.members()) {
      try {
        write.touched(member.host());
        if (!there.contains(member.host())) {
          join(member.host());
        }
        connect(member);
      } catch (ModuleException e) {
        ModuleException told = e.saying(member.name() + ": " + e.getMessage());
        first = Optional.of(first.orElse(told));
      }
    }
    if (first.isPresent()) {
      throw first.get();
    }
    if (desired.spec().exclusive() && desired.spec().hosts().isPresent()) {
      Set<ManagedObjectReference> wanted =
          desired.members().stream().map(Member::host).collect(Collectors.toSet());
      for (ManagedObjectReference host : there) {
        if (!wanted.contains(host)) {
          leave(host);
        }
      }
    }
  }

  void leaveAll() throws ModuleException, InterruptedException {
    for (ManagedObjectReference host : members()) {
      leave(host);
    }
  }

  private List<ManagedObjectReference> members() throws ModuleException {
    return write
        .read(dvs, SwitchState.MEMBERS)
        .get(SwitchState.MEMBERS, ManagedObjectReference[].class)
        .map(List::of)
        .orElse(List.of());
  }

  /** A host that is there already joined in a call whose reply was lost. */
  private void join(ManagedObjectReference host) throws ModuleException, InterruptedException {
    try {
      edit("add", host, Optional.of(List.of()), Optional.empty());
    } catch (ModuleException e) {
      if (!Faults.is(e, AlreadyExists.class)) {
        throw e;
      }
    }
  }

  private void leave(ManagedObjectReference host) throws ModuleException, InterruptedException {
    write.touched(host);
    edit("remove", host, Optional.empty(), Optional.empty());
  }

  /** Puts the NICs on the declared uplinks; NICs on other uplinks stay. */
  private void connect(Member member) throws ModuleException, InterruptedException {
    Map<String, String> wanted = member.now();
    if (wanted.values().stream().allMatch(Member.NONE::equals) && !hasNics(member)) {
      return;
    }
    if (take(member.host(), wanted)) {
      return;
    }
    Map<String, String> ports = uplinkPorts(member.host());
    Item now = write.read(dvs, SwitchConfig.NAME);
    List<DistributedVirtualSwitchHostMemberPnicSpec> old = nics(now, member.host());
    List<DistributedVirtualSwitchHostMemberPnicSpec> all = NicMove.placed(old, wanted, ports);
    if (!places(all).equals(places(old))) {
      edit("edit", member.host(), Optional.of(all), version(now));
    }
  }

  /** NICs that standard switches have come in one change of the host's network. */
  private boolean take(ManagedObjectReference ref, Map<String, String> wanted)
      throws ModuleException {
    List<String> paths = new ArrayList<>(HostAdapters.PROPERTIES);
    paths.addAll(List.of("name", NETWORK));
    Item host = write.read(ref, paths.toArray(String[]::new));
    String uuid = write.read(dvs, "uuid").get("uuid", String.class).orElse("");
    NicMove move = new NicMove(host, uuid, wanted);
    if (move.isEmpty()) {
      return false;
    }
    Set<String> gone = new HashSet<>();
    NicMove.taken(host, wanted.values()).values().forEach(gone::addAll);
    Optional<String> why =
        HostAdapters.of(host)
            .known()
            .flatMap(all -> new ManagementPath(all, gone).whyCutWithoutNics());
    if (why.isPresent()) {
      throw ModuleException.refused(why.get()).as(ModuleException.Kind.STALE);
    }
    HostNetworkConfig config = new HostNetworkConfig();
    move.into(config);
    new HostTransaction(host, write)
        .send(host.get(NETWORK, ManagedObjectReference.class).orElseThrow(), config);
    return true;
  }

  private boolean hasNics(Member member) throws ModuleException {
    return !nics(write.read(dvs, SwitchConfig.NAME), member.host()).isEmpty();
  }

  private static Set<String> places(List<DistributedVirtualSwitchHostMemberPnicSpec> nics) {
    return nics.stream()
        .map(nic -> nic.getPnicDevice() + " " + nic.getUplinkPortKey())
        .collect(Collectors.toSet());
  }

  private static Optional<String> version(Item dvs) {
    return dvs.get(SwitchConfig.NAME, DVSConfigInfo.class).map(DVSConfigInfo::getConfigVersion);
  }

  /** The keys of a host's uplink ports, by name, as the vCenter has them right after it joined. */
  private Map<String, String> uplinkPorts(ManagedObjectReference host) throws ModuleException {
    DistributedVirtualSwitchPortCriteria uplinks = new DistributedVirtualSwitchPortCriteria();
    uplinks.setUplinkPort(true);
    Map<String, String> keys = new LinkedHashMap<>();
    for (DistributedVirtualPort port :
        write.call(api -> UsedPorts.orNone(api.fetchDVPorts(dvs, uplinks)))) {
      if (host.equals(port.getProxyHost())
          && port.getConfig() != null
          && port.getConfig().getName() != null) {
        keys.put(port.getConfig().getName(), port.getKey());
      }
    }
    return keys;
  }

  private static List<DistributedVirtualSwitchHostMemberPnicSpec> nics(
      Item dvs, ManagedObjectReference host) {
    return dvs.get(SwitchConfig.NAME, DVSConfigInfo.class).map(DVSConfigInfo::getHost).stream()
        .flatMap(Stream::of)
        .map(DistributedVirtualSwitchHostMember::getConfig)
        .filter(config -> config.getHost().equals(host))
        .filter(
            config -> config.getBacking() instanceof DistributedVirtualSwitchHostMemberPnicBacking)
        .map(config -> (DistributedVirtualSwitchHostMemberPnicBacking) config.getBacking())
        .filter(backing -> backing.getPnicSpec() != null)
        .flatMap(backing -> Stream.of(backing.getPnicSpec()))
        .toList();
  }

  /**
   * @param nics all of the host on this switch; empty when the operation takes none
   * @param of the version of the configuration that this is computed from; the present one if empty
   */
  private void edit(
      String operation,
      ManagedObjectReference host,
      Optional<List<DistributedVirtualSwitchHostMemberPnicSpec>> nics,
      Optional<String> of)
      throws ModuleException, InterruptedException {
    DistributedVirtualSwitchHostMemberConfigSpec member =
        new DistributedVirtualSwitchHostMemberConfigSpec();
    member.setOperation(operation);
    member.setHost(host);
    if (nics.isPresent()) {
      DistributedVirtualSwitchHostMemberPnicBacking backing =
          new DistributedVirtualSwitchHostMemberPnicBacking();
      if (!nics.get().isEmpty()) {
        backing.setPnicSpec(nics.get().toArray(new DistributedVirtualSwitchHostMemberPnicSpec[0]));
      }
      member.setBacking(backing);
    }
    VMwareDVSConfigSpec spec = new VMwareDVSConfigSpec();
    of.ifPresent(spec::setConfigVersion);
    spec.setHost(new DistributedVirtualSwitchHostMemberConfigSpec[] {member});
    SwitchCalls.reconfigure(dvs, spec, write);
  }
}
