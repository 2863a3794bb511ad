package dev.provision.modules.instances;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.modules.instances.InstanceSpec.Power;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Marks;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A VM as it was read.
 *
 * @param uuid its instanceUuid, lower case; empty when vCenter shows none
 * @param name as the API holds it
 * @param folder its parent; empty for one in a vApp
 * @param changeVersion of its config when it was read, for {@code ConfigSpec.changeVersion}
 * @param hotPlugLimitMib up to where memory can be added while it runs
 * @param hotPlugStepMib in which steps memory can be added while it runs
 * @param nics by rising device key
 * @param disks by controller and unit
 * @param extraConfig keys whose value is not empty
 * @param host the name of the host that it is on; empty when that cannot be read
 * @param hostPath where that host stands; below its cluster
 * @param resourcePool where its resource pool stands; empty when that cannot be read
 * @param fittings what it has of what extra specs say
 * @param media where its files lie, and the discs in its drives
 * @param condition what vCenter sees of it, and what is done to it
 */
public record InstanceState(
    ManagedObjectReference vm,
    String uuid,
    String name,
    InventoryPath path,
    Optional<ManagedObjectReference> folder,
    String changeVersion,
    Power power,
    int vcpus,
    DataSize ram,
    int coresPerSocket,
    boolean cpuHotAdd,
    boolean memoryHotAdd,
    Optional<Long> hotPlugLimitMib,
    Optional<Long> hotPlugStepMib,
    List<Nic> nics,
    List<Disk> disks,
    boolean hasSnapshot,
    String annotation,
    Map<String, String> extraConfig,
    Guest guest,
    String host,
    Optional<InventoryPath> hostPath,
    Optional<InventoryPath> resourcePool,
    Fittings fittings,
    VmMedia media,
    VmCondition condition) {

  /**
   * One NIC.
   *
   * @param mac lower case
   * @param model a word of {@link NicModel}, or the device's class
   * @param network name of a standard port group, key of a distributed one, id of an opaque network
   * @param networkName for people
   * @param switchUuid of a distributed port group; empty for a standard one
   * @param ref the standard network, as the device names it
   * @param link its cable
   */
  record Nic(
      int key,
      Optional<Integer> controllerKey,
      Optional<Integer> unit,
      String mac,
      String addressType,
      String model,
      String network,
      String networkName,
      String switchUuid,
      Optional<ManagedObjectReference> ref,
      NicLink link) {}

  /**
   * What VMware Tools say.
   *
   * @param addresses by MAC in lower case
   */
  public record Guest(boolean toolsRun, Map<String, List<String>> addresses) {
    public Guest {
      addresses = Map.copyOf(addresses);
    }
  }

  public InstanceState {
    nics = List.copyOf(nics);
    disks = List.copyOf(disks);
    extraConfig = Map.copyOf(extraConfig);
  }

  /** One of our marks; empty when it has none. */
  String mark(String key) {
    return extraConfig.getOrDefault(key, "");
  }

  /** Whether it was taken rather than made, so that it is given back. */
  boolean isAdopted() {
    return mark(Marks.ADOPTED).equals("true");
  }
}
