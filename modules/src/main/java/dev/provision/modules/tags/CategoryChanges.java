package dev.provision.modules.tags;

import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.vsphere.tags.Tag;
import dev.provision.vsphere.tags.TagCategory;
import dev.provision.vsphere.tags.TagText;
import dev.provision.vsphere.tags.Tags;
import java.util.ArrayList;
import java.util.List;

/** What differs of a category and its declared tags, one change for each. */
final class CategoryChanges {
  private static final String THERE = "there";
  private static final String TAGS = "tags.";

  private CategoryChanges() {}

  static List<Change> of(CategoryDesired desired, CategoryState observed) {
    TagCategory now = observed.category().orElseThrow();
    TagCategory wanted = desired.over(now, observed.all().vcenter());
    List<Change> changes = new ArrayList<>();
    if (!now.name().equals(wanted.name())) {
      changes.add(Change.inPlace("name", now.name(), wanted.name()));
    }
    addText("description", now.description(), wanted.description(), changes);
    if (now.single() != wanted.single()) {
      changes.add(cardinality(now, wanted));
    }
    wanted.types().stream()
        .filter(type -> !now.types().contains(type))
        .map(type -> Change.inPlace("types." + type, Change.ABSENT, THERE))
        .forEach(changes::add);
    if (now.description().isProtected() != desired.protect()) {
      changes.add(
          Change.inPlace(
              "protect",
              String.valueOf(now.description().isProtected()),
              String.valueOf(desired.protect())));
    }
    addTags(desired, observed, changes);
    return changes;
  }

  /** What a change needs, below {@code InventoryService.Tagging}. */
  static String right(Change change) {
    if (!change.field().startsWith(TAGS)) {
      return "EditCategory";
    }
    return change.after().equals(THERE)
        ? "CreateTag"
        : change.before().equals(THERE) ? "DeleteTag" : "EditTag";
  }

  private static Change cardinality(TagCategory now, TagCategory wanted) {
    return Change.inPlace("cardinality", word(now), word(wanted));
  }

  static String word(TagCategory category) {
    return category.single() ? "single" : "multiple";
  }

  private static void addText(String field, TagText now, TagText wanted, List<Change> to) {
    if (!now.text().equals(wanted.text())) {
      to.add(Change.inPlace(field, shown(now.text()), shown(wanted.text())));
    }
  }

  private static String shown(String text) {
    return text.isEmpty() ? Change.ABSENT : text;
  }

  private static void addTags(CategoryDesired desired, CategoryState observed, List<Change> to) {
    Tags all = observed.all();
    for (String name : desired.spec().tags().keySet()) {
      String field = TAGS + name;
      Tag now = observed.tags().get(name);
      if (now == null) {
        to.add(Change.inPlace(field, Change.ABSENT, THERE));
        continue;
      }
      Tag wanted = desired.over(name, now, all.vcenter());
      if (!now.name().equals(name)) {
        to.add(Change.inPlace(field + ".name", now.name(), name));
      }
      addText(field, now.description(), wanted.description(), to);
      if (now.description().isProtected() != desired.protect()) {
        to.add(
            Change.inPlace(
                field + ".protect",
                String.valueOf(now.description().isProtected()),
                String.valueOf(desired.protect())));
      }
    }
    for (Tag extra : extras(desired, observed)) {
      to.add(
          Change.inPlace(TAGS + extra.name(), THERE, Change.ABSENT)
              .with(Effect.LOSES_DATA, "every object that has it loses it"));
    }
  }

  /** Tags that an exclusive category has besides the declared ones. */
  static List<Tag> extras(CategoryDesired desired, CategoryState observed) {
    return desired.spec().exclusive()
        ? observed.all().tags(observed.category().orElseThrow()).stream()
            .filter(tag -> !observed.tags().containsValue(tag))
            .toList()
        : List.of();
  }
}
