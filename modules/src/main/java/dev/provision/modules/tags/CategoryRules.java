package dev.provision.modules.tags;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.diagnostic.DidYouMean;
import dev.provision.modules.tags.CategorySpec.Cardinality;
import dev.provision.spi.Observation;
import dev.provision.spi.Problem;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.places.DirectHost;
import dev.provision.vsphere.tags.Tag;
import dev.provision.vsphere.tags.TagCategory;
import dev.provision.vsphere.tags.Tags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What cannot be done with a category. */
final class CategoryRules {
  /** Types of objects that vCenter can tag; a newer one may know more. */
  private static final List<String> TYPES =
      List.of(
          "ClusterComputeResource",
          "Datacenter",
          "Datastore",
          "DistributedVirtualPortgroup",
          "DistributedVirtualSwitch",
          "Folder",
          "HostNetwork",
          "HostSystem",
          "Network",
          "OpaqueNetwork",
          "ResourcePool",
          "StoragePod",
          "VirtualApp",
          "VirtualMachine",
          "VmwareDistributedVirtualSwitch",
          "com.vmware.content.Library",
          "com.vmware.content.library.Item");

  private CategoryRules() {}

  /** Mistakes that show without a server. */
  static List<Problem> problems(String name, CategorySpec spec) {
    List<Problem> problems = new ArrayList<>();
    if (name.isBlank()) {
      problems.add(new Problem("name", "a category needs a name"));
    }
    if (spec.existing()
        && !spec.equals(
            new CategorySpec(
                spec.name(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                false,
                true))) {
      problems.add(new Problem("existing", "a category that is only looked up is not changed"));
    }
    for (String type : spec.types().orElse(List.of())) {
      String near = TYPES.contains(type) ? "" : DidYouMean.suffix(type, TYPES);
      if (!near.isEmpty()) {
        problems.add(new Problem("types", "there are no objects of type `" + type + "`" + near));
      }
    }
    for (String tag : spec.tags().keySet()) {
      if (tag.isBlank()) {
        problems.add(new Problem("tags", "a tag needs a name"));
      }
    }
    if (spec.exclusive() && spec.tags().isEmpty()) {
      problems.add(new Problem("exclusive", "it needs `tags`"));
    }
    return problems;
  }

  static String refusal() {
    return DirectHost.refusal("vsphere_tags", "it keeps none; leave them out");
  }

  static List<Problem> problems(
      CategoryDesired desired, Observation<CategoryState> seen, Inventory read) {
    List<Problem> problems = new ArrayList<>();
    if (desired.spec().existing()) {
      return problems;
    }
    if (DirectHost.is(read)) {
      problems.add(new Problem("", refusal()));
      return problems;
    }
    Optional<Tags> all = Tags.of(read);
    all.ifPresent(tags -> taken(desired, seen, tags).ifPresent(problems::add));
    if (seen instanceof Observation.Present<CategoryState> present
        && desired.spec().cardinality().equals(Optional.of(Cardinality.SINGLE))) {
      crowded(present.state(), read)
          .ifPresent(why -> problems.add(new Problem("cardinality", why)));
    }
    return problems;
  }

  /** Names are the same in upper and lower case. */
  private static Optional<Problem> taken(
      CategoryDesired desired, Observation<CategoryState> seen, Tags tags) {
    Optional<TagCategory> mine =
        seen instanceof Observation.Present<CategoryState> present
            ? present.state().category()
            : Optional.empty();
    return tags.categories().stream()
        .filter(each -> each.name().equalsIgnoreCase(desired.name()))
        .filter(each -> !(each.name().equals(desired.name()) && mine.isEmpty()))
        .filter(each -> mine.filter(each::equals).isEmpty())
        .findFirst()
        .map(each -> new Problem("name", "there is a tag category `" + each.name() + "` already"));
  }

  /** An object that has two tags of a category which is to give one. */
  private static Optional<String> crowded(CategoryState state, Inventory read) {
    TagCategory category = state.category().orElseThrow();
    if (category.single()) {
      return Optional.empty();
    }
    Map<ManagedObjectReference, Tag> first = new HashMap<>();
    for (Tag each : state.all().tags(category)) {
      for (ManagedObjectReference user : each.attached().orElse(List.of())) {
        Tag other = first.putIfAbsent(user, each);
        if (other != null) {
          return Optional.of(
              "an object can have one tag only when none has two, and `"
                  + read.path(user)
                  + "` has `"
                  + other.name()
                  + "` and `"
                  + each.name()
                  + "`");
        }
      }
    }
    return Optional.empty();
  }
}
