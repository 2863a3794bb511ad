package dev.provision.vsphere.kind.rows;

import dev.provision.spi.Change;
import dev.provision.vsphere.exported.Meaning;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * A field whose keys are the object's own: the advanced options of a host. A key that is not
 * declared is left alone, and is not even read.
 *
 * @param wanted values as text, by key
 * @param paths the properties to read of a key
 * @param seen the value of a key from what was read
 * @param same whether a text means the value that was found
 * @param put writes a value into the API's spec object
 * @param words the value as the playbook writes it
 * @param <V> what is found of a key
 */
public record MapRow<W, E, T, V>(
    String field,
    Function<W, Map<String, String>> wanted,
    Function<String, Set<String>> paths,
    BiFunction<E, String, Seen<V>> seen,
    BiPredicate<String, V> same,
    Put<T, V> put,
    Function<V, String> words)
    implements Row<W, E, T> {

  /** Writes a value into the API's spec object. */
  @FunctionalInterface
  public interface Put<T, V> {
    /**
     * @param text the wanted value
     * @param seen what is there, which says of which type the value is
     */
    void into(T spec, String key, String text, Seen<V> seen);
  }

  /** The key of one entry. */
  private record Entry(String map, String key) implements Change.Key {}

  /** None that is always the same: {@link #properties} has those of the keys that are declared. */
  @Override
  public String property() {
    return "";
  }

  @Override
  public Set<String> properties(W spec) {
    Set<String> all = new LinkedHashSet<>();
    wanted.apply(spec).keySet().forEach(key -> all.addAll(paths.apply(key)));
    return all;
  }

  @Override
  public Optional<Meaning> meaning() {
    return Optional.empty();
  }

  @Override
  public Map<String, List<String>> remarks() {
    return Map.of(field, List.of("changes in place"));
  }

  @Override
  public boolean isWanted(W spec) {
    return !wanted.apply(spec).isEmpty();
  }

  @Override
  public List<Change> changes(W spec, E thing) {
    List<Change> changes = new ArrayList<>();
    wanted
        .apply(spec)
        .forEach(
            (key, text) -> {
              Seen<V> found = seen.apply(thing, key);
              boolean differs = found.known().map(value -> !same.test(text, value)).orElse(true);
              if (differs && !(found instanceof Seen.Unknown)) {
                String before = found.known().map(words).orElse(Change.ABSENT);
                changes.add(
                    Change.inPlace(field + "." + key, before, text)
                        .of(this, new Entry(field, key)));
              }
            });
    return changes;
  }

  @Override
  public void create(W spec, T into) {
    wanted.apply(spec).forEach((key, text) -> put.into(into, key, text, new Seen.NotSet<>()));
  }

  @Override
  public void update(W spec, E thing, List<Change> changes, T into) {
    wanted
        .apply(spec)
        .forEach(
            (key, text) -> {
              if (Change.any(changes, new Entry(field, key))) {
                put.into(into, key, text, seen.apply(thing, key));
              }
            });
  }

  /** None: only a declaration says which keys there are to read. */
  @Override
  public void attributes(E thing, Map<String, Object> into) {}
}
