package dev.provision.modules.tags;

import dev.provision.modules.tags.CategorySpec.Cardinality;
import dev.provision.spi.Observation;
import dev.provision.vsphere.exported.TagRef;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.tags.Tag;
import dev.provision.vsphere.tags.TagCategory;
import dev.provision.vsphere.tags.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a category and its tags will be, and what objects of the same plan get to know of them. */
final class PlannedTags {
  private PlannedTags() {}

  private static Optional<CategoryState> there(Observation<CategoryState> seen) {
    return seen instanceof Observation.Present<CategoryState> present
        ? Optional.of(present.state())
        : Optional.empty();
  }

  /** The snapshot with the category and its declared tags. */
  static Inventory in(Inventory read, CategoryDesired desired, Observation<CategoryState> seen) {
    Optional<Tags> all = Tags.of(read);
    if (all.isEmpty() || desired.spec().existing()) {
      return read;
    }
    String vcenter = all.get().vcenter();
    Optional<CategoryState> there = there(seen);
    TagCategory category =
        there
            .flatMap(CategoryState::category)
            .map(now -> desired.over(now, vcenter))
            .orElseGet(() -> fresh(desired, vcenter));
    List<Item> items = new ArrayList<>(List.of(category.item()));
    for (String name : desired.spec().tags().keySet()) {
      items.add(
          there
              .map(state -> state.tags().get(name))
              .map(now -> desired.over(name, now, vcenter))
              .orElseGet(() -> fresh(desired, name, category.id(), vcenter))
              .item());
    }
    return read.with(items);
  }

  private static TagCategory fresh(CategoryDesired desired, String vcenter) {
    TagCategory fresh = desired.fresh(vcenter);
    return new TagCategory(
        Tags.planned(desired.name()),
        fresh.name(),
        fresh.description(),
        fresh.single(),
        fresh.types());
  }

  private static Tag fresh(CategoryDesired desired, String name, String category, String vcenter) {
    Tag fresh = desired.fresh(name, category, vcenter);
    String id = Tags.planned(desired.name() + "/" + name);
    return new Tag(id, name, fresh.description(), category, Optional.empty());
  }

  /** A tag; the category itself without a name, which no object can have. */
  static TagRef exported(CategoryDesired desired, Observation<CategoryState> seen) {
    Optional<CategoryState> there = there(seen);
    Optional<TagCategory> category = there.flatMap(CategoryState::category);
    String tag = there.flatMap(CategoryState::only).map(Tag::name).orElse("");
    if (desired.spec().existing() && category.isPresent()) {
      return new TagRef(
          category.get().name(), tag, category.get().single(), category.get().types());
    }
    int slash = desired.spec().existing() ? desired.name().lastIndexOf('/') : -1;
    return slash > 0
        ? new TagRef(
            desired.name().substring(0, slash),
            desired.name().substring(slash + 1),
            false,
            Set.of())
        : new TagRef(
            desired.name(),
            tag,
            desired.spec().cardinality().orElse(Cardinality.SINGLE) == Cardinality.SINGLE,
            Set.copyOf(desired.spec().types().orElse(List.of())));
  }
}
