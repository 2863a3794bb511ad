package dev.provision.vsphere.tags;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.rest.Json;
import dev.provision.vsphere.rest.RestFault;
import dev.provision.vsphere.rest.RestSession;
import dev.provision.vsphere.rest.RestSession.On;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tagging service of a vCenter (vSphere Automation API, {@code com.vmware.cis.tagging}). Its
 * lists hold ids alone, and each category and tag is a request of its own: the service has no other
 * way that is not VMware's own.
 */
public final class Tagging {
  private static final On CATEGORIES = new On("com/vmware/cis/tagging/category");
  private static final On TAGS = new On("com/vmware/cis/tagging/tag");
  private static final On ATTACHMENTS = new On("com/vmware/cis/tagging/tag-association");
  private static final On NODES = new On("vcenter/topology/nodes");

  /** Objects or tags in one request; no limit of the service is known. */
  private static final int PAGE = 100;

  private final RestSession rest;

  public Tagging(RestSession rest) {
    this.rest = rest;
  }

  public List<TagCategory> categories() throws ModuleException {
    List<TagCategory> all = new ArrayList<>();
    for (String id : rest.get(CATEGORIES).textItems()) {
      category(id).ifPresent(all::add);
    }
    return all;
  }

  /** Empty where it is gone. */
  public Optional<TagCategory> category(String id) throws ModuleException {
    return one(CATEGORIES.one(id))
        .map(
            json ->
                new TagCategory(
                    id,
                    json.textOf("name"),
                    TagText.read(json.textOf("description")),
                    json.textOf("cardinality").equals(TagCategory.ONE),
                    new LinkedHashSet<>(json.get("associable_types").textItems())));
  }

  public List<Tag> tags() throws ModuleException {
    List<Tag> all = new ArrayList<>();
    for (String id : rest.get(TAGS).textItems()) {
      tag(id).ifPresent(all::add);
    }
    return all;
  }

  /**
   * Those of one category, as they are now.
   *
   * @param known of a snapshot; those of other categories are not asked for
   */
  public List<Tag> tagsOf(TagCategory category, List<Tag> known) throws ModuleException {
    Set<String> others =
        known.stream()
            .filter(tag -> !tag.category().equals(category.id()))
            .map(Tag::id)
            .collect(Collectors.toSet());
    List<Tag> all = new ArrayList<>();
    for (String id : rest.get(TAGS).textItems()) {
      Optional<Tag> tag = others.contains(id) ? Optional.empty() : tag(id);
      tag.filter(one -> one.category().equals(category.id())).ifPresent(all::add);
    }
    return all;
  }

  /** Empty where it is gone. */
  public Optional<Tag> tag(String id) throws ModuleException {
    return one(TAGS.one(id))
        .map(
            json ->
                new Tag(
                    id,
                    json.textOf("name"),
                    TagText.read(json.textOf("description")),
                    json.textOf("category_id"),
                    Optional.empty()));
  }

