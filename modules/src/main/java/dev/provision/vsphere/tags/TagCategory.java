package dev.provision.vsphere.tags;

import dev.provision.vsphere.inventory.Item;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A category of tags (vSphere Automation API, {@code cis.tagging.CategoryModel}).
 *
 * @param id a URN
 * @param single whether an object has one of its tags at most
 * @param types of objects that can have its tags, {@code VirtualMachine}; empty for all
 */
public record TagCategory(
    String id, String name, TagText description, boolean single, Set<String> types) {
  static final String CARDINALITY = "cardinality";
  static final String TYPES = "types";
  static final String ONE = "SINGLE";
  static final String MANY = "MULTIPLE";

  public TagCategory {
    types = Collections.unmodifiableSet(new LinkedHashSet<>(types));
  }

  static TagCategory of(Item item) {
    return new TagCategory(
        item.ref().getVal(),
        item.get(Tags.NAME, String.class).orElse(""),
        TagText.read(item.get(Tags.DESCRIPTION, String.class).orElse("")),
        item.get(CARDINALITY, String.class).filter(ONE::equals).isPresent(),
        new LinkedHashSet<>(List.of(item.get(TYPES, String[].class).orElse(new String[0]))));
  }

  /** As a snapshot has it. */
  public Item item() {
    return new Item(
        Tags.ref(Tags.CATEGORY, id),
        Map.of(
            Tags.NAME,
            name,
            Tags.DESCRIPTION,
            description.toString(),
            CARDINALITY,
            single ? ONE : MANY,
            TYPES,
            types.toArray(String[]::new)),
        Map.of());
  }

  /** How a message names it. */
  public String path() {
    return "tag category " + name;
  }
}
