package dev.provision.simulator.tagging;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.rest.Json;
import dev.provision.vsphere.tags.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which objects have which tags, for one request. */
final class AttachmentCalls {
  private final World world;
  private final TagObjects all;
  private final TagCalls tags;

  AttachmentCalls(World world, TagObjects all, TagCalls tags) {
    this.world = world;
    this.all = all;
    this.tags = tags;
  }

  /**
   * @param id of a tag; empty for the requests about several
   */
  Optional<Json> attachments(String id, String action, Json body) throws Refused {
    if (!id.isEmpty()) {
      return ofOne(tags.find(Tags.TAG, id), action, body);
    }
    return switch (action) {
      case "list-attached-tags" ->
          Optional.of(
              TagCalls.ids(tagsOn(object(body.get("object_id")).map(Managed::id).orElse(""))));
      case "list-attached-tags-on-objects" -> {
        List<Json> each = new ArrayList<>();
        for (Json object : body.get("object_ids").items()) {
          each.add(
              Json.object()
                  .with("object_id", object)
                  .with("tag_ids", TagCalls.ids(tagsOn(object.textOf("id")))));
        }
        yield Optional.of(Json.list(each));
      }
      case "list-attached-objects-on-tags" -> {
        List<Json> each = new ArrayList<>();
        for (String tag : body.get("tag_ids").textItems()) {
          each.add(
              Json.object()
                  .with("tag_id", tag)
                  .with("object_ids", objects(tags.find(Tags.TAG, tag))));
        }
        yield Optional.of(Json.list(each));
      }
      case "attach-multiple-tags-to-object", "detach-multiple-tags-from-object" ->
          Optional.of(batch(action.startsWith("attach"), body));
      default -> Optional.empty();
    };
  }

  private Optional<Json> ofOne(Managed tag, String action, Json body) throws Refused {
    switch (action) {
      case "list-attached-objects":
        return Optional.of(objects(tag));
      case "attach":
        attach(needed(body.get("object_id")), tag);
        return Optional.of(Json.NONE);
      case "detach":
        detach(needed(body.get("object_id")), tag);
        return Optional.of(Json.NONE);
      default:
        return Optional.empty();
    }
  }

  private Json batch(boolean attach, Json body) throws Refused {
    Managed object = needed(body.get("object_id"));
    List<Json> errors = new ArrayList<>();
    for (String id : body.get("tag_ids").textItems()) {
      try {
        Managed tag = tags.find(Tags.TAG, id);
        if (attach) {
          attach(object, tag);
        } else {
          detach(object, tag);
        }
      } catch (Refused e) {
        errors.add(
            Json.object()
                .with("id", "cis.tagging.error")
                .with("default_message", e.getMessage())
                .with("args", Json.list(List.of())));
      }
    }
    return Json.object()
        .with("success", Json.flag(errors.isEmpty()))
        .with("error_messages", Json.list(errors));
  }

  private void attach(Managed object, Managed tag) throws Refused {
    tags.demand(object, "AttachTag");
    Managed category = all.categoryOf(tag);
    List<String> types = List.of(category.get(TagObjects.TYPES, String[].class));
    if (!types.isEmpty() && types.stream().noneMatch(object::is)) {
      throw Refused.argument("The category is not for a " + object.type() + ".");
    }
    if (category.get(TagObjects.CARDINALITY).equals("SINGLE")) {
      for (Managed other : all.tagsOf(category)) {
        if (other != tag && all.has(object, other)) {
          throw Refused.argument("The object has another tag of the category, which allows one.");
        }
      }
    }
    all.attach(object, tag);
  }

  private void detach(Managed object, Managed tag) throws Refused {
    tags.demand(object, "AttachTag");
    all.detach(object, tag);
  }

  private Optional<Managed> object(Json id) {
    return world.get(Tags.ref(id.textOf("type"), id.textOf("id")));
  }

  private Managed needed(Json id) throws Refused {
    return object(id).orElseThrow(() -> Refused.missing("The object `" + id.textOf("id") + "`"));
  }

  private List<Managed> tagsOn(String object) {
    return all.tags().stream()
        .filter(tag -> all.attached(tag).stream().anyMatch(each -> each.val.equals(object)))
        .toList();
  }

  private Json objects(Managed tag) {
    List<Json> objects = new ArrayList<>();
    for (ManagedObjectReference each : all.attached(tag)) {
      objects.add(Json.object().with("id", each.val).with("type", each.type));
    }
    return Json.list(objects);
  }
}
