package dev.provision.vsphere.tags;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All tags and categories of a vCenter, as a snapshot has them. They are items of it that no
 * property collector gives. Immutable.
 */
public final class Tags {
  public static final String CATEGORY = "InventoryServiceCategory";
  public static final String TAG = "InventoryServiceTag";

  /** The item that stands for the whole, with why it could not be read. */
  public static final String SERVICE = "TaggingService";

  /** Not {@code name}: it would give them a path in the inventory. */
  static final String NAME = "label";

  static final String DESCRIPTION = "description";
  private static final String LINKED = "linked";
  private static final String UNREAD = "tags";
  private static final String PLANNED = "planned:";

  private final Inventory read;
  private final Item service;
  private final List<TagCategory> categories;
  private final List<Tag> tags;

  private Tags(Inventory read, Item service) {
    this.read = read;
    this.service = service;
    this.categories = read.all(CATEGORY).stream().map(TagCategory::of).toList();
    this.tags = read.all(TAG).stream().map(Tag::of).toList();
  }

  /** Empty where they were not read: nothing asks for them. */
  public static Optional<Tags> of(Inventory read) {
    return read.all(SERVICE).stream().findFirst().map(service -> new Tags(read, service));
  }

  public static ManagedObjectReference ref(String type, String id) {
    ManagedObjectReference ref = new ManagedObjectReference();
    ref.setType(type);
    ref.setVal(id);
    return ref;
  }

  /** The id of one that a plan makes. */
  public static String planned(String name) {
    return PLANNED + name;
  }

  /** The item of a service that answers. */
  public static Item service(List<String> linked) {
    return new Item(ref(SERVICE, SERVICE), Map.of(LINKED, linked.toArray(String[]::new)), Map.of());
  }

  /** The item of a service that refuses. */
  public static Item unread(String why) {
    return new Item(ref(SERVICE, SERVICE), Map.of(), Map.of(UNREAD, why));
  }

  public Optional<String> unread() {
    return Optional.ofNullable(service.missing().get(UNREAD));
  }

  /** The vCenters that share these tags; none for one that stands alone. */
  public List<String> linked() {
    return List.of(service.get(LINKED, String[].class).orElse(new String[0]));
  }

  /** The vCenter, as marks name it; an empty text where it does not say. */
  public String vcenter() {
    return vcenter(read);
  }

  public static String vcenter(Inventory read) {
    String uuid = read.about().getInstanceUuid();
    return uuid == null ? "" : uuid;
  }

  /** A tag or category as a copy of this vCenter has it. */
  public static Item inACopy(Item item, Inventory read) {
    return item.get(DESCRIPTION, String.class)
        .map(text -> TagText.read(text).inACopyOf(vcenter(read)).toString())
        .map(text -> item.with(DESCRIPTION, text))
        .orElse(item);
  }

  public List<TagCategory> categories() {
    return categories;
  }

  public Optional<TagCategory> category(String name) {
    return categories.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  public Optional<TagCategory> categoryOf(Tag tag) {
    return categories.stream().filter(each -> each.id().equals(tag.category())).findFirst();
  }

  public List<Tag> tags() {
    return tags;
  }

  public List<Tag> tags(TagCategory category) {
    return tags.stream().filter(each -> each.category().equals(category.id())).toList();
  }

  /**
   * @param name with its category, {@code tier/gold}
   */
  public Optional<Tag> named(String name) {
    return tags.stream().filter(each -> name(each).equals(name)).findFirst();
  }

  /** With its category, {@code tier/gold}. */
  public String name(Tag tag) {
    return categoryOf(tag).map(TagCategory::name).orElse("?") + "/" + tag.name();
  }

  /** The names of all, with their categories. */
  public List<String> names() {
    return tags.stream().map(this::name).sorted().toList();
  }
}
