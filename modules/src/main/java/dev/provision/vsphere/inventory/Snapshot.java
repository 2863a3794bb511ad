package dev.provision.vsphere.inventory;

import com.vmware.vim25.AboutInfo;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.TaskInfo;
import dev.provision.vsphere.wire.ApiVersion;
import dev.provision.vsphere.wire.Spoken;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The inventory as it was read, with its indexes and what was made of its objects. What it answers
 * never changes, so it is safe for many threads; nobody changes the vim25 objects in it.
 */
public final class Snapshot implements Inventory {
  /**
   * The result of one read, before it is indexed.
   *
   * @param version of the API that the client speaks
   */
  public record Contents(
      AboutInfo about,
      ApiVersion version,
      ManagedObjectReference root,
      Map<ManagedObjectReference, Item> items,
      Set<ManagedObjectReference> full,
      List<TaskInfo> runningTasks,
      Map<String, Integer> customFields,
      VolumeListing volumes,
      List<HostRemains> remains,
      StoragePolicies policies) {
    /** Without volumes; for a server whose announced version is spoken. */
    public Contents(
        AboutInfo about,
        ManagedObjectReference root,
        Map<ManagedObjectReference, Item> items,
        Set<ManagedObjectReference> full,
        List<TaskInfo> runningTasks,
        Map<String, Integer> customFields) {
      this(about, Spoken.as(about).version(), root, items, full, runningTasks, customFields);
    }

    /** Without volumes. */
    public Contents(
        AboutInfo about,
        ApiVersion version,
        ManagedObjectReference root,
        Map<ManagedObjectReference, Item> items,
        Set<ManagedObjectReference> full,
        List<TaskInfo> runningTasks,
        Map<String, Integer> customFields) {
      this(
          about,
          version,
          root,
          items,
          full,
          runningTasks,
          customFields,
          VolumeListing.NONE,
          List.of(),
          StoragePolicies.NONE);
    }

    public Contents {
      items = new LinkedHashMap<>(items);
      full = Set.copyOf(full);
      runningTasks = List.copyOf(runningTasks);
      customFields = Map.copyOf(customFields);
      remains = List.copyOf(remains);
    }

    /** The same with other items. */
    public Contents with(Map<ManagedObjectReference, Item> others) {
      return new Contents(
          about,
          version,
          root,
          others,
          full,
          runningTasks,
          customFields,
          volumes,
          remains,
          policies);
    }

    /** The same with other volumes. */
    public Contents with(VolumeListing other) {
      return new Contents(
          about, version, root, items, full, runningTasks, customFields, other, remains, policies);
    }

    /** The same with other storage policies. */
    public Contents with(StoragePolicies other) {
      return new Contents(
          about, version, root, items, full, runningTasks, customFields, volumes, remains, other);
    }

    /** The same with other folders of instances. */
    public Contents with(List<HostRemains> other) {
      return new Contents(
          about, version, root, items, full, runningTasks, customFields, volumes, other, policies);
    }
  }

  private final Contents contents;
  private final Map<ManagedObjectReference, InventoryPath> paths = new HashMap<>();
  private final Map<String, List<Item>> byType = new HashMap<>();
  private final Map<String, List<Item>> byUuid = new HashMap<>();
  private final Map<List<String>, List<Item>> byPath = new HashMap<>();
  private final Map<String, List<Item>> byName = new HashMap<>();

  private final Readings readings = new Readings();

  public Snapshot(Contents contents) {
    this.contents = contents;
    for (Item item : contents.items().values()) {
      byType.computeIfAbsent(item.type(), t -> new ArrayList<>()).add(item);
      List<String> path = path(item.ref()).names();
      byPath.computeIfAbsent(path, p -> new ArrayList<>()).add(item);
      if (!path.isEmpty()) {
        byName.computeIfAbsent(path.get(path.size() - 1), n -> new ArrayList<>()).add(item);
      }
      instanceUuid(item)
          .ifPresent(uuid -> byUuid.computeIfAbsent(uuid, u -> new ArrayList<>()).add(item));
    }
  }

  public static Optional<String> instanceUuid(Item item) {
    return item.get("summary.config.instanceUuid", String.class)
        .map(uuid -> uuid.toLowerCase(Locale.ROOT));
  }

  /** The contents, for a refresh that replaces some of them. */
  public Contents contents() {
    return contents;
  }

  @Override
  public AboutInfo about() {
    return contents.about();
  }

  @Override
  public ApiVersion version() {
    return contents.version();
  }

  @Override
  public ManagedObjectReference root() {
    return contents.root();
  }

  @Override
  public Optional<Item> get(ManagedObjectReference ref) {
    return Optional.ofNullable(contents.items().get(ref));
  }

  @Override
  public Collection<Item> all(String type) {
    List<Item> all = new ArrayList<>();
    for (String each : ManagedTypes.withSubtypes(type)) {
      all.addAll(byType.getOrDefault(each, List.of()));
    }
    return all;
  }

  @Override
  public InventoryPath path(ManagedObjectReference ref) {
    InventoryPath known = paths.get(ref);
    if (known != null) {
      return known;
    }
    InventoryPath made;
    Item item = contents.items().get(ref);
    if (item == null || ref.equals(contents.root())) {
      made = InventoryPath.ROOT;
    } else {
      // when a parent cannot be read, the bare name is used: it is better than a wrong path
      InventoryPath above =
          parent(item).filter(contents.items()::containsKey).map(this::path).orElse(null);
      made = (above == null ? InventoryPath.ROOT : above).child(item.shown());
    }
    // filled by the constructor alone, for every item; later calls only read
    if (item != null) {
      paths.put(ref, made);
    }
    return made;
  }

  /** A VM in a vApp has no parent folder but a vApp ({@code VirtualMachine.parentVApp}). */
  private static Optional<ManagedObjectReference> parent(Item item) {
    return item.parent().or(() -> item.get("parentVApp", ManagedObjectReference.class));
  }

  @Override
  public Optional<Item> at(InventoryPath path) {
    List<Item> there = byPath.getOrDefault(path.names(), List.of());
    return there.size() == 1 ? Optional.of(there.get(0)) : Optional.empty();
  }

  @Override
  public Lookup find(Collection<String> types, PlaceName name, InventoryPath below) {
    return new NameSearch(this, types, below).find(name);
  }

  /** All objects that clients show with this name, of any type. */
  List<Item> named(String shown) {
    return byName.getOrDefault(shown, List.of());
  }

  @Override
  public List<Item> byInstanceUuid(String uuid) {
    return List.copyOf(byUuid.getOrDefault(uuid.toLowerCase(Locale.ROOT), List.of()));
  }

  @Override
  public boolean isFull(ManagedObjectReference ref) {
    return contents.full().contains(ref);
  }

  @Override
  public List<TaskInfo> runningTasks() {
    return contents.runningTasks();
  }

  @Override
  public VolumeListing volumes() {
    return contents.volumes();
  }

  @Override
  public StoragePolicies policies() {
    return contents.policies();
  }

  @Override
  public List<HostRemains> remains() {
    return contents.remains();
  }

  @Override
  public <T> T once(Readings.Reading<T> reading, Item item) {
    return readings.of(reading, item, this);
  }

  @Override
  public Inventory with(List<Item> planned) {
    Map<ManagedObjectReference, Item> items = new LinkedHashMap<>(contents.items());
    planned.forEach(item -> items.put(item.ref(), item));
    return new Snapshot(contents.with(items));
  }

  @Override
  public Optional<Integer> customFieldKey(String name) {
    return Optional.ofNullable(contents.customFields().get(name));
  }
}
