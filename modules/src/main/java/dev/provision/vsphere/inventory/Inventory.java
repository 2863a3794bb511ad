package dev.provision.vsphere.inventory;

import com.vmware.vim25.AboutInfo;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.TaskInfo;
import dev.provision.vsphere.wire.ApiVersion;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * One snapshot of a vCenter or host, in memory: all names and parents, light properties of all, and
 * full properties of what the playbook declares, what the environment owns, and the images.
 * Immutable; a refresh gives a new one.
 */
public interface Inventory {
  AboutInfo about();

  /**
   * The version of the API that is spoken with it: the smaller of what calls ask for and what the
   * server announces. What is newer than that is not there.
   */
  ApiVersion version();

  /** The root folder. */
  ManagedObjectReference root();

  Optional<Item> get(ManagedObjectReference ref);

  /**
   * Everything of one type ({@code VirtualMachine}, {@code HostSystem}, {@code Folder} ...) and of
   * the types below it: {@code Network} brings the distributed port groups.
   */
  Collection<Item> all(String type);

  /** Where it stands; of what has no readable parent, its name alone. */
  InventoryPath path(ManagedObjectReference ref);

  /**
   * What stands at a path; empty too where two things do, as networks may: {@link #find} names
   * both.
   */
  Optional<Item> at(InventoryPath path);

  /**
   * What a bare name or a path stands for among these types. A bare name or a relative path ({@code
   * a/b}) stands for whatever below the given place has a path that ends so.
   *
   * @param types wire names, {@code Network} standing also for its subtypes
   * @param below limits a bare name, to a datacenter for example; the root for none
   */
  Lookup find(Collection<String> types, String nameOrPath, InventoryPath below);

  /** The VM with this instanceUuid, lower case. */
  List<Item> byInstanceUuid(String uuid);

  /** Whether the full properties of this VM were read. */
  boolean isFull(ManagedObjectReference ref);

  /**
   * Tasks that were running or queued when the snapshot was taken ({@code TaskManager.recentTask}).
   */
  List<TaskInfo> runningTasks();

  /** The environment's volumes on datastores; {@link VolumeListing#NONE} when nobody asked. */
  VolumeListing volumes();

  /** The storage policies that are named; {@link StoragePolicies#NONE} when none is. */
  StoragePolicies policies();

  /** Folders of instances on a single ESXi host; none on a vCenter. */
  List<HostRemains> remains();

  /** The same with what a plan makes ({@link Place#planned}). */
  Inventory with(List<Item> planned);

  /** The key of the custom attribute with this name; empty while it is not defined. */
  Optional<Integer> customFieldKey(String name);
}
