package dev.provision.vsphere.exported;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A network that a NIC can be connected to.
 *
 * @param network its name in the playbook
 * @param ref the {@code Network}, {@code DistributedVirtualPortgroup} or {@code OpaqueNetwork}
 * @param name its name in vCenter
 * @param switchUuid the uuid of a distributed port group's switch; empty for other networks
 * @param portgroupKey the key of a distributed port group; empty for other networks
 * @param opaque set for a network that vSphere does not manage, such as one of NSX; empty for a
 *     port group
 * @param nics of a distributed port group: the NICs that are declared for the uplinks of its switch
 *     on each host, by the uplink's name
 * @param coming hosts that get it in this plan, before anything is connected to it
 * @param planned where this plan makes a distributed port group; empty for one that exists, and for
 *     other networks
 */
public record PortGroupRef(
    String network,
    ManagedObjectReference ref,
    String name,
    String switchUuid,
    String portgroupKey,
    Optional<Opaque> opaque,
    Set<ManagedObjectReference> coming,
    Map<ManagedObjectReference, Map<String, String>> nics,
    Optional<InventoryPath> planned) {

  /**
   * How others name an opaque network ({@code OpaqueNetworkSummary}).
   *
   * @param id {@code opaqueNetworkId}
   * @param type {@code opaqueNetworkType}: {@code nsx.LogicalSwitch}, {@code opaque}
   * @param carriers the distributed port groups of NSX, one for each switch, that stand for the
   *     same logical switch ({@code DVPortgroupConfigInfo.logicalSwitchUuid}, since 7.0); a vCenter
   *     replaces an opaque backing by one of them. Empty when there is none
   */
  public record Opaque(String id, String type, Set<ManagedObjectReference> carriers) {
    public Opaque {
      carriers = Set.copyOf(carriers);
    }
  }

  /** Stands for a network that does not exist yet. */
  private static final ManagedObjectReference NOWHERE = nowhere();

  private static ManagedObjectReference nowhere() {
    ManagedObjectReference ref = new ManagedObjectReference();
    ref.setType("Network");
    ref.setVal("(to be made)");
    return ref;
  }

  public PortGroupRef {
    Objects.requireNonNull(ref);
    coming = Set.copyOf(coming);
    nics = Map.copyOf(nics);
    Objects.requireNonNull(planned);
  }

  /** A port group. */
  public PortGroupRef(
      String network,
      ManagedObjectReference ref,
      String name,
      String switchUuid,
      String portgroupKey) {
    this(network, ref, name, switchUuid, portgroupKey, Optional.empty());
  }

  /** One that exists. */
  public PortGroupRef(
      String network,
      ManagedObjectReference ref,
      String name,
      String switchUuid,
      String portgroupKey,
      Optional<Opaque> opaque) {
    this(
        network, ref, name, switchUuid, portgroupKey, opaque, Set.of(), Map.of(), Optional.empty());
  }

  /**
   * A standard port group that this plan may create or bring to more hosts.
   *
   * @param ref empty while no host has it
   */
  public static PortGroupRef standard(
      String network,
      Optional<ManagedObjectReference> ref,
      String name,
      Set<ManagedObjectReference> coming) {
    return new PortGroupRef(network, ref.orElse(NOWHERE), name, "", "").comingTo(coming);
  }

  /** The same, which comes to these hosts. */
  public PortGroupRef comingTo(Set<ManagedObjectReference> hosts) {
    return new PortGroupRef(
        network, ref, name, switchUuid, portgroupKey, opaque, hosts, nics, planned);
  }

  /** The same on a switch with these NICs. */
  public PortGroupRef over(Map<ManagedObjectReference, Map<String, String>> onUplinks) {
    return new PortGroupRef(
        network, ref, name, switchUuid, portgroupKey, opaque, coming, onUplinks, planned);
  }

  /** The same, which this plan makes there. */
  public PortGroupRef madeAt(InventoryPath path) {
    return new PortGroupRef(
        network, ref, name, switchUuid, portgroupKey, opaque, coming, nics, Optional.of(path));
  }

  /** The path of a distributed port group, whether it exists or this plan makes it. */
  public Optional<InventoryPath> distributedPath(Inventory read) {
    return isDistributed() ? path(read) : planned;
  }

  /** Its path; empty for a standard port group that no host has yet. */
  public Optional<InventoryPath> path(Inventory read) {
    return planned.or(() -> read.get(onHost()).map(item -> read.path(item.ref())));
  }

  public boolean isDistributed() {
    return !portgroupKey.isEmpty();
  }

  /** Whether this plan brings it to a host, before anything there is connected to it. */
  public boolean comesTo(ManagedObjectReference host) {
    return coming.contains(host);
  }

  /** The network that a host must have so that a NIC there can be connected. */
  public ManagedObjectReference onHost() {
    return opaque
        .map(Opaque::carriers)
        .filter(carriers -> carriers.size() == 1)
        .map(carriers -> carriers.iterator().next())
        .orElse(ref);
  }

  /**
   * Whether a NIC is connected to it.
   *
   * @param backing what the NIC's backing names: a standard port group's name, the key of a
   *     distributed one, or an opaque network's id
   */
  public boolean isNamedBy(String backing) {
    if (opaque.isPresent()) {
      return backing.equals(opaque.get().id())
          || opaque.get().carriers().stream().anyMatch(group -> group.getVal().equals(backing));
    }
    return backing.equals(isDistributed() ? portgroupKey : name);
  }
}
