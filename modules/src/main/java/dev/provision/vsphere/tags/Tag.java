package dev.provision.vsphere.tags;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.vsphere.inventory.Item;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A tag (vSphere Automation API, {@code cis.tagging.TagModel}).
 *
 * @param id a URN
 * @param category the id of its category
 * @param attached the objects that have it; empty where nobody asked
 */
public record Tag(
    String id,
    String name,
    TagText description,
    String category,
    Optional<List<ManagedObjectReference>> attached) {
  public static final String ATTACHED = "attached";
  static final String OF = "category";

  public Tag {
    attached = attached.map(List::copyOf);
  }

  static Tag of(Item item) {
    return new Tag(
        item.ref().getVal(),
        item.get(Tags.NAME, String.class).orElse(""),
        TagText.read(item.get(Tags.DESCRIPTION, String.class).orElse("")),
        item.get(OF, String.class).orElse(""),
        item.get(ATTACHED, ManagedObjectReference[].class).map(List::of));
  }

  /** As a snapshot has it. */
  public Item item() {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put(Tags.NAME, name);
    properties.put(Tags.DESCRIPTION, description.toString());
    properties.put(OF, category);
    attached.ifPresent(all -> properties.put(ATTACHED, all.toArray(ManagedObjectReference[]::new)));
    return new Item(Tags.ref(Tags.TAG, id), properties, Map.of());
  }

  /** The same with the objects that have it. */
  public Tag on(List<ManagedObjectReference> objects) {
    return new Tag(id, name, description, category, Optional.of(objects));
  }

  /**
   * A tag's item without the objects that went: no object that is gone has a tag.
   *
   * @param there all objects that are there
   * @param asked those that were looked for
   */
  public static Item onlyOn(
      Item tag, Set<ManagedObjectReference> there, Set<ManagedObjectReference> asked) {
    List<ManagedObjectReference> had =
        tag.get(ATTACHED, ManagedObjectReference[].class).map(List::of).orElse(List.of());
    List<ManagedObjectReference> has =
        had.stream().filter(each -> there.contains(each) || !asked.contains(each)).toList();
    return has.size() == had.size()
        ? tag
        : tag.with(ATTACHED, has.toArray(ManagedObjectReference[]::new));
  }
}
