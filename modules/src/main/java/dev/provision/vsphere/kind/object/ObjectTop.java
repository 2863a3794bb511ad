package dev.provision.vsphere.kind.object;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.places.Clusters;
import dev.provision.vsphere.places.Tree;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The parent of an object when the playbook does not name one.
 *
 * @param noun what a parent is, {@code folder}
 * @param found the parent; empty when the connection does not tell which one
 * @param expected the same parent as far as it is known before the first read
 * @param whyNone why it is not found, and what to write in the playbook
 */
public record ObjectTop(
    String noun,
    BiFunction<VcenterSpec, Inventory, Optional<InventoryPath>> found,
    Function<VcenterSpec, InventoryPath> expected,
    String whyNone) {
  /** The root folder. It is always there. */
  public static final ObjectTop ROOT =
      new ObjectTop(
          "folder",
          (vcenter, read) -> Optional.of(InventoryPath.ROOT),
          vcenter -> InventoryPath.ROOT,
          "the root folder is not there");

  /** The root pool of the connection's cluster or host, when there is only one. */
  public static final ObjectTop ROOT_POOL =
      new ObjectTop(
          "resource pool",
          (vcenter, read) -> {
            List<Item> clusters = new Clusters(vcenter, read).usable();
            return clusters.size() == 1 ? rootPool(clusters.get(0), read) : Optional.empty();
          },
          VcenterSpec::below,
          "`vcenter:` leads to more than one cluster; name one as its `parent`");

  /** The top folder of a tree, in the connection's datacenter or in the only one. */
  public static ObjectTop of(Tree tree) {
    return new ObjectTop(
        "folder",
        tree::of,
        vcenter -> vcenter.below().child(tree.top()),
        "`vcenter:` names no datacenter that is there, and there is not exactly one");
  }

  /**
   * The root pool of a cluster or host.
   *
   * @param compute a {@code ComputeResource}
   */
  public static Optional<InventoryPath> rootPool(Item compute, Inventory read) {
    return compute.get("resourcePool", ManagedObjectReference.class).map(read::path);
  }
}
