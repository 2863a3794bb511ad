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
   * The version of the API that the client speaks: the smaller of what calls ask for and what the
   * server announces. Newer features are not available.
   */
  ApiVersion version();

  /** The root folder. */
  ManagedObjectReference root();

  Optional<Item> get(ManagedObjectReference ref);

  /**
   * All objects of a type ({@code VirtualMachine}, {@code HostSystem}, {@code Folder} ...) and its
   * subtypes: {@code Network} includes the distributed port groups.
   */
  Collection<Item> all(String type);

  /** Its path; only its name when its parent cannot be read. */
  InventoryPath path(ManagedObjectReference ref);

  /**
   * The object at a path; also empty when two objects have it, as networks may: {@link #find} names
   * both.
   */
  Optional<Item> at(InventoryPath path);

  /**
   * The object of one of these types that a name or a path means. A bare name or a relative path
   * ({@code a/b}) means any object below {@code below} whose path ends with it.
   *
   * @param types wire names; {@code Network} includes its subtypes
   * @param below limits a bare name, for example to a datacenter; the root for no limit
   */
  Lookup find(Collection<String> types, PlaceName name, InventoryPath below);

  /** The VM with this instanceUuid, lower case. */
  List<Item> byInstanceUuid(String uuid);

  /** Whether the full properties of this VM were read. */
  boolean isFull(ManagedObjectReference ref);

  /**
   * Tasks that were running or queued when the snapshot was taken ({@code TaskManager.recentTask}).
   */
  List<TaskInfo> runningTasks();

  /**
   * The environment's volumes on datastores; {@link VolumeListing#NONE} when they were not read.
   */
  VolumeListing volumes();

  /**
   * The storage policies that the playbook names; {@link StoragePolicies#NONE} when it names none.
   */
  StoragePolicies policies();

  /** Folders of instances on a single ESXi host; empty for a vCenter. */
  List<HostRemains> remains();

  /**
   * What a reading makes of one of these objects. It is made once for each snapshot, so the same
   * call on the snapshot after a refresh reads again.
   */
  <T> T once(Readings.Reading<T> reading, Item item);

  /** This inventory plus the objects that a plan creates ({@link Place#planned}). */
  Inventory with(List<Item> planned);

  /** The key of the custom attribute with this name; empty while it is not defined. */
  Optional<Integer> customFieldKey(String name);
}
