package dev.provision.simulator.lab;

import com.vmware.vim25.DistributedVirtualSwitchPortConnection;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceConnectInfo;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VirtualEthernetCard;
import com.vmware.vim25.VirtualEthernetCardDistributedVirtualPortBackingInfo;
import com.vmware.vim25.VirtualEthernetCardNetworkBackingInfo;
import com.vmware.vim25.VirtualMachineConfigInfo;
import com.vmware.vim25.VirtualVmxnet3;
import dev.provision.simulator.compute.Site;
import dev.provision.simulator.inventory.Datacenter;
import dev.provision.simulator.inventory.Folder;
import dev.provision.simulator.lab.LabSpec.DatacenterSpec;
import dev.provision.simulator.lab.LabSpec.TemplateSpec;
import dev.provision.simulator.network.DistributedVirtualPortgroup;
import dev.provision.simulator.storage.Datastore;
import dev.provision.simulator.storage.DatastoreContents;
import dev.provision.simulator.storage.Place;
import dev.provision.simulator.vm.Snapshots;
import dev.provision.simulator.vm.VmModel;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Names;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.VmFiles;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.List;

/** Makes the templates of a lab. */
final class LabTemplates {
  private final World world;
  private final DatastoreContents files;

  LabTemplates(World world, DatastoreContents files) {
    this.world = world;
    this.files = files;
  }

  void add(Managed datacenter, DatacenterSpec spec, List<Managed> hosts) {
    spec.templates().forEach((name, template) -> add(datacenter, name, template, hosts));
  }

  private void add(Managed datacenter, String declared, TemplateSpec spec, List<Managed> hosts) {
    String name = Names.kept(declared);
    Managed folder =
        Folder.path(
            world, Datacenter.folder(world, datacenter, "vmFolder"), spec.folder().orElse(""));
    Managed store =
        world.below(datacenter, "Datastore").stream()
            .filter(each -> spec.datastore().map(Names::kept).map(each.name()::equals).orElse(true))
            .findFirst()
            .orElseThrow();
    Managed host =
        hosts.stream()
            .filter(each -> Datastore.isMounted(store, each))
            .findFirst()
            .orElse(hosts.get(0));
    Place vmx = new Place(store, name + "/" + name + ".vmx");
    VirtualMachineConfigInfo config = VmModel.config(world, name, vmx.text());
    config.guestId = spec.guest();
    config.guestFullName = spec.guest();
    config.firmware = spec.firmware();
    config.hardware.numCPU = spec.cpus();
    config.hardware.memoryMB = (int) spec.memory().mebibytes();
    List<VirtualDevice> devices = new ArrayList<>(List.of(config.hardware.device));
    devices.add(VmModel.scsi());
    devices.add(disk(vmx, name, store, spec));
    spec.network().ifPresent(network -> devices.add(card(datacenter, network)));
    config.hardware.device = devices.toArray(new VirtualDevice[0]);
    files.put(vmx, 4096);
    Managed made =
        VmModel.register(world, folder, new Site(host, Site.rootPool(world, host), store), config);
    try {
      if (spec.snapshot().isPresent()) {
        new Snapshots(world, files).take(made, spec.snapshot().get(), "");
      }
    } catch (VimFault e) {
      throw new IllegalStateException(e);
    }
    VirtualMachineConfigInfo template = Values.copy(VmFiles.config(made));
    template.template = true;
    world.set(made, "config", template);
    world.set(made, "resourcePool", null);
  }

  private VirtualDisk disk(Place vmx, String name, Managed store, TemplateSpec spec) {
    Place file = vmx.sibling(name + ".vmdk");
    VirtualDiskFlatVer2BackingInfo backing = new VirtualDiskFlatVer2BackingInfo();
    backing.fileName = file.text();
    backing.datastore = store.ref();
    backing.diskMode = "persistent";
    backing.thinProvisioned = true;
    backing.uuid = world.uuid();
    VirtualDisk disk = new VirtualDisk();
    disk.key = 2000;
    disk.controllerKey = 1000;
    disk.unitNumber = 0;
    disk.backing = backing;
    disk.capacityInKB = spec.disk().kibibytes();
    disk.capacityInBytes = spec.disk().bytes();
    long used = Math.min(spec.used().bytes(), spec.disk().bytes());
    files.putDisk(file, disk.capacityInKB, used, true);
    return disk;
  }

  private VirtualEthernetCard card(Managed datacenter, String name) {
    Managed network =
        world.below(datacenter, "Network").stream()
            .filter(each -> each.name().equals(Names.kept(name)))
            .findFirst()
            .orElseThrow();
    VirtualVmxnet3 card = new VirtualVmxnet3();
    card.key = 4000;
    card.controllerKey = 100;
    card.unitNumber = 7;
    card.addressType = "assigned";
    card.macAddress = "00:50:56:80:00:" + String.format("%02x", world.nextId() & 0xff);
    card.connectable = new VirtualDeviceConnectInfo();
    card.connectable.startConnected = true;
    if (network.is("DistributedVirtualPortgroup")) {
      VirtualEthernetCardDistributedVirtualPortBackingInfo backing =
          new VirtualEthernetCardDistributedVirtualPortBackingInfo();
      backing.port = new DistributedVirtualSwitchPortConnection();
      backing.port.portgroupKey = network.get("key", String.class);
      backing.port.switchUuid =
          world.need(DistributedVirtualPortgroup.switchOf(network)).get("uuid", String.class);
      card.backing = backing;
    } else {
      VirtualEthernetCardNetworkBackingInfo backing = new VirtualEthernetCardNetworkBackingInfo();
      backing.deviceName = network.name();
      backing.network = network.ref();
      card.backing = backing;
    }
    return card;
  }
}
