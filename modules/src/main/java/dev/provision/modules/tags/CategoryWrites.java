package dev.provision.modules.tags;

import dev.provision.spi.Address;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.ObjectMark;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.rest.RestFault;
import dev.provision.vsphere.tags.LinkedVcenters;
import dev.provision.vsphere.tags.Tag;
import dev.provision.vsphere.tags.TagCategory;
import dev.provision.vsphere.tags.TagText;
import dev.provision.vsphere.tags.Tagging;
import dev.provision.vsphere.tags.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The requests that make, change and delete categories and tags. The one that makes something makes
 * it with its mark, so whenever a run dies, the next one knows what is ours. For one step.
 */
final class CategoryWrites {
  private final VsphereWriter write;
  private final Tagging tagging;
  private final String vcenter;

  CategoryWrites(VsphereWriter write) {
    this.write = write;
    this.tagging = write.tagging();
    this.vcenter = Tags.vcenter(write.inventory());
  }

  void create(CategoryDesired desired) throws ModuleException {
    String id;
    try {
      id = tagging.create(desired.fresh(vcenter));
    } catch (ModuleException e) {
      throw RestFault.isTaken(e) ? e.as(ModuleException.Kind.STALE) : e;
    }
    touched(Tags.CATEGORY, id);
    for (String tag : desired.spec().tags().keySet()) {
      create(desired.fresh(tag, id, vcenter));
    }
  }

  private void create(Tag tag) throws ModuleException {
    try {
      touched(Tags.TAG, tagging.create(tag));
    } catch (ModuleException e) {
      throw RestFault.isTaken(e) ? e.as(ModuleException.Kind.STALE) : e;
    }
  }

  private void touched(String type, String id) {
    write.touched(Tags.ref(type, id));
  }

  /** As it is now, in a step that was decided some time ago. */
  private TagCategory now(TagCategory seen) throws ModuleException {
    return tagging
        .category(seen.id())
        .orElseThrow(
            () -> ModuleException.refused(seen.path() + " is gone").as(ModuleException.Kind.STALE));
  }

  void update(CategoryDesired desired, CategoryState seen) throws ModuleException {
    TagCategory now = now(seen.category().orElseThrow());
    touched(Tags.CATEGORY, now.id());
    tagging.update(now, desired.over(now, vcenter));
    for (String name : desired.spec().tags().keySet()) {
      Tag tag = seen.tags().get(name);
      if (tag == null) {
        create(desired.fresh(name, now.id(), vcenter));
      } else {
        touched(Tags.TAG, tag.id());
        tagging.update(tag, desired.over(name, tag, vcenter));
      }
    }
    for (Tag extra : CategoryChanges.extras(desired, seen)) {
      delete(extra, desired.environment().toString());
    }
  }

  /** Marks what is there and not ours; the rest of the declaration follows as changes. */
  void adopt(CategoryDesired desired, CategoryState seen) throws ModuleException {
    TagCategory category = seen.category().orElseThrow();
    if (!category.description().isOf(desired.environment(), vcenter)) {
      mark(category, desired.adopted(category.description(), desired.address(), vcenter));
    }
    for (String name : seen.tags().keySet()) {
      Tag tag = seen.tags().get(name);
      if (!tag.description().isOf(desired.environment(), vcenter)) {
        mark(tag, desired.adopted(tag.description(), desired.addressOf(name), vcenter));
      }
    }
  }

  private void mark(TagCategory now, TagText text) throws ModuleException {
    touched(Tags.CATEGORY, now.id());
    tagging.update(now, new TagCategory(now.id(), now.name(), text, now.single(), now.types()));
  }

  private void mark(Tag now, TagText text) throws ModuleException {
    touched(Tags.TAG, now.id());
    tagging.update(now, new Tag(now.id(), now.name(), text, now.category(), Optional.empty()));
  }

  /** Takes the mark from an adopted category with its adopted tags, or from an adopted tag. */
  void release(CategoryState seen) throws ModuleException {
    if (seen.only().isPresent()) {
      mark(seen.only().get(), seen.only().get().description().withoutMark());
      return;
    }
    TagCategory category = seen.category().orElseThrow();
    String environment = environment(category.description());
    for (Tag each : seen.all().tags(category)) {
      if (each.description().isOf(environment, vcenter) && each.description().isAdopted()) {
        mark(each, each.description().withoutMark());
      }
    }
    mark(category, category.description().withoutMark());
  }

  private static String environment(TagText text) {
    return text.mark().orElseThrow().environment();
  }

  /** The same under another address; a tag that is not declared keeps its own, and is an orphan. */
  void rename(Address from, Address to, CategoryDesired desired, CategoryState seen)
      throws ModuleException {
    Set<String> declared =
        desired.spec().tags().keySet().stream()
            .map(tag -> CategoryDesired.addressOf(to, tag).toString())
            .collect(Collectors.toSet());
    TagCategory category = seen.category().orElseThrow();
    for (Tag each : seen.all().tags(category)) {
      String address = each.description().mark().map(ObjectMark::address).orElse("");
      if (each.description().isOf(environment(category.description()), vcenter)
          && address.startsWith(from + ".")) {
        String now = to + address.substring(from.toString().length());
        if (declared.contains(now)) {
          mark(each, at(each.description(), now));
        }
      }
    }
    mark(category, at(category.description(), to.toString()));
  }

  private TagText at(TagText text, String address) {
    ObjectMark mark = text.mark().orElseThrow();
    return text.with(
        new ObjectMark(mark.environment(), address, mark.adopted(), mark.protect()), vcenter);
  }

  void delete(CategoryState seen) throws ModuleException {
    if (seen.only().isPresent()) {
      delete(seen.only().get(), environment(seen.only().get().description()));
      return;
    }
    TagCategory category = seen.category().orElseThrow();
    String environment = environment(category.description());
    requireAlone();
    List<Tag> inside = tagging.tagsOf(category, seen.all().tags());
    List<String> foreign = new ArrayList<>();
    for (Tag each : inside) {
      if (!each.description().isOf(environment, vcenter)) {
        foreign.add("tag " + category.name() + "/" + each.name());
      }
      touched(Tags.TAG, each.id());
    }
    if (!foreign.isEmpty()) {
      throw ModuleException.refused("it holds what is not ours: " + String.join(", ", foreign));
    }
    requireUnused(inside, environment);
    touched(Tags.CATEGORY, category.id());
    tagging.delete(category);
  }

  private void delete(Tag tag, String environment) throws ModuleException {
    requireAlone();
    requireUnused(List.of(tag), environment);
    touched(Tags.TAG, tag.id());
    tagging.delete(tag);
  }

  private void requireAlone() throws ModuleException {
    LinkedVcenters.requireAlone(tagging, write.content().getAbout());
  }

  private void requireUnused(List<Tag> tags, String environment) throws ModuleException {
    List<String> others = new ArrayList<>();
    for (var users : tagging.users(tags.stream().map(Tag::id).toList()).values()) {
      others.addAll(TagUsers.others(users, environment, write.inventory()));
    }
    if (!others.isEmpty()) {
      throw ModuleException.refused(
          "objects that are not ours have it: " + String.join(", ", others));
    }
  }
}
