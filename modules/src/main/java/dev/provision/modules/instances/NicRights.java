package dev.provision.modules.instances;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.modules.instances.nics.NicChange;
import dev.provision.modules.instances.parts.InstanceDesired;
import dev.provision.modules.instances.vm.NicWanted;
import dev.provision.spi.Change;
import dev.provision.spi.Right;
import dev.provision.vsphere.image.ImagePlace;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.places.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What NICs need of the VM, and of the networks that they are connected to. */
record NicRights(Inventory read) {
  private static final String CONFIG = "VirtualMachine.Config.";
  private static final String CALL = "ReconfigVM_Task";

  /**
   * For a new VM.
   *
   * @param at its host
   */
  List<Right> toCreate(InstanceDesired desired, ManagedObjectReference at) {
    return networks(desired, nic -> true, at);
  }

  /**
   * @param ref the VM
   * @param vm its path
   */
  List<Right> toUpdate(
      InstanceDesired desired, List<Change> changes, ManagedObjectReference ref, String vm) {
    List<Right> all = new ArrayList<>();
    for (Change change : changes) {
      for (Change.Key key : change.keys()) {
        if (key instanceof NicChange nic) {
          all.add(
              new Right(CONFIG + (nic.makesDevice() ? "AddRemoveDevice" : "EditDevice"), vm, CALL));
          if (nic.connects()) {
            all.addAll(networks(desired, wanted -> wanted.name().equals(nic.nic()), ref));
          }
        }
      }
    }
    return all;
  }

  private List<Right> networks(
      InstanceDesired desired, Predicate<NicWanted> which, ManagedObjectReference below) {
    return desired.nics().stream()
        .filter(which)
        .flatMap(nic -> path(nic, below).stream())
        .map(path -> new Right("Network.Assign", path.toString(), ""))
        .toList();
  }

  /** Of a standard port group that no host has yet, the path that the first one gives it. */
  private Optional<InventoryPath> path(NicWanted nic, ManagedObjectReference below) {
    return nic.network()
        .path(read)
        .or(
            () ->
                ImagePlace.datacenter(below, read)
                    .flatMap(datacenter -> Tree.NETWORK.top(datacenter, read))
                    .map(top -> read.path(top.ref()).child(nic.network().name())));
  }
}
