package dev.provision.modules.instances.vm;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.modules.instances.vm.InstanceSpec.Power;
import dev.provision.modules.instances.vm.InstanceState.Nic;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.inventory.InventoryPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A VM as it was read: what all parts need of it, and what each part of it looks at.
 *
 * @param nics by rising device key
 * @param flavorExtras what it has of what extra specs say
 * @param media where its files lie, and the discs in its drives
 * @param condition what vCenter sees of it, and what is done to it
 */
public record InstanceState(
    Vm vm,
    Size size,
    List<Nic> nics,
    Disks disks,
    String annotation,
    Guest guest,
    Place place,
    FlavorExtras flavorExtras,
    VmMedia media,
    VmCondition condition) {

  /**
   * Its CPUs and memory.
   *
   * @param hotPlugLimitMib up to where memory can be added while it runs
   * @param hotPlugStepMib in which steps memory can be added while it runs
   */
  public record Size(
      int vcpus,
      DataSize ram,
      int coresPerSocket,
      boolean cpuHotAdd,
      boolean memoryHotAdd,
      Optional<Long> hotPlugLimitMib,
      Optional<Long> hotPlugStepMib) {}

  /**
   * Where it runs.
   *
   * @param host the name of the host that it is on; empty when that cannot be read
   * @param hostPath where that host stands; below its cluster
   * @param resourcePool where its resource pool stands; empty when that cannot be read
   */
  public record Place(
      String host, Optional<InventoryPath> hostPath, Optional<InventoryPath> resourcePool) {}

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
  public record Nic(
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
  }

  public ManagedObjectReference ref() {
    return vm.ref();
  }

  public String uuid() {
    return vm.uuid();
  }

  public InventoryPath path() {
    return vm.path();
  }

  public Power power() {
    return vm.power();
  }

  public boolean hasSnapshot() {
    return vm.hasSnapshot();
  }

  public String changeVersion() {
    return vm.changeVersion();
  }

  public Map<String, String> extraConfig() {
    return vm.extraConfig();
  }

  public String mark(String key) {
    return vm.mark(key);
  }

  public boolean isAdopted() {
    return vm.isAdopted();
  }
}
