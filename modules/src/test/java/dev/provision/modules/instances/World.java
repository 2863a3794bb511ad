package dev.provision.modules.instances;

import com.vmware.vim25.AboutInfo;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.TaskInfo;
import dev.provision.modules.instances.vm.Vm;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A snapshot that a test writes by hand: folder {@code /DC0/vm/ci} and VMs in it. */
public final class World implements Inventory {
  public static final ManagedObjectReference ROOT = ref("Folder", "root");
  public static final ManagedObjectReference FOLDER = ref("Folder", "group-ci");

  private final Map<ManagedObjectReference, Item> items = new LinkedHashMap<>();

  /** How often a VM was read whole: each time what is done to it is asked for. */
  public int readings;

  private final Readings made = new Readings();
  private final List<TaskInfo> tasks = new ArrayList<>();
  private final List<ManagedObjectReference> light = new ArrayList<>();

  public World(Item... vms) {
    folder(ref("Datacenter", "dc0"), "DC0", ROOT);
    folder(ref("Folder", "group-v"), "vm", ref("Datacenter", "dc0"));
    folder(FOLDER, "ci", ref("Folder", "group-v"));
    folder(ref("HostSystem", "host-1"), "esx01", ROOT);
    for (Item vm : vms) {
      items.put(vm.ref(), vm);
    }
  }

  World lightOnly(ManagedObjectReference vm) {
    light.add(vm);
    return this;
  }

  public World running(TaskInfo task) {
    tasks.add(task);
    return this;
  }

  private void folder(ManagedObjectReference ref, String name, ManagedObjectReference parent) {
    items.put(ref, new Item(ref, Map.of("name", name, "parent", parent), Map.of()));
  }

  public static ManagedObjectReference ref(String type, String value) {
    ManagedObjectReference ref = new ManagedObjectReference();
    ref.setType(type);
    ref.setVal(value);
    return ref;
  }

  public static Item with(Item item, String property, Object value) {
    Map<String, Object> all = new HashMap<>(item.properties());
    all.put(property, value);
    return new Item(item.ref(), all, item.missing());
  }

  @Override
  public AboutInfo about() {
    return new AboutInfo();
  }

  @Override
  public ApiVersion version() {
    return ApiVersion.OLDEST;
  }

  @Override
  public ManagedObjectReference root() {
    return ROOT;
  }

  @Override
  public Optional<Item> get(ManagedObjectReference ref) {
    return Optional.ofNullable(items.get(ref));
  }

  @Override
  public Collection<Item> all(String type) {
    return items.values().stream().filter(item -> item.type().equals(type)).toList();
  }

  @Override
  public InventoryPath path(ManagedObjectReference ref) {
    Item item = items.get(ref);
    return item == null
        ? InventoryPath.ROOT
        : item.parent().map(this::path).orElse(InventoryPath.ROOT).child(item.shown());
  }

  @Override
  public Optional<Item> at(InventoryPath path) {
    return items.values().stream().filter(item -> path(item.ref()).equals(path)).findFirst();
  }

  @Override
  public Lookup find(Collection<String> types, PlaceName name, InventoryPath below) {
    return new Lookup.NotFound(List.of());
  }

  @Override
  public List<Item> byInstanceUuid(String uuid) {
    return all("VirtualMachine").stream().filter(vm -> Vm.uuid(vm).equals(uuid)).toList();
  }

  @Override
  public VolumeListing volumes() {
    return VolumeListing.NONE;
  }

  @Override
  public StoragePolicies policies() {
    return StoragePolicies.NONE;
  }

  @Override
  public List<HostRemains> remains() {
    return List.of();
  }

  @Override
  public boolean isFull(ManagedObjectReference ref) {
    return !light.contains(ref);
  }

  @Override
  public List<TaskInfo> runningTasks() {
    readings++;
    return tasks;
  }

  @Override
  public <T> T once(Readings.Reading<T> reading, Item item) {
    return made.of(reading, item, this);
  }

  @Override
  public Inventory with(List<Item> planned) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Integer> customFieldKey(String name) {
    return Optional.empty();
  }
}
