package dev.provision.vsphere.placement;

import com.vmware.vim25.AboutInfo;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.TaskInfo;
import dev.provision.vsphere.inventory.HostRemains;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Lookup;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.inventory.Readings;
import dev.provision.vsphere.inventory.StoragePolicies;
import dev.provision.vsphere.inventory.VolumeListing;
import dev.provision.vsphere.wire.ApiVersion;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An inventory whose datastores have less free space, by what was promised, so that later
 * placements see only what earlier ones left.
 */
record LessRoom(Inventory whole, Map<ManagedObjectReference, Long> promised) implements Inventory {
  private static final String FREE = "summary.freeSpace";

  private Item less(Item item) {
    Long taken = promised.get(item.ref());
    Optional<Number> free = item.get(FREE, Number.class);
    if (taken == null || free.isEmpty()) {
      return item;
    }
    Map<String, Object> properties = new LinkedHashMap<>(item.properties());
    properties.put(FREE, free.get().longValue() - taken);
    return new Item(item.ref(), properties, item.missing());
  }

  @Override
  public AboutInfo about() {
    return whole.about();
  }

  @Override
  public ApiVersion version() {
    return whole.version();
  }

  @Override
  public ManagedObjectReference root() {
    return whole.root();
  }

  @Override
  public Optional<Item> get(ManagedObjectReference ref) {
    return whole.get(ref).map(this::less);
  }

  @Override
  public Collection<Item> all(String type) {
    return whole.all(type).stream().map(this::less).toList();
  }

  @Override
  public InventoryPath path(ManagedObjectReference ref) {
    return whole.path(ref);
  }

  @Override
  public Optional<Item> at(InventoryPath path) {
    return whole.at(path).map(this::less);
  }

  @Override
  public Lookup find(Collection<String> types, PlaceName name, InventoryPath below) {
    Lookup found = whole.find(types, name, below);
    return found instanceof Lookup.Found one
        ? new Lookup.Found(less(one.item()), one.path())
        : found;
  }

  @Override
  public List<Item> byInstanceUuid(String uuid) {
    return whole.byInstanceUuid(uuid);
  }

  @Override
  public boolean isFull(ManagedObjectReference ref) {
    return whole.isFull(ref);
  }

  @Override
  public List<TaskInfo> runningTasks() {
    return whole.runningTasks();
  }

  /**
   * Not kept: an item may have less space here than in the whole inventory, which keeps answers.
   */
  @Override
  public <T> T once(Readings.Reading<T> reading, Item item) {
    return reading.of(item, this);
  }

  @Override
  public Inventory with(List<Item> planned) {
    return new LessRoom(whole.with(planned), promised);
  }

  @Override
  public Optional<Integer> customFieldKey(String name) {
    return whole.customFieldKey(name);
  }

  @Override
  public VolumeListing volumes() {
    return whole.volumes();
  }

  @Override
  public StoragePolicies policies() {
    return whole.policies();
  }

  @Override
  public List<HostRemains> remains() {
    return whole.remains();
  }
}
