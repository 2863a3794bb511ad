package dev.provision.acceptance;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.rest.Rest;
import dev.provision.vsphere.rest.RestSession;
import dev.provision.vsphere.tags.Tag;
import dev.provision.vsphere.tags.TagCategory;
import dev.provision.vsphere.tags.TagText;
import dev.provision.vsphere.tags.Tagging;
import dev.provision.vsphere.wire.Credentials;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Tags of the simulator, in a session of their own. */
final class RestTags implements OtherTags {
  private final Tagging tagging;
  private final Function<String, ManagedObjectReference> at;

  RestTags(Rest rest, Function<String, ManagedObjectReference> at) {
    this.tagging = new Tagging(new RestSession(rest, new Credentials("somebody", "")));
    this.at = at;
  }

  private interface Work<T> {
    T go() throws ModuleException;
  }

  private static <T> T done(Work<T> work) {
    try {
      return work.go();
    } catch (ModuleException e) {
      throw new AssertionError(e);
    }
  }

  private TagCategory category(String name) throws ModuleException {
    return tagging.categories().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private Tag tag(String category, String name) throws ModuleException {
    String id = category(category).id();
    return tagging.tags().stream()
        .filter(each -> each.category().equals(id) && each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public Map<String, String> all() {
    return done(
        () -> {
          Map<String, String> all = new TreeMap<>();
          List<Tag> tags = tagging.tags();
          for (TagCategory of : tagging.categories()) {
            tags.stream()
                .filter(each -> each.category().equals(of.id()))
                .forEach(each -> all.put(of.name() + "/" + each.name(), each.description().text()));
          }
          return all;
        });
  }

  @Override
  public Map<String, String> categories() {
    return done(
        () -> {
          Map<String, String> all = new TreeMap<>();
          for (TagCategory each : tagging.categories()) {
            List<String> types = new ArrayList<>(each.types());
            types.sort(null);
            types.add(0, each.single() ? "SINGLE" : "MULTIPLE");
            all.put(each.name(), String.join(" ", types));
          }
          return all;
        });
  }

  @Override
  public void category(String name, String description, String cardinality, String... types) {
    done(
        () ->
            tagging.create(
                new TagCategory(
                    "",
                    name,
                    TagText.read(description),
                    cardinality.equals("SINGLE"),
                    new LinkedHashSet<>(List.of(types)))));
  }

  @Override
  public void tag(String category, String name, String description) {
    done(
        () ->
            tagging.create(
                new Tag(
                    "",
                    name,
                    TagText.read(description),
                    category(category).id(),
                    Optional.empty())));
  }

  @Override
  public void rename(String category, String name, String to) {
    done(
        () -> {
          Tag now = tag(category, name);
          return tagging.update(
              now, new Tag(now.id(), to, now.description(), now.category(), now.attached()));
        });
  }

  @Override
  public void attach(String category, String name, String path) {
    done(
        () -> {
          tagging.attach(at.apply(path), List.of(tag(category, name).id()));
          return path;
        });
  }

  @Override
  public void detach(String category, String name, String path) {
    done(
        () -> {
          tagging.detach(at.apply(path), List.of(tag(category, name).id()));
          return path;
        });
  }

  @Override
  public List<String> on(String path) {
    return done(
        () -> {
          List<String> names = new ArrayList<>();
          for (String id : tagging.on(List.of(at.apply(path))).get(at.apply(path))) {
            names.add(tagging.tag(id).orElseThrow().name());
          }
          names.sort(null);
          return names;
        });
  }

  /** With all of its tags. */
  void removeCategory(String name) {
    done(
        () -> {
          tagging.delete(category(name));
          return name;
        });
  }

  void removeTag(String category, String name) {
    done(
        () -> {
          tagging.delete(tag(category, name));
          return name;
        });
  }
}
