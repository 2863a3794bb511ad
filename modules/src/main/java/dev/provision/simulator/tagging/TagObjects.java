package dev.provision.simulator.tagging;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.tags.Tag;
import dev.provision.vsphere.tags.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tags and categories as objects of the world, in which no property collector reads them: so they
 * are in a lab's state, and in copies.
 */
public final class TagObjects implements ManagedType {
  static final String NAME = "label";
  static final String DESCRIPTION = "description";
  static final String CARDINALITY = "cardinality";
  static final String TYPES = "types";
  static final String OF = "category";
  static final String LINKED = "linked";

  /** What linked vCenters share, by type; the objects that have a tag are each vCenter's own. */
  public static final Map<String, List<String>> SHARED =
      Map.of(
          Tags.CATEGORY,
          List.of(NAME, DESCRIPTION, CARDINALITY, TYPES),
          Tags.TAG,
          List.of(NAME, DESCRIPTION, OF));

  private final World world;

  public TagObjects(World world) {
    this.world = world;
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema(
            Tags.CATEGORY + ": " + String.join(" ", NAME, DESCRIPTION, CARDINALITY, TYPES),
            Tags.TAG + ": " + String.join(" ", NAME, DESCRIPTION, OF, Tag.ATTACHED),
            Tags.SERVICE + ": " + LINKED)
        .copied((made, from) -> from.keep(NAME, DESCRIPTION, CARDINALITY, TYPES), Tags.CATEGORY)
        .copied(
            (made, from) -> {
              from.keep(NAME, DESCRIPTION, OF);
              world.set(made, Tag.ATTACHED, from.references(Tag.ATTACHED));
            },
            Tags.TAG)
        .copied((made, from) -> from.keep(LINKED), Tags.SERVICE);
  }

  List<Managed> categories() {
    return world.all(Tags.CATEGORY);
  }

  List<Managed> tags() {
    return world.all(Tags.TAG);
  }

  List<Managed> tagsOf(Managed category) {
    return tags().stream().filter(tag -> category.id().equals(tag.get(OF))).toList();
  }

  Managed categoryOf(Managed tag) {
    return world.get(tag.get(OF, String.class)).orElseThrow();
  }

  Optional<Managed> find(String type, String id) {
    return world.get(id).filter(object -> object.type().equals(type));
  }

  Managed add(String type) {
    return world.addAs(type, "urn:vmomi:" + type + ":" + world.uuid() + ":GLOBAL");
  }

  /** The objects that have a tag and are still there. */
  List<ManagedObjectReference> attached(Managed tag) {
    List<ManagedObjectReference> there = new ArrayList<>();
    ManagedObjectReference[] all = tag.get(Tag.ATTACHED, ManagedObjectReference[].class);
    for (ManagedObjectReference each : all == null ? new ManagedObjectReference[0] : all) {
      if (world.get(each).isPresent()) {
        there.add(each);
      }
    }
    return there;
  }

  boolean has(Managed object, Managed tag) {
    return attached(tag).stream().anyMatch(each -> each.val.equals(object.id()));
  }

  void attach(Managed object, Managed tag) {
    List<ManagedObjectReference> all = attached(tag);
    if (!has(object, tag)) {
      all.add(object.ref());
      world.set(tag, Tag.ATTACHED, all.toArray(new ManagedObjectReference[0]));
    }
  }

  void detach(Managed object, Managed tag) {
    if (has(object, tag)) {
      List<ManagedObjectReference> all = attached(tag);
      all.removeIf(each -> each.val.equals(object.id()));
      world.set(tag, Tag.ATTACHED, all.toArray(new ManagedObjectReference[0]));
    }
  }

  void set(Managed object, String property, Object value) {
    world.set(object, property, value);
  }

  void remove(Managed object) {
    world.remove(object);
  }

  /** The vCenters that share the tags. */
  List<String> linked() {
    return world.all(Tags.SERVICE).stream()
        .flatMap(service -> List.of(service.get(LINKED, String[].class)).stream())
        .toList();
  }

  /**
   * Says in a world which vCenters share its tags, itself among them.
   *
   * @param vcenters none for one that stands alone, whatever its state says
   */
  public static void link(World world, List<String> vcenters) {
    if (vcenters.isEmpty()) {
      world.get(Tags.SERVICE).ifPresent(world::remove);
      return;
    }
    Managed service =
        world.get(Tags.SERVICE).orElseGet(() -> world.addAs(Tags.SERVICE, Tags.SERVICE));
    world.set(service, LINKED, vcenters.toArray(new String[0]));
  }

  /**
   * Makes a category with its tags, as a lab declares it.
   *
   * @param tags by name, with the objects that have each
   */
  public void build(
      String name, boolean single, List<String> types, Map<String, List<Managed>> tags) {
    Managed category = add(Tags.CATEGORY);
    set(category, NAME, name);
    set(category, DESCRIPTION, "");
    set(category, CARDINALITY, single ? "SINGLE" : "MULTIPLE");
    set(category, TYPES, types.toArray(new String[0]));
    tags.forEach(
        (each, objects) -> {
          Managed tag = add(Tags.TAG);
          set(tag, NAME, each);
          set(tag, DESCRIPTION, "");
          set(tag, OF, category.id());
          objects.forEach(object -> attach(object, tag));
        });
  }
}
