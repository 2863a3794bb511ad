package dev.provision.vsphere.kind.object;

import dev.provision.spi.Observation;
import dev.provision.spi.Problem;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether an object can be where it is declared: the folder holds objects of its type ({@code
 * Folder.childType}), nothing else has its name there, and it stays in its datacenter.
 */
final class Whereabouts {
  /** What {@code childType} calls types that stand for others. */
  private static final Map<String, String> CHILD_TYPES =
      Map.of(
          "ClusterComputeResource", "ComputeResource",
          "HostSystem", "ComputeResource",
          "VmwareDistributedVirtualSwitch", "DistributedVirtualSwitch");

  /** What a folder that has one of these in its {@code childType} is for, in order. */
  private static final List<List<String>> HOLDS =
      List.of(
          List.of("VirtualMachine", "VMs"),
          List.of("ComputeResource", "hosts and clusters"),
          List.of("Datastore", "datastores"),
          List.of("Network", "networks"),
          List.of("Datacenter", "datacenters"));

  /** Others of these types may have the same name. */
  private static final List<String> SHARING =
      List.of("Network", "DistributedVirtualPortgroup", "OpaqueNetwork", "HostSystem");

  private final Inventory read;

  private Whereabouts(Inventory read) {
    this.read = read;
  }

  /** What is wrong with the place of an object that has a path. */
  static <S extends Record> Optional<Problem> problem(
      ObjectForm<S, ?> kind,
      ObjectDesired<S> desired,
      Observation<ObjectState> seen,
      Inventory read) {
    InventoryPath wanted = desired.path().orElseThrow();
    Optional<Item> holder = ObjectForm.at(kind.holder(desired, wanted), read);
    Optional<InventoryPath> from =
        seen.there().filter(state -> state.wanted().isPresent()).map(ObjectState::path);
    boolean comes = from.isPresent() || seen instanceof Observation.Absent;
    if (holder.isEmpty() || desired.place().use() == ObjectPlace.Use.NEEDED) {
      return holder.isEmpty() && comes
          ? Optional.of(new Problem("path", kind.noneAbove(kind.holder(desired, wanted))))
          : Optional.empty();
    }
    Whereabouts where = new Whereabouts(read);
    String type = kind.about().managed();
    return where
        .unfit(type, holder.get())
        .or(() -> from.flatMap(there -> where.otherDatacenter(there, wanted)))
        .or(() -> seen instanceof Observation.Absent ? where.taken(kind, wanted) : Optional.empty())
        .map(why -> new Problem("path", why));
  }

  private Optional<String> unfit(String type, Item folder) {
    String child = CHILD_TYPES.getOrDefault(type, type);
    return folder
        .get("childType", String[].class)
        .map(Arrays::asList)
        .filter(types -> folder.type().equals("Folder") && !types.contains(child))
        .map(
            types ->
                "`"
                    + read.path(folder.ref())
                    + "` is a folder for "
                    + HOLDS.stream()
                        .filter(each -> types.contains(each.get(0)))
                        .map(each -> each.get(1))
                        .findFirst()
                        .orElse("other objects"));
  }

  private Optional<String> otherDatacenter(InventoryPath there, InventoryPath wanted) {
    Optional<InventoryPath> from = datacenter(there);
    return from.isEmpty() || from.equals(datacenter(wanted))
        ? Optional.empty()
        : Optional.of(
            "it is in the datacenter `"
                + from.get()
                + "`, and vCenter moves it to no other one; delete it there first, or give this one"
                + " another name");
  }

  private Optional<InventoryPath> datacenter(InventoryPath path) {
    return read.all("Datacenter").stream()
        .map(each -> read.path(each.ref()))
        .filter(each -> path.isBelow(each))
        .findFirst();
  }

  private Optional<String> taken(ObjectForm<?, ?> kind, InventoryPath wanted) {
    return read.at(wanted)
        .filter(there -> !kind.isOne(there) && !SHARING.contains(there.type()))
        .filter(there -> !SHARING.contains(kind.about().managed()))
        .map(there -> "there is another object of this name already, a " + there.type());
  }
}
