package dev.provision.vsphere.survey;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Declaration;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Survey;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.AddedProperties;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.ObjectMark;
import dev.provision.vsphere.inventory.Snapshot;
import dev.provision.vsphere.kind.Carrier;
import dev.provision.vsphere.kind.HasVsphereTags;
import dev.provision.vsphere.kind.VsphereKind;
import dev.provision.vsphere.kind.object.ObjectForm;
import dev.provision.vsphere.places.DirectHost;
import dev.provision.vsphere.rest.RestFault;
import dev.provision.vsphere.tags.Tag;
import dev.provision.vsphere.tags.TagCategory;
import dev.provision.vsphere.tags.Tagging;
import dev.provision.vsphere.tags.Tags;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads tags and categories, the tags of the objects that are declared to have some, and who uses
 * the tags of the environment. Asks nothing where no declaration has to do with tags. For one
 * session, whose surveys come one after the other.
 */
public final class TagSearch {
  private static final String VM = "VirtualMachine";

  private final Tagging tagging;
  private final VcenterSpec connection;
  private final Set<String> kinds;
  private final Map<String, Set<String>> types;
  private Survey survey;
  private boolean isNeeded;
  private final Set<String> asked = new LinkedHashSet<>();
  private final Set<String> whole = new LinkedHashSet<>();

  public TagSearch(Tagging tagging, VcenterSpec connection, List<VsphereKind<?, ?, ?>> kinds) {
    this.tagging = tagging;
    this.connection = connection;
    this.kinds =
        kinds.stream()
            .filter(kind -> kind.carrier().equals(Carrier.DESCRIPTION))
            .map(kind -> kind.info().kind())
            .collect(Collectors.toSet());
    this.types =
        kinds.stream()
            .collect(Collectors.toMap(kind -> kind.info().kind(), VsphereKind::taggedTypes));
  }

  public void of(Survey what) {
    survey = what;
    asked.clear();
    whole.clear();
    isNeeded = what.undeclared();
    for (Declaration<?> each : what.declarations()) {
      isNeeded |= kinds.contains(each.address().kind());
      if (each.spec() instanceof HasVsphereTags some && hasTags(some, each)) {
        isNeeded = true;
        Set<String> of = types.getOrDefault(each.address().kind(), Set.of());
        asked.addAll(of);
        if (each.common().adopt()) {
          whole.addAll(of);
        }
      }
    }
  }

  /** Those of the connection are for instances. */
  private boolean hasTags(HasVsphereTags spec, Declaration<?> declaration) {
    return spec.vsphereTags().isPresent()
        || !connection.vsphereTags().isEmpty()
            && types.getOrDefault(declaration.address().kind(), Set.of()).contains(VM);
  }

  static boolean isOfService(ManagedObjectReference ref) {
    return Set.of(Tags.TAG, Tags.CATEGORY, Tags.SERVICE).contains(ref.getType());
  }

  /** The snapshot with the tags, where they are needed. */
  public Snapshot all(Snapshot read) throws ModuleException {
    if (!isNeeded || DirectHost.is(read)) {
      return read;
    }
    Map<ManagedObjectReference, Item> items = new LinkedHashMap<>(read.contents().items());
    try {
      for (TagCategory each : tagging.categories()) {
        put(items, each.item());
      }
      List<Tag> tags = tagging.tags();
      List<String> own = tags.stream().filter(tag -> isOurs(tag, read)).map(Tag::id).toList();
      Map<String, List<ManagedObjectReference>> users = tagging.users(own);
      for (Tag each : tags) {
        put(
            items,
            users.containsKey(each.id()) ? each.on(users.get(each.id())).item() : each.item());
      }
      put(items, Tags.service(linked()));
      attached(items, objects(read));
    } catch (ModuleException e) {
      if (!RestFault.isRefusal(e)) {
        throw e;
      }
      put(items, Tags.unread(e.getMessage()));
    }
    return new Snapshot(read.contents().with(items));
  }

  /** None where the account may not ask; then the step that would delete something asks again. */
  private List<String> linked() throws ModuleException {
    try {
      return tagging.linked();
    } catch (ModuleException e) {
      if (!RestFault.isRefusal(e)) {
        throw e;
      }
      return List.of();
    }
  }

  private boolean isOurs(Tag tag, Snapshot read) {
    return tag.description().isOf(survey.environment(), Tags.vcenter(read));
  }

  private static void put(Map<ManagedObjectReference, Item> items, Item item) {
    items.put(item.ref(), item);
  }

  private void attached(
      Map<ManagedObjectReference, Item> items, List<ManagedObjectReference> objects)
      throws ModuleException {
    tagging
        .on(objects)
        .forEach(
            (object, tags) ->
                items.computeIfPresent(
                    object,
                    (ref, item) -> item.with(AddedProperties.TAGS, tags.toArray(String[]::new))));
  }

  /**
   * The objects whose tags are compared: VMs that are read in full, and of other types what the
   * environment owns or may adopt.
   */
  private List<ManagedObjectReference> objects(Snapshot read) {
    List<ManagedObjectReference> objects = new ArrayList<>();
    for (String type : asked) {
      read.all(type).stream()
          .filter(item -> isAsked(item, read))
          .map(Item::ref)
          .forEach(objects::add);
    }
    return objects;
  }

  private boolean isAsked(Item item, Snapshot read) {
    if (item.type().equals(VM)) {
      return read.isFull(item.ref());
    }
    return whole.contains(item.type())
        || item.shown().endsWith(ObjectForm.UNFINISHED)
        || ObjectMark.read(item, read).filter(mark -> mark.isOf(survey.environment())).isPresent();
  }

  /**
   * The snapshot with these tags and categories read again, and the tags of these objects.
   *
   * @param refs objects that were read again, and tags and categories that a step wrote
   */
  Snapshot again(Snapshot read, Set<ManagedObjectReference> refs) throws ModuleException {
    if (Tags.of(read).isEmpty() || Tags.of(read).get().unread().isPresent()) {
      return read;
    }
    Map<ManagedObjectReference, Item> items = new LinkedHashMap<>(read.contents().items());
    List<ManagedObjectReference> objects = new ArrayList<>();
    for (ManagedObjectReference ref : refs) {
      if (ref.getType().equals(Tags.CATEGORY)) {
        tagging
            .category(ref.getVal())
            .map(TagCategory::item)
            .ifPresentOrElse(item -> items.put(ref, item), () -> items.remove(ref));
      } else if (isTag(ref)) {
        tag(ref.getVal(), read)
            .ifPresentOrElse(item -> items.put(ref, item), () -> items.remove(ref));
      } else if (read.get(ref).filter(item -> asked.contains(item.type())).isPresent()) {
        objects.add(ref);
      }
    }
    attached(items, objects);
    items.replaceAll((ref, item) -> isTag(ref) ? Tag.onlyOn(item, items.keySet(), refs) : item);
    return new Snapshot(read.contents().with(items));
  }

  private static boolean isTag(ManagedObjectReference ref) {
    return ref.getType().equals(Tags.TAG);
  }

  private Optional<Item> tag(String id, Snapshot read) throws ModuleException {
    Optional<Tag> now = tagging.tag(id);
    if (now.isEmpty() || !isOurs(now.get(), read)) {
      return now.map(Tag::item);
    }
    return Optional.of(now.get().on(tagging.users(List.of(id)).get(id)).item());
  }
}
