package dev.provision.vsphere.kind;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.diagnostic.DidYouMean;
import dev.provision.spi.Change;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Problem;
import dev.provision.spi.Resolved;
import dev.provision.spi.Right;
import dev.provision.spi.schema.Ref;
import dev.provision.vsphere.exported.TagRef;
import dev.provision.vsphere.inventory.AddedProperties;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.ManagedTypes;
import dev.provision.vsphere.places.DirectHost;
import dev.provision.vsphere.tags.Tag;
import dev.provision.vsphere.tags.Tags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The tags that a playbook declares for one object. Others that the object has are left alone,
 * unless it is {@code exclusive}; of a category that gives an object one tag at most, the declared
 * one takes the place of another. It is long because what is declared, what an object has and what
 * is written are compared by one rule.
 */
public record VsphereTags(List<Wanted> wanted, boolean exclusive) {
  /** The field of a playbook. */
  public static final String FIELD = "vsphere_tags";

  public static final VsphereTags NONE = new VsphereTags(List.of(), false);

  private static final String ATTACHED = "attached";
  private static final String CALL = "attach-multiple-tags-to-object";

  /**
   * One tag.
   *
   * @param name as the playbook writes it, {@code tier/gold}
   * @param ref empty for a default of the connection, which no resource stands for
   */
  public record Wanted(String name, Optional<TagRef> ref, boolean isDefault) {
    String path() {
      return ref.map(TagRef::path).orElse(name);
    }
  }

  /**
   * What an object has.
   *
   * @param tags with their categories, {@code tier/gold}; empty when nobody asked
   * @param singles the categories that give an object one tag at most
   */
  public record Has(Optional<Set<String>> tags, Set<String> singles) {
    public static final Has UNREAD = new Has(Optional.empty(), Set.of());

    public Has {
      tags = tags.map(Set::copyOf);
      singles = Set.copyOf(singles);
    }

    public static Has read(Item object, Inventory inventory) {
      Optional<String[]> ids = object.get(AddedProperties.TAGS, String[].class);
      Optional<Tags> all = ids.isEmpty() ? Optional.empty() : Tags.of(inventory);
      if (all.isEmpty()) {
        return UNREAD;
      }
      Map<String, String> names = new HashMap<>();
      all.get().tags().forEach(tag -> names.put(tag.id(), all.get().name(tag)));
      Set<String> tags = new LinkedHashSet<>();
      for (String id : ids.get()) {
        tags.add(names.getOrDefault(id, id));
      }
      return new Has(Optional.of(tags), VsphereTags.singles(all.get()));
    }
  }

  /** Marks the change of one tag: what is attached, and what is taken away; either may be empty. */
  private record Key(String attach, String detach) implements Change.Key {}

  public VsphereTags {
    wanted = List.copyOf(wanted);
  }

  /** What a declaration says. */
  public static VsphereTags of(Record spec, Resolved references) {
    return spec instanceof HasVsphereTags declared
        ? of(declared.vsphereTags(), List.of(), references)
        : NONE;
  }

  /**
   * What a declaration says, and the defaults of the connection.
   *
   * @param defaults what is declared counts more, where an object can have one of the two
   */
  public static VsphereTags of(
      Optional<TagsSpec> declared, List<Ref> defaults, Resolved references) {
    Map<String, Wanted> all = new LinkedHashMap<>();
    for (Ref each : declared.map(TagsSpec::tags).orElse(List.of())) {
      TagRef tag = references.get(FIELD, each.name(), TagRef.class);
      all.put(tag.path(), new Wanted(each.name(), Optional.of(tag), false));
    }
    for (Ref each : defaults) {
      Optional<TagRef> tag = references.made(FIELD, each.name(), TagRef.class);
      Wanted wanted = new Wanted(each.name(), tag, true);
      all.putIfAbsent(wanted.path(), wanted);
    }
    return new VsphereTags(
        List.copyOf(all.values()), declared.map(TagsSpec::exclusive).orElse(false));
  }

  /**
   * What it takes to give an object tags and to take them away.
   *
   * @param on the path of the object; of one that does not exist yet, the object above it counts
   */
  public static List<Right> rights(String on) {
    return List.of(new Right("InventoryService.Tagging.AttachTag", on, CALL));
  }

  public boolean isEmpty() {
    return wanted.isEmpty() && !exclusive;
  }

  private static Set<String> singles(Tags all) {
    Set<String> singles = new LinkedHashSet<>();
    all.categories().stream()
        .filter(category -> category.single())
        .forEach(category -> singles.add(category.name()));
    return singles;
  }

  /** The category of a tag, where that gives an object one tag at most. */
  private static Optional<String> single(String tag, Set<String> singles) {
    return singles.stream().filter(each -> tag.startsWith(each + "/")).findFirst();
  }

  /** Those of {@link #wanted} that count: a default gives way to a declared tag. */
  private List<Wanted> counting(Set<String> singles) {
    List<Wanted> counting = new ArrayList<>();
    for (Wanted each : wanted) {
      Optional<String> category = single(each.path(), singles);
      boolean gives =
          each.isDefault()
              && category.isPresent()
              && counting.stream().anyMatch(o -> single(o.path(), singles).equals(category));
      if (!gives) {
        counting.add(each);
      }
    }
    return counting;
  }

