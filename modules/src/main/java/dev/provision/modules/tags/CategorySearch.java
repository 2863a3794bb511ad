package dev.provision.modules.tags;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.diagnostic.DidYouMean;
import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Observation;
import dev.provision.spi.Observation.Ownership;
import dev.provision.spi.Owned;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.tags.LinkedVcenters;
import dev.provision.vsphere.tags.Tag;
import dev.provision.vsphere.tags.TagCategory;
import dev.provision.vsphere.tags.TagText;
import dev.provision.vsphere.tags.Tags;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Finds categories and tags by their marks and by name, and says whose they are. */
final class CategorySearch {
  private final Inventory read;
  private final Optional<Tags> all;

  CategorySearch(Inventory read) {
    this.read = read;
    this.all = Tags.of(read);
  }

  Observation<CategoryState> observe(Address address, CategoryDesired desired) {
    if (all.isEmpty()) {
      return new Observation.Absent<>();
    }
    Tags tags = all.get();
    if (tags.unread().isPresent()) {
      return new Observation.Unreadable<>("tag category " + desired.name(), tags.unread().get());
    }
    if (desired.spec().existing()) {
      return existing(desired, tags);
    }
    List<TagCategory> ours =
        marked(tags.categories(), TagCategory::description, desired.environment(), address);
    if (ours.size() > 1) {
      return new Observation.Ambiguous<>(ours.stream().map(TagCategory::path).toList());
    }
    if (ours.isEmpty()) {
      return tags.category(desired.name())
          .map(found -> state(found, address, desired, tags))
          .<Observation<CategoryState>>map(
              state -> new Observation.Foreign<>(state, whose(state.category().get())))
          .orElseGet(Observation.Absent::new);
    }
    TagCategory category = ours.get(0);
    CategoryState state = state(category, address, desired, tags);
    for (Tag each : state.tags().values()) {
      if (!each.description().isOf(desired.environment(), tags.vcenter())) {
        return new Observation.Foreign<>(state, "tag " + tags.name(each));
      }
    }
    return new Observation.Present<>(
        state,
        category.path(),
        category.description().isAdopted() ? Ownership.ADOPTED : Ownership.OWNED);
  }

  /** With the owner, where that is an environment of another vCenter. */
  private String whose(TagCategory category) {
    TagText text = category.description();
    return text.mark().isPresent() && !text.isAt(Tags.vcenter(read))
        ? category.path()
            + " of the environment "
            + text.mark().get().environment()
            + " of a linked vCenter"
        : category.path();
  }

  private static Observation<CategoryState> existing(CategoryDesired desired, Tags tags) {
    Optional<Tag> tag = tags.named(desired.name());
    Optional<TagCategory> category =
        tag.isPresent() ? tags.categoryOf(tag.get()) : tags.category(desired.name());
    if (category.isEmpty()) {
      return new Observation.Absent<>();
    }
    CategoryState state = new CategoryState(tags, category, Map.of(), tag);
    return new Observation.Present<>(state, state.path(), Ownership.EXISTING);
  }

  private <T> List<T> marked(
      List<T> all, Function<T, TagText> text, EnvironmentId environment, Address address) {
    String vcenter = Tags.vcenter(read);
    return all.stream()
        .filter(each -> text.apply(each).isOf(environment, vcenter, address))
        .toList();
  }

  private CategoryState state(
      TagCategory category, Address address, CategoryDesired desired, Tags tags) {
    Map<String, Tag> found = new LinkedHashMap<>();
    List<Tag> inside = tags.tags(category);
    for (String name : desired.spec().tags().keySet()) {
      Address of = CategoryDesired.addressOf(address, name);
      marked(inside, Tag::description, desired.environment(), of).stream()
          .findFirst()
          .or(() -> inside.stream().filter(tag -> tag.name().equals(name)).findFirst())
          .ifPresent(tag -> found.put(name, tag));
    }
    return new CategoryState(tags, Optional.of(category), found, Optional.empty());
  }

  /** Categories and tags that carry the environment's mark. */
  Stream<Owned<CategoryState>> owned(EnvironmentId environment) {
    if (all.isEmpty() || all.get().unread().isPresent()) {
      return Stream.of();
    }
    Tags tags = all.get();
    List<Owned<CategoryState>> owned = new ArrayList<>();
    for (Tag each : tags.tags()) {
      if (each.description().isOf(environment, tags.vcenter())) {
        owned.add(owned(each, environment, tags));
      }
    }
    for (TagCategory each : tags.categories()) {
      if (each.description().isOf(environment, tags.vcenter())) {
        owned.add(owned(each, environment, tags));
      }
    }
    return owned.stream();
  }

  private Owned<CategoryState> owned(Tag tag, EnvironmentId environment, Tags tags) {
    List<String> users = TagUsers.others(attached(tag), environment.toString(), read);
    return owned(
        tag.description(),
        new CategoryState(tags, tags.categoryOf(tag), Map.of(), Optional.of(tag)),
        List.of(),
        stay(users, tags));
  }

  private Owned<CategoryState> owned(TagCategory category, EnvironmentId environment, Tags tags) {
    List<Address> first = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (Tag each : tags.tags(category)) {
      if (each.description().isOf(environment, tags.vcenter())) {
        first.add(Address.parse(each.description().mark().get().address()));
      } else {
        others.add("tag " + tags.name(each));
      }
    }
    return owned(
        category.description(),
        new CategoryState(tags, Optional.of(category), Map.of(), Optional.empty()),
        first,
        Owned.Stay.holding(others).or(() -> stay(List.of(), tags)));
  }

  private static Optional<Owned.Stay> stay(List<String> users, Tags tags) {
    if (!users.isEmpty()) {
      return Optional.of(Owned.Stay.undeletable("is still in use", String.join(", ", users)));
    }
    return tags.linked().isEmpty()
        ? Optional.empty()
        : Optional.of(new Owned.Stay("is shared", LinkedVcenters.why(tags.linked())));
  }

  private static List<ManagedObjectReference> attached(Tag tag) {
    return tag.attached().orElse(List.of());
  }

  private static Owned<CategoryState> owned(
      TagText text, CategoryState state, List<Address> after, Optional<Owned.Stay> stay) {
    return new Owned<>(
        Address.parse(text.mark().orElseThrow().address()),
        state,
        state.path(),
        text.isAdopted(),
        text.isProtected(),
        "",
        after,
        text.isAdopted() ? Optional.empty() : stay);
  }

  /** Why nothing is called so, and what the user may have meant. */
  String whyNone(String name) {
    List<String> names = new ArrayList<>();
    all.ifPresent(
        tags -> {
          names.addAll(tags.names());
          tags.categories().forEach(category -> names.add(category.name()));
        });
    return "there is no "
        + (name.contains("/") ? "tag" : "tag category")
        + " `"
        + name
        + "`"
        + DidYouMean.suffix(name, names);
  }
}
