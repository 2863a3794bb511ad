package dev.provision.simulator.tagging;

import dev.provision.simulator.server.Authorization;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.Session;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.rest.Json;
import dev.provision.vsphere.tags.Tags;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The tagging service, for one request. A category gives an object one tag or several, its types
 * are only added to, and several become one while no object has two. How a real server words its
 * refusals has not been seen.
 */
final class TagCalls {
  private static final String RIGHT = "InventoryService.Tagging.";

  private final World world;
  private final TagObjects all;
  private final Authorization authorization;
  private final Session session;

  TagCalls(World world, TagObjects all, Authorization authorization, Session session) {
    this.world = world;
    this.all = all;
    this.authorization = authorization;
    this.session = session;
  }

  void demand(Managed object, String right) throws Refused {
    try {
      authorization.demand(new Invocation(world, null, null, session), object, RIGHT + right);
    } catch (VimFault e) {
      throw Refused.unauthorized("The account lacks the privilege " + RIGHT + right + ".");
    }
  }

  private void demand(String right) throws Refused {
    demand(
        world.all("Folder").stream().filter(f -> f.parent() == null).findFirst().orElseThrow(),
        right);
  }

  /**
   * @param id of one; empty for all
   * @return empty where the service has no such request
   */
  Optional<Json> categories(String method, String id, Json spec) throws Refused {
    if (id.isEmpty()) {
      return switch (method) {
        case "GET" -> Optional.of(ids(all.categories()));
        case "POST" -> Optional.of(newCategory(spec));
        default -> Optional.empty();
      };
    }
    Managed category = find(Tags.CATEGORY, id);
    switch (method) {
      case "GET":
        return Optional.of(shown(category));
      case "PATCH":
        change(category, spec);
        return Optional.of(Json.NONE);
      case "DELETE":
        demand("DeleteCategory");
        all.tagsOf(category).forEach(all::remove);
        all.remove(category);
        return Optional.of(Json.NONE);
      default:
        return Optional.empty();
    }
  }

  private Json newCategory(Json spec) throws Refused {
    demand("CreateCategory");
    String name = name(spec, all.categories());
    String cardinality = spec.textOf("cardinality");
    if (!List.of("SINGLE", "MULTIPLE").contains(cardinality)) {
      throw Refused.argument("cardinality: SINGLE or MULTIPLE");
    }
    Managed made = all.add(Tags.CATEGORY);
    all.set(made, TagObjects.NAME, name);
    all.set(made, TagObjects.DESCRIPTION, spec.textOf("description"));
    all.set(made, TagObjects.CARDINALITY, cardinality);
    all.set(made, TagObjects.TYPES, texts(spec.get("associable_types")));
    return Json.text(made.id());
  }

  private void change(Managed category, Json spec) throws Refused {
    demand("EditCategory");
    if (spec.has("name") && !spec.textOf("name").equals(category.get(TagObjects.NAME))) {
      all.set(category, TagObjects.NAME, name(spec, all.categories()));
    }
    if (spec.has("associable_types")) {
      String[] types = texts(spec.get("associable_types"));
      String[] before = category.get(TagObjects.TYPES, String[].class);
      if (!Arrays.asList(types).containsAll(Arrays.asList(before))
          || before.length == 0 && types.length > 0) {
        throw Refused.argument("associable_types: they can only be added to");
      }
      all.set(category, TagObjects.TYPES, types);
    }
    if (spec.has("cardinality")) {
      String cardinality = spec.textOf("cardinality");
      if (cardinality.equals("SINGLE") && hasSomethingTwo(category)) {
        throw Refused.argument("cardinality: an object has two tags of the category");
      }
      all.set(category, TagObjects.CARDINALITY, cardinality);
    }
    if (spec.has("description")) {
      all.set(category, TagObjects.DESCRIPTION, spec.textOf("description"));
    }
  }

  private boolean hasSomethingTwo(Managed category) {
    Set<String> seen = new LinkedHashSet<>();
    return all.tagsOf(category).stream()
        .flatMap(tag -> all.attached(tag).stream())
        .anyMatch(object -> !seen.add(object.val));
  }

  /** The name of a spec, which none of the others may have. */
  private static String name(Json spec, List<Managed> others) throws Refused {
    String name = spec.textOf("name");
    if (name.isBlank()) {
      throw Refused.argument("name: it is missing");
    }
    for (Managed each : others) {
      if (name.equalsIgnoreCase(each.get(TagObjects.NAME, String.class))) {
        throw Refused.taken(name);
      }
    }
    return name;
  }

  Optional<Json> tags(String method, String id, String action, Json spec) throws Refused {
    if (action.equals("list-tags-for-category")) {
      String of = id.isEmpty() ? spec.textOf("category_id") : id;
      return Optional.of(ids(all.tagsOf(find(Tags.CATEGORY, of))));
    }
    if (id.isEmpty()) {
      return switch (method) {
        case "GET" -> Optional.of(ids(all.tags()));
        case "POST" -> Optional.of(newTag(spec));
        default -> Optional.empty();
      };
    }
    Managed tag = find(Tags.TAG, id);
    switch (method) {
      case "GET":
        return Optional.of(shown(tag));
      case "PATCH":
        demand("EditTag");
        if (spec.has("name") && !spec.textOf("name").equals(tag.get(TagObjects.NAME))) {
          all.set(tag, TagObjects.NAME, name(spec, all.tagsOf(all.categoryOf(tag))));
        }
        if (spec.has("description")) {
          all.set(tag, TagObjects.DESCRIPTION, spec.textOf("description"));
        }
        return Optional.of(Json.NONE);
      case "DELETE":
        demand("DeleteTag");
        all.remove(tag);
        return Optional.of(Json.NONE);
      default:
        return Optional.empty();
    }
  }

  private Json newTag(Json spec) throws Refused {
    demand("CreateTag");
    Managed category = find(Tags.CATEGORY, spec.textOf("category_id"));
    String name = name(spec, all.tagsOf(category));
    Managed made = all.add(Tags.TAG);
    all.set(made, TagObjects.NAME, name);
    all.set(made, TagObjects.DESCRIPTION, spec.textOf("description"));
    all.set(made, TagObjects.OF, category.id());
    return Json.text(made.id());
  }

  /** Who shares the tags, as the topology service has it. */
  Json nodes() {
    List<Json> nodes = new ArrayList<>();
    for (String each : all.linked()) {
      nodes.add(Json.object().with("node", each).with("type", "VCSA_EMBEDDED"));
    }
    return Json.list(nodes);
  }

  Managed find(String type, String id) throws Refused {
    return all.find(type, id).orElseThrow(() -> Refused.missing("`" + id + "`"));
  }

  static Json ids(List<Managed> objects) {
    return Json.texts(objects.stream().map(Managed::id).toList());
  }

  private static String[] texts(Json list) {
    return list.textItems().toArray(String[]::new);
  }

  private static Json shown(Managed object) {
    Json shown =
        Json.object()
            .with("id", object.id())
            .with("name", object.get(TagObjects.NAME, String.class))
            .with("description", object.get(TagObjects.DESCRIPTION, String.class))
            .with("used_by", Json.list(List.of()));
    return object.type().equals(Tags.TAG)
        ? shown.with("category_id", object.get(TagObjects.OF, String.class))
        : shown
            .with("cardinality", object.get(TagObjects.CARDINALITY, String.class))
            .with(
                "associable_types",
                Json.texts(List.of(object.get(TagObjects.TYPES, String[].class))));
  }
}
