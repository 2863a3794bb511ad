package dev.provision.modules.instances.nics;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.OpaqueNetworkSummary;
import com.vmware.vim25.VirtualEthernetCard;
import com.vmware.vim25.VirtualEthernetCardDistributedVirtualPortBackingInfo;
import com.vmware.vim25.VirtualEthernetCardNetworkBackingInfo;
import com.vmware.vim25.VirtualEthernetCardOpaqueNetworkBackingInfo;
import dev.provision.modules.instances.vm.NicLink;
import dev.provision.modules.instances.vm.NicModel;
import dev.provision.modules.instances.vm.NicSeen;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import java.util.Locale;
import java.util.Optional;

/** Reads one NIC of a VM, and finds the name of its network. */
final class NicReading {
  private NicReading() {}

  static NicSeen read(VirtualEthernetCard card, Inventory inventory) {
    String network = "";
    String name = "";
    String switchUuid = "";
    ManagedObjectReference ref = null;
    if (card.getBacking() instanceof VirtualEthernetCardNetworkBackingInfo standard) {
      network = standard.getDeviceName() == null ? "" : standard.getDeviceName();
      name = network;
      ref = standard.getNetwork();
    } else if (card.getBacking()
            instanceof VirtualEthernetCardDistributedVirtualPortBackingInfo distributed
        && distributed.getPort() != null) {
      network = orEmpty(distributed.getPort().getPortgroupKey());
      switchUuid = orEmpty(distributed.getPort().getSwitchUuid());
      name = portGroupName(network, inventory);
    } else if (card.getBacking() instanceof VirtualEthernetCardOpaqueNetworkBackingInfo opaque) {
      network = orEmpty(opaque.getOpaqueNetworkId());
      name = opaqueName(network, inventory);
    }
    return new NicSeen(
        card.getKey(),
        Optional.ofNullable(card.getControllerKey()),
        Optional.ofNullable(card.getUnitNumber()),
        orEmpty(card.getMacAddress()).toLowerCase(Locale.ROOT),
        orEmpty(card.getAddressType()),
        NicModel.wordOf(card),
        network,
        name,
        switchUuid,
        Optional.ofNullable(ref),
        NicLink.read(card));
  }

  private static String opaqueName(String id, Inventory inventory) {
    return inventory.all("OpaqueNetwork").stream()
        .filter(
            network ->
                network
                    .get("summary", OpaqueNetworkSummary.class)
                    .filter(summary -> id.equals(summary.getOpaqueNetworkId()))
                    .isPresent())
        .map(Item::name)
        .findFirst()
        .orElse(id);
  }

  /** A distributed port group's key is its reference's value, in vCenter and in the simulator. */
  private static String portGroupName(String key, Inventory inventory) {
    ManagedObjectReference ref = new ManagedObjectReference();
    ref.setType("DistributedVirtualPortgroup");
    ref.setVal(key);
    return inventory.get(ref).map(Item::name).orElse(key);
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }
}
