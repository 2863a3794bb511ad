package dev.provision.vsphere.kind.rows;

import dev.provision.spi.Change;
import dev.provision.vsphere.exported.Meaning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * A field with texts by keys that users choose: advanced options. A key that is not declared is
 * left alone.
 *
 * @param wanted empty to leave all of them alone
 * @param seen all that there are
 * @param put writes those that differ
 */
public record MapRow<W, E, T>(
    String field,
    String property,
    Optional<Meaning> meaning,
    Function<W, Map<String, String>> wanted,
    Function<E, Seen<Map<String, String>>> seen,
    BiConsumer<T, Map<String, String>> put)
    implements Row<W, E, T> {
  /** The change of one key. */
  private record Entry(String field, String key) implements Change.Key {}

  @Override
  public Map<String, List<String>> remarks() {
    List<String> remarks = new ArrayList<>();
    meaning.ifPresent(known -> remarks.add(known.versions()));
    remarks.add("changes in place");
    return Map.of(field, remarks);
  }

  @Override
  public boolean isWanted(W spec) {
    return !wanted.apply(spec).isEmpty();
  }

  @Override
  public List<Change> changes(W spec, E thing) {
    Seen<Map<String, String>> found = seen.apply(thing);
    List<Change> changes = new ArrayList<>();
    if (found instanceof Seen.Unknown) {
      return changes;
    }
    Map<String, String> known = found.known().orElse(Map.of());
    wanted
        .apply(spec)
        .forEach(
            (key, value) -> {
              String before = known.get(key);
              if (!value.equals(before)) {
                changes.add(
                    Change.inPlace(
                            field + "." + key, before == null ? Change.ABSENT : before, value)
                        .of(this, new Entry(field, key)));
              }
            });
    return changes;
  }

  @Override
  public void create(W spec, T into) {
    if (isWanted(spec)) {
      put.accept(into, wanted.apply(spec));
    }
  }

  @Override
  public void update(W spec, E thing, List<Change> changes, T into) {
    Map<String, String> differ = new LinkedHashMap<>();
    wanted
        .apply(spec)
        .forEach(
            (key, value) -> {
              if (Change.any(changes, new Entry(field, key))) {
                differ.put(key, value);
              }
            });
    put.accept(into, differ);
  }

  /** Attributes have the parts of names as keys, and the keys here may be anything. */
  @Override
  public void attributes(E thing, Map<String, Object> into) {}
}
