package dev.provision.vsphere.exported;

import com.vmware.vim25.ManagedObjectReference;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A network that a NIC can be backed by.
 *
 * @param network its name in the playbook
 * @param ref the {@code Network}, {@code DistributedVirtualPortgroup} or {@code OpaqueNetwork}
 * @param name its name in vCenter
 * @param switchUuid of a distributed port group's switch; empty for another network
 * @param portgroupKey of a distributed port group; empty for another network
 * @param opaque of a network that somebody else than vSphere manages; empty for a port group
 * @param coming hosts that get it in this plan, before anything that is connected to it is made
 */
public record PortGroupRef(
    String network,
    ManagedObjectReference ref,
    String name,
    String switchUuid,
    String portgroupKey,
    Optional<Opaque> opaque,
    Set<ManagedObjectReference> coming) {

  /**
   * What an opaque network is known by outside ({@code OpaqueNetworkSummary}).
   *
   * @param id {@code opaqueNetworkId}
   * @param type {@code opaqueNetworkType}: {@code nsx.LogicalSwitch}, {@code opaque}
   * @param carriers the distributed port groups of NSX, one a switch, that stand for the same
   *     logical switch ({@code DVPortgroupConfigInfo.logicalSwitchUuid}, since 7.0); a vCenter puts
   *     one of them in the place of an opaque backing. Empty where there is none
   */
  public record Opaque(String id, String type, Set<ManagedObjectReference> carriers) {
    public Opaque {
      carriers = Set.copyOf(carriers);
    }
  }

  /** Stands for a network that is not there yet. */
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
  }

  /** A port group. */
  public PortGroupRef(
      String network,
      ManagedObjectReference ref,
      String name,
      String switchUuid,
      String portgroupKey) {
    this(network, ref, name, switchUuid, portgroupKey, Optional.empty(), Set.of());
  }

  /**
   * A standard port group that may be made or be given to more hosts in this plan.
   *
   * @param ref empty while it is on no host
   */
  public static PortGroupRef standard(
      String network,
      Optional<ManagedObjectReference> ref,
      String name,
      Set<ManagedObjectReference> coming) {
    return new PortGroupRef(network, ref.orElse(NOWHERE), name, "", "", Optional.empty(), coming);
  }

  public boolean isDistributed() {
    return !portgroupKey.isEmpty();
  }

  /** Whether it will be on a host when something on it is connected to it. */
  public boolean comesTo(ManagedObjectReference host) {
    return coming.contains(host);
  }

  /** What a host must have so that a NIC on it can be connected. */
  public ManagedObjectReference onHost() {
    return opaque
        .map(Opaque::carriers)
        .filter(carriers -> carriers.size() == 1)
        .map(carriers -> carriers.iterator().next())
        .orElse(ref);
  }

  /**
   * Whether a NIC is on it.
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