  /** Why an object of a type cannot have them. */
  public List<Problem> problems(String managedType, Inventory read) {
    List<Problem> problems = new ArrayList<>();
    if (isEmpty()) {
      return problems;
    }
    if (DirectHost.is(read)) {
      problems.add(new Problem(FIELD, DirectHost.refusal(FIELD, "it keeps none; leave them out")));
      return problems;
    }
    Optional<Tags> all = Tags.of(read);
    Optional<String> unread = all.flatMap(Tags::unread);
    if (unread.isPresent()) {
      problems.add(new Problem(FIELD, "the tags cannot be read: " + unread.get()));
      return problems;
    }
    Map<String, Wanted> byCategory = new HashMap<>();
    for (Wanted each : wanted) {
      each.ref()
          .map(tag -> refusal(tag, each, managedType, byCategory))
          .orElseGet(() -> missing(each, all))
          .ifPresent(why -> problems.add(new Problem(FIELD, why)));
    }
    return problems;
  }

  private static Optional<String> refusal(
      TagRef tag, Wanted each, String managedType, Map<String, Wanted> byCategory) {
    if (tag.name().isEmpty()) {
      return Optional.of("`" + each.name() + "` is a category; name one of its tags, category/tag");
    }
    Wanted other = tag.single() ? byCategory.putIfAbsent(tag.category(), each) : null;
    if (other != null && !each.isDefault()) {
      return Optional.of(
          "an object has one tag of `"
              + tag.category()
              + "` at most, and this one would have `"
              + other.path()
              + "` and `"
              + each.path()
              + "`");
    }
    boolean isFor =
        tag.types().isEmpty()
            || tag.types().stream()
                .anyMatch(type -> ManagedTypes.withSubtypes(type).contains(managedType));
    return isFor
        ? Optional.empty()
        : Optional.of(
            "the tags of `"
                + tag.category()
                + "` are for objects of type "
                + String.join(", ", new TreeSet<>(tag.types()))
                + ", and this is a "
                + managedType);
  }

  private static Optional<String> missing(Wanted each, Optional<Tags> all) {
    return all.isEmpty() || all.get().named(each.path()).isPresent()
        ? Optional.empty()
        : Optional.of(
            "there is no tag `"
                + each.path()
                + "`"
                + DidYouMean.suffix(each.path(), all.get().names()));
  }

  /** What differs; nothing when the tags of the object were not read. */
  public List<Change> changes(Has has) {
    List<Change> changes = new ArrayList<>();
    if (has.tags().isEmpty()) {
      return changes;
    }
    Set<String> left = new LinkedHashSet<>(has.tags().get());
    List<Wanted> counting = counting(has.singles());
    counting.forEach(each -> left.remove(each.path()));
    for (Wanted each : counting) {
      if (!has.tags().get().contains(each.path())) {
        changes.add(attached(each.path(), has.singles(), left));
      }
    }
    if (exclusive) {
      left.stream()
          .sorted()
          .map(name -> Change.inPlace(FIELD + "." + name, ATTACHED, Change.ABSENT).of(detach(name)))
          .forEach(changes::add);
    }
    return changes;
  }

  private static Key detach(String name) {
    return new Key("", name);
  }

  /**
   * @param left other tags of the object; one that has to go for this leaves them
   */
  private static Change attached(String path, Set<String> singles, Set<String> left) {
    Optional<String> category = single(path, singles);
    Optional<String> other =
        category.flatMap(of -> left.stream().filter(each -> each.startsWith(of + "/")).findFirst());
    if (other.isEmpty()) {
      return Change.inPlace(FIELD + "." + path, Change.ABSENT, ATTACHED).of(new Key(path, ""));
    }
    left.remove(other.get());
    int from = category.get().length() + 1;
    return Change.inPlace(
            FIELD + "." + category.get(), other.get().substring(from), path.substring(from))
        .of(new Key(path, other.get()));
  }

  /** Writes these changes: what goes, then what comes. */
  public void write(ManagedObjectReference object, List<Change> changes, VsphereWriter write)
      throws ModuleException {
    List<String> attach = new ArrayList<>();
    List<String> detach = new ArrayList<>();
    for (Change change : changes) {
      for (Change.Key key : change.keys()) {
        if (key instanceof Key one) {
          attach.add(one.attach());
          detach.add(one.detach());
        }
      }
    }
    attach.removeIf(String::isEmpty);
    detach.removeIf(String::isEmpty);
    send(object, attach, detach, write);
  }

  /** Attaches all of them to a new object. */
  public void write(ManagedObjectReference object, VsphereWriter write) throws ModuleException {
    Set<String> singles = Tags.of(write.inventory()).map(VsphereTags::singles).orElse(Set.of());
    send(object, counting(singles).stream().map(Wanted::path).toList(), List.of(), write);
  }

  private static void send(
      ManagedObjectReference object, List<String> attach, List<String> detach, VsphereWriter write)
      throws ModuleException {
    if (attach.isEmpty() && detach.isEmpty()) {
      return;
    }
    Tags all =
        Tags.of(write.inventory())
            .orElseThrow(() -> ModuleException.refused("the tags of this vCenter were not read"));
    List<String> coming = ids(attach, all);
    List<String> going = ids(detach, all);
    write.touched(object);
    write.tagging().detach(object, going);
    write.tagging().attach(object, coming);
  }

  private static List<String> ids(List<String> names, Tags all) throws ModuleException {
    List<String> ids = new ArrayList<>();
    for (String name : names) {
      ids.add(
          all.named(name)
              .map(Tag::id)
              .orElseThrow(() -> ModuleException.refused("there is no tag `" + name + "`")));
    }
    return ids;
  }
}