  private Optional<Json> one(On on) throws ModuleException {
    try {
      return Optional.of(rest.get(on));
    } catch (ModuleException e) {
      if (RestFault.isGone(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The ids of the tags of these objects; an object that has none is in it too. */
  public Map<ManagedObjectReference, List<String>> on(Collection<ManagedObjectReference> objects)
      throws ModuleException {
    Map<ManagedObjectReference, List<String>> all = new LinkedHashMap<>();
    objects.forEach(object -> all.put(object, new ArrayList<>()));
    On ask = ATTACHMENTS.doing("list-attached-tags-on-objects");
    for (List<ManagedObjectReference> page : pages(objects)) {
      Json ids = Json.list(page.stream().map(Tagging::json).toList());
      for (Json each : rest.post(ask, Json.object().with("object_ids", ids)).items()) {
        ManagedObjectReference object = ref(each.get("object_id"));
        all.computeIfAbsent(object, o -> new ArrayList<>()).addAll(each.get("tag_ids").textItems());
      }
    }
    return all;
  }

  /** The objects that have each of these tags; a tag that nothing has is in it too. */
  public Map<String, List<ManagedObjectReference>> users(Collection<String> tags)
      throws ModuleException {
    Map<String, List<ManagedObjectReference>> all = new LinkedHashMap<>();
    tags.forEach(tag -> all.put(tag, new ArrayList<>()));
    On ask = ATTACHMENTS.doing("list-attached-objects-on-tags");
    for (List<String> page : pages(tags)) {
      for (Json each : rest.post(ask, Json.object().with("tag_ids", Json.texts(page))).items()) {
        List<ManagedObjectReference> objects =
            all.computeIfAbsent(each.textOf("tag_id"), tag -> new ArrayList<>());
        each.get("object_ids").items().forEach(object -> objects.add(ref(object)));
      }
    }
    return all;
  }

  /**
   * The vCenters that share the tags; empty for one that stands alone. A server older than 6.7 U2
   * has no such service ({@code vcenter.topology.Nodes}, "added in vSphere API 6.7.2"), answers
   * with 404, and counts as one that stands alone.
   *
   * @throws ModuleException REFUSED where the account may not ask: it needs System.Read
   */
  public List<String> linked() throws ModuleException {
    List<String> nodes = new ArrayList<>();
    try {
      for (Json each : rest.get(NODES).items()) {
        if (each.textOf("type").startsWith("VCSA")) {
          nodes.add(each.textOf("node"));
        }
      }
    } catch (ModuleException e) {
      if (!RestFault.isGone(e)) {
        throw e;
      }
    }
    return nodes.size() > 1 ? nodes : List.of();
  }

  /** Makes a category; answers with its id. */
  public String create(TagCategory category) throws ModuleException {
    return rest.create(
        CATEGORIES,
        Json.object()
            .with("name", category.name())
            .with("description", category.description().toString())
            .with("cardinality", category.single() ? TagCategory.ONE : TagCategory.MANY)
            .with("associable_types", Json.texts(category.types())));
  }

  /** Makes a tag; answers with its id. */
  public String create(Tag tag) throws ModuleException {
    return rest.create(
        TAGS,
        Json.object()
            .with("name", tag.name())
            .with("description", tag.description().toString())
            .with("category_id", tag.category()));
  }

  /** Sends what differs; returns whether anything did. */
  public boolean update(TagCategory now, TagCategory wanted) throws ModuleException {
    Json spec = Json.object();
    if (!now.name().equals(wanted.name())) {
      spec = spec.with("name", wanted.name());
    }
    if (!now.description().equals(wanted.description())) {
      spec = spec.with("description", wanted.description().toString());
    }
    if (now.single() != wanted.single()) {
      spec = spec.with("cardinality", wanted.single() ? TagCategory.ONE : TagCategory.MANY);
    }
    if (!now.types().equals(wanted.types())) {
      spec = spec.with("associable_types", Json.texts(inOrder(now.types(), wanted.types())));
    }
    return sent(CATEGORIES.one(now.id()), spec);
  }

  /** New types come behind those that are there: vcsim compares lists. */
  private static List<String> inOrder(Set<String> first, Set<String> all) {
    List<String> types = new ArrayList<>(first);
    all.stream().filter(type -> !first.contains(type)).sorted().forEach(types::add);
    return types;
  }

  /** Sends what differs; returns whether anything did. */
  public boolean update(Tag now, Tag wanted) throws ModuleException {
    Json spec = Json.object();
    if (!now.name().equals(wanted.name())) {
      spec = spec.with("name", wanted.name());
    }
    if (!now.description().equals(wanted.description())) {
      spec = spec.with("description", wanted.description().toString());
    }
    return sent(TAGS.one(now.id()), spec);
  }

  private boolean sent(On on, Json spec) throws ModuleException {
    boolean differs = !spec.equals(Json.object());
    if (differs) {
      rest.update(on, spec);
    }
    return differs;
  }

  /** Deletes a category with all its tags, and takes them from all objects. */
  public void delete(TagCategory category) throws ModuleException {
    delete(CATEGORIES.one(category.id()));
  }

  /** Deletes a tag, and takes it from all objects. */
  public void delete(Tag tag) throws ModuleException {
    delete(TAGS.one(tag.id()));
  }

  private void delete(On on) throws ModuleException {
    try {
      rest.delete(on);
    } catch (ModuleException e) {
      if (!RestFault.isGone(e)) {
        throw e;
      }
    }
  }

  /** Gives tags to an object; one that it has already is no error. */
  public void attach(ManagedObjectReference object, Collection<String> tags)
      throws ModuleException {
    attachments("attach-multiple-tags-to-object", object, tags);
  }

  /** Takes tags from an object. */
  public void detach(ManagedObjectReference object, Collection<String> tags)
      throws ModuleException {
    attachments("detach-multiple-tags-from-object", object, tags);
  }

  /** A part of the tags may be refused, with a good status. */
  private void attachments(String action, ManagedObjectReference object, Collection<String> tags)
      throws ModuleException {
    if (tags.isEmpty()) {
      return;
    }
    Json done =
        rest.post(
            ATTACHMENTS.doing(action),
            Json.object().with("object_id", json(object)).with("tag_ids", Json.texts(tags)));
    if (!done.get("success").isTrue()) {
      List<String> why =
          done.get("error_messages").items().stream()
              .map(each -> each.textOf("default_message") + each.textOf("message"))
              .toList();
      throw ModuleException.refused(
          why.isEmpty() ? "the server does not say why" : String.join("; ", why));
    }
  }

  private static Json json(ManagedObjectReference ref) {
    return Json.object().with("id", ref.getVal()).with("type", ref.getType());
  }

  private static ManagedObjectReference ref(Json json) {
    return Tags.ref(json.textOf("type"), json.textOf("id"));
  }

  private static <T> List<List<T>> pages(Collection<T> all) {
    List<T> list = List.copyOf(all);
    List<List<T>> pages = new ArrayList<>();
    for (int from = 0; from < list.size(); from += PAGE) {
      pages.add(list.subList(from, Math.min(list.size(), from + PAGE)));
    }
    return pages;
  }
}
