package dev.provision.modules.instances.vm;

import com.vmware.vim25.DistributedVirtualSwitchPortConnection;
import com.vmware.vim25.VirtualDeviceBackingInfo;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualEthernetCard;
import com.vmware.vim25.VirtualEthernetCardDistributedVirtualPortBackingInfo;
import com.vmware.vim25.VirtualEthernetCardNetworkBackingInfo;
import com.vmware.vim25.VirtualEthernetCardOpaqueNetworkBackingInfo;
import dev.provision.vsphere.exported.DeviceEdit;
import dev.provision.vsphere.exported.PortGroupRef;

/** Makes the device edits that add, change and remove NICs. */
public final class NicCards {
  private NicCards() {}

  /**
   * A new NIC.
   *
   * @param key negative, and another for each new device of the call: vSphere 7.0 refuses equal
   *     ones
   */
  public static VirtualDeviceConfigSpec add(NicWanted nic, int key) {
    VirtualEthernetCard card = NicModel.device(nic.model());
    card.setKey(key);
    card.setBacking(backing(nic.network()));
    NicLink.put(nic, card);
    if (nic.mac().isPresent()) {
      card.setAddressType("manual");
      card.setMacAddress(nic.mac().get());
    } else {
      card.setAddressType("generated");
    }
    return DeviceEdit.add(card);
  }

  public static VirtualDeviceConfigSpec edit(NicWanted nic, NicSeen device, Vm vm, boolean mac) {
    VirtualEthernetCard card = like(device);
    card.setBacking(backing(nic.network()));
    NicLink.put(nic, device, vm, card);
    card.setAddressType(mac ? "manual" : device.addressType());
    card.setMacAddress(mac ? nic.mac().orElse(device.mac()) : device.mac());
    return DeviceEdit.change(card);
  }

  public static VirtualDeviceConfigSpec remove(NicSeen device) {
    VirtualEthernetCard card = like(device);
    if (device.switchUuid().isEmpty() && device.ref().isPresent()) {
      VirtualEthernetCardNetworkBackingInfo backing = new VirtualEthernetCardNetworkBackingInfo();
      backing.setDeviceName(device.network());
      backing.setNetwork(device.ref().get());
      card.setBacking(backing);
    }
    return DeviceEdit.remove(card);
  }

  private static VirtualEthernetCard like(NicSeen device) {
    VirtualEthernetCard card = NicModel.device(device.model());
    card.setKey(device.key());
    device.controllerKey().ifPresent(card::setControllerKey);
    device.unit().ifPresent(card::setUnitNumber);
    return card;
  }

  private static VirtualDeviceBackingInfo backing(PortGroupRef network) {
    if (network.opaque().isPresent()) {
      VirtualEthernetCardOpaqueNetworkBackingInfo opaque =
          new VirtualEthernetCardOpaqueNetworkBackingInfo();
      opaque.setOpaqueNetworkId(network.opaque().get().id());
      opaque.setOpaqueNetworkType(network.opaque().get().type());
      return opaque;
    }
    if (!network.isDistributed()) {
      VirtualEthernetCardNetworkBackingInfo standard = new VirtualEthernetCardNetworkBackingInfo();
      standard.setDeviceName(network.name());
      return standard;
    }
    DistributedVirtualSwitchPortConnection port = new DistributedVirtualSwitchPortConnection();
    port.setSwitchUuid(network.switchUuid());
    port.setPortgroupKey(network.portgroupKey());
    VirtualEthernetCardDistributedVirtualPortBackingInfo distributed =
        new VirtualEthernetCardDistributedVirtualPortBackingInfo();
    distributed.setPort(port);
    return distributed;
  }
}
