package dev.provision.vsphere;

import com.vmware.vim25.AboutInfo;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.TaskInfo;
import dev.provision.diagnostic.DidYouMean;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The inventory as it was read, with its indexes. Immutable, so safe for many threads; the vim25
 * objects in it are never changed by anybody.
 */
final class Snapshot implements Inventory {
  /**
   * What one reading brought, before it is indexed.
   *
   * @param version of the API that is spoken
   */
  record Contents(
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
    /** Without volumes; of a server that speaks what it announces. */
    Contents(
        AboutInfo about,
        ManagedObjectReference root,
        Map<ManagedObjectReference, Item> items,
        Set<ManagedObjectReference> full,
        List<TaskInfo> runningTasks,
        Map<String, Integer> customFields) {
      this(about, Spoken.as(about).version(), root, items, full, runningTasks, customFields);
    }

    /** Without volumes. */
    Contents(
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

    Contents {
      items = new LinkedHashMap<>(items);
      full = Set.copyOf(full);
      runningTasks = List.copyOf(runningTasks);
      customFields = Map.copyOf(customFields);
      remains = List.copyOf(remains);
    }

    /** The same with other items. */
    Contents with(Map<ManagedObjectReference, Item> others) {
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
    Contents with(VolumeListing other) {
      return new Contents(
          about, version, root, items, full, runningTasks, customFields, other, remains, policies);
    }

    /** The same with other storage policies. */
    Contents with(StoragePolicies other) {
      return new Contents(
          about, version, root, items, full, runningTasks, customFields, volumes, remains, other);
    }

    /** The same with other folders of instances. */
    Contents with(List<HostRemains> other) {
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

  Snapshot(Contents contents) {
    this.contents = contents;
    for (Item item : contents.items().values()) {
      byType.computeIfAbsent(item.type(), t -> new ArrayList<>()).add(item);
      List<String> path = plain(path(item.ref()).names());
      byPath.computeIfAbsent(path, p -> new ArrayList<>()).add(item);
      if (!path.isEmpty()) {
        byName.computeIfAbsent(path.get(path.size() - 1), n -> new ArrayList<>()).add(item);
      }
      instanceUuid(item)
          .ifPresent(uuid -> byUuid.computeIfAbsent(uuid, u -> new ArrayList<>()).add(item));
    }
  }

  static Optional<String> instanceUuid(Item item) {
    return item.get("summary.config.instanceUuid", String.class)
        .map(uuid -> uuid.toLowerCase(Locale.ROOT));
  }

  /** What it was made of, for a refresh that replaces some of it. */
  Contents contents() {
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
      // a parent that may not be read leaves the name alone: no wrong path is better than half one
      InventoryPath above =
          parent(item).filter(contents.items()::containsKey).map(this::path).orElse(null);
      made = (above == null ? InventoryPath.ROOT : above).child(item.name());
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
    List<Item> there = byPath.getOrDefault(plain(path.names()), List.of());
    return there.size() == 1 ? Optional.of(there.get(0)) : Optional.empty();
  }

  @Override
  public Lookup find(Collection<String> types, String nameOrPath, InventoryPath below) {
    Set<String> wanted = new LinkedHashSet<>();
    types.forEach(type -> wanted.addAll(ManagedTypes.withSubtypes(type)));
    boolean absolute = InventoryPath.isPath(nameOrPath);
    List<String> names = plain(InventoryPath.parse("/" + nameOrPath).names());
    List<String> place = absolute ? List.of() : plain(below.names());
    if (names.isEmpty()) {
      return new Lookup.NotFound(List.of());
    }
    List<Item> matches = new ArrayList<>();
    for (Item item : byName.getOrDefault(names.get(names.size() - 1), List.of())) {
      List<String> path = plain(path(item.ref()).names());
      if (wanted.contains(item.type())
          && startsWith(path, place)
          && (absolute ? path.equals(names) : endsWith(path, names))) {
        matches.add(item);
      }
    }
    if (matches.isEmpty()) {
      return new Lookup.NotFound(near(nameOrPath, wanted, place));
    }
    if (matches.size() > 1) {
      return new Lookup.Ambiguous(
          matches.stream().map(i -> path(i.ref())).sorted(Snapshot::byText).toList());
    }
    return new Lookup.Found(matches.get(0), path(matches.get(0).ref()));
  }

  private static int byText(InventoryPath a, InventoryPath b) {
    return a.toString().compareTo(b.toString());
  }

  private static boolean startsWith(List<String> path, List<String> place) {
    return path.size() >= place.size() && path.subList(0, place.size()).equals(place);
  }

  private static boolean endsWith(List<String> path, List<String> names) {
    return path.size() >= names.size()
        && path.subList(path.size() - names.size(), path.size()).equals(names);
  }

  /** The path of what is called so elsewhere, else of what is called nearly so. */
  private List<String> near(String typed, Set<String> types, List<String> place) {
    List<Item> candidates = new ArrayList<>();
    for (String type : types) {
      for (Item item : byType.getOrDefault(type, List.of())) {
        if (startsWith(plain(path(item.ref()).names()), place)) {
          candidates.add(item);
        }
      }
    }
    String last = InventoryPath.parse("/" + typed).name();
    Set<String> names = new LinkedHashSet<>();
    candidates.forEach(item -> names.add(item.name()));
    Optional<String> name =
        names.contains(last) ? Optional.of(last) : DidYouMean.closest(last, names);
    if (name.isEmpty()) {
      return List.of();
    }
    boolean asPath = InventoryPath.isPath(typed);
    return candidates.stream()
        .filter(item -> item.name().equals(name.get()))
        .map(item -> asPath ? path(item.ref()).toString() : item.name())
        .distinct()
        .sorted()
        .limit(5)
        .toList();
  }

  /**
   * Names with vCenter's escapes undone ({@code ManagedEntity.name}: slash, backslash and percent
   * come as %2F, %5C and %25), because vcsim, ESXi and people do not write all of them.
   */
  private static List<String> plain(List<String> names) {
    boolean escaped = false;
    for (String name : names) {
      escaped = escaped || name.indexOf('%') >= 0;
    }
    if (!escaped) {
      return names;
    }
    return names.stream()
        .map(
            name ->
                name.replace("%2F", "/")
                    .replace("%2f", "/")
                    .replace("%5C", "\\")
                    .replace("%5c", "\\")
                    .replace("%25", "%"))
        .toList();
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
  public Optional<Integer> customFieldKey(String name) {
    return Optional.ofNullable(contents.customFields().get(name));
  }
}
