package dev.provision.vsphere.placement;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Demand;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.PlaceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps demands to the host and the datastore that somebody has agreed to. They are judged there as
 * everywhere; if they do not fit, they are refused. Pure.
 *
 * @param hosts paths of hosts, and of what is not there any more, where nothing fits
 * @param datastores those that are there
 */
public record Pins(List<PlaceName> hosts, List<Item> datastores, Inventory read) {
  /** The batch with every pinned demand kept to its place. */
  public static List<Demand> applied(List<Demand> batch, Inventory read) {
    return batch.stream()
        .map(each -> each.pinned().isEmpty() ? each : of(each, read).keeping(each))
        .toList();
  }

  private static Pins of(Demand demand, Inventory read) {
    List<PlaceName> hosts = new ArrayList<>();
    List<Item> datastores = new ArrayList<>();
    for (String path : demand.pinned()) {
      Optional<Item> datastore =
          InventoryPath.isPath(path)
              ? read.at(InventoryPath.parse(path)).filter(item -> item.type().equals("Datastore"))
              : Optional.empty();
      datastore.ifPresentOrElse(datastores::add, () -> PlaceName.read(path).ifPresent(hosts::add));
    }
    return new Pins(hosts, datastores, read);
  }

  private Demand keeping(Demand demand) {
    Object need = demand.need();
    if (need instanceof VmNeed vm) {
      return new Demand(demand.address(), keeping(vm));
    }
    if (need instanceof NeedWithVolumes vm) {
      return new Demand(demand.address(), new NeedWithVolumes(keeping(vm.vm()), vm.volumes()));
    }
    if (need instanceof MoveNeed move) {
      return new Demand(demand.address(), new MoveNeed(keeping(move.vm()), move.leaves()));
    }
    if (need instanceof VolumeNeed volume) {
      return new Demand(
          demand.address(),
          new VolumeNeed(volume.room(), datastore().or(volume::datastoreName), volume.policy()));
    }
    // an existing machine that stays is not placed
    return demand;
  }

  private Optional<PlaceName> datastore() {
    return datastores.stream().findFirst().map(each -> PlaceName.of(read.path(each.ref())));
  }

  private VmNeed keeping(VmNeed need) {
    VmNeed there = need;
    for (PlaceName host : hosts) {
      there = there.within(new VmNeed.Within(need.where().within().cluster(), Optional.of(host)));
    }
    if (datastores.isEmpty()) {
      return there;
    }
    ManagedObjectReference datastore = datastores.get(0).ref();
    Optional<ManagedObjectReference> image = need.where().datastore();
    if (image.isEmpty() || image.get().equals(datastore)) {
      return there.lying(image, datastore());
    }
    // with a copy of its image beside it, as the plan had it
    return there.anywhere().lying(Optional.empty(), datastore());
  }
}
