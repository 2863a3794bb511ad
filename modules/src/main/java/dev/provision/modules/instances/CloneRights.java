package dev.provision.modules.instances;

import dev.provision.modules.instances.make.CloneSource;
import dev.provision.modules.instances.parts.InstanceDesired;
import dev.provision.spi.Right;
import dev.provision.vsphere.image.ImageCopying;
import dev.provision.vsphere.image.ImagePlace;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.placement.HostPlacement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a clone needs of the template or VM that it is made of, and what a copy of that needs. */
record CloneRights(Inventory read) {
  List<Right> toClone(InstanceDesired desired, HostPlacement at) {
    Optional<Item> vm = desired.image().vm();
    Optional<InventoryPath> source = vm.map(each -> read.path(each.ref()));
    Optional<InventoryPath> folder =
        source
            .map(InventoryPath::parent)
            .or(
                () ->
                    ImagePlace.datacenter(at.host(), read)
                        .map(datacenter -> ImagePlace.in(read.path(datacenter.ref()))));
    if (folder.isEmpty()) {
      return List.of(); // the step says that the datacenter cannot be read
    }
    boolean template =
        vm.isEmpty() || vm.get().get("summary.config.template", Boolean.class).orElse(false);
    String from = source.orElse(folder.get()).toString();
    List<Right> all = new ArrayList<>();
    all.add(
        new Right(
            "VirtualMachine.Provisioning." + (template ? "DeployTemplate" : "Clone"),
            from,
            "CloneVM_Task"));
    if (CloneSource.makesCopy(desired, at, read)) {
      all.addAll(ImageCopying.rights(folder.get().toString()));
    }
    return all;
  }
}
