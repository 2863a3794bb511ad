package dev.provision.vsphere.kind.rows;

import dev.provision.spi.Change;
import dev.provision.vsphere.exported.Meaning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A field with named entries: the rules of a cluster. An entry has rows of its own.
 *
 * @param wanted entries by name; empty to leave the whole list alone
 * @param seen entries by the same names
 * @param entry the fields of an entry
 * @param edits writes an entry into the API's spec object
 * @param ours whether to remove an entry that is not wanted; other entries stay
 * @param words a few words about a wanted entry, {@code anti-affinity}
 * @param found a few words about an entry that was found
 * @param whole whether the declared list is all there is to be, so that others are removed too
 * @param <I> a wanted entry
 * @param <S> an entry that was found
 * @param <P> the API's spec object of an entry
 */
public record ListRow<W, E, T, I, S, P>(
    String field,
    String property,
    Optional<Meaning> meaning,
    Function<W, Optional<Map<String, I>>> wanted,
    Function<E, Seen<Map<String, S>>> seen,
    Rows<I, S, P> entry,
    Edits<T, S, P> edits,
    BiPredicate<E, String> ours,
    Function<I, String> words,
    Function<S, String> found,
    Predicate<W> whole)
    implements Row<W, E, T> {

  /** A list beside which others may add entries of theirs. */
  public ListRow(
      String field,
      String property,
      Optional<Meaning> meaning,
      Function<W, Optional<Map<String, I>>> wanted,
      Function<E, Seen<Map<String, S>>> seen,
      Rows<I, S, P> entry,
      Edits<T, S, P> edits,
      BiPredicate<E, String> ours,
      Function<I, String> words,
      Function<S, String> found) {
    this(field, property, meaning, wanted, seen, entry, edits, ours, words, found, spec -> false);
  }

  /** Writes entries into the spec of a call. */
  public interface Edits<T, S, P> {
    void add(T spec, String name, P entry);

    /**
     * @param seen the current entry, with the key that the server gave it
     */
    void edit(T spec, String name, P entry, S seen);

    void remove(T spec, String name, S seen);
  }

  @Override
  public Map<String, List<String>> remarks() {
    Map<String, List<String>> remarks = new LinkedHashMap<>();
    meaning.ifPresent(known -> remarks.put(field, List.of(known.versions())));
    entry.remarks().forEach((inner, some) -> remarks.put(field + "." + inner, some));
    return remarks;
  }

  @Override
  public List<Meaning> versions() {
    List<Meaning> all = new ArrayList<>(meaning.map(List::of).orElse(List.of()));
    entry.versions().forEach(inner -> all.add(inner.below(field)));
    return all;
  }

  @Override
  public List<Meaning> meanings(W spec) {
    List<Meaning> all = new ArrayList<>();
    wanted
        .apply(spec)
        .ifPresent(
            entries -> {
              meaning.ifPresent(all::add);
              entries.forEach(
                  (name, item) ->
                      entry.meanings(item).forEach(each -> all.add(each.below(at(name)))));
            });
    return all;
  }

  @Override
  public boolean isWanted(W spec) {
    return wanted.apply(spec).isPresent();
  }

  @Override
  public List<Change> changes(W spec, E thing) {
    List<Change> changes = new ArrayList<>();
    Seen<Map<String, S>> there = seen.apply(thing);
    if (!isWanted(spec) || there instanceof Seen.Unknown) {
      return changes;
    }
    Map<String, I> entries = wanted.apply(spec).orElseThrow();
    Map<String, S> known = there.known().orElse(Map.of());
    entries.forEach(
        (name, item) -> {
          S old = known.get(name);
          if (old == null) {
            changes.add(entry(name, Change.ABSENT, words.apply(item)));
            return;
          }
          for (Change each : entry.changes(item, old)) {
            changes.add(each.below(at(name)).of(this, new Entry(field, name)));
          }
        });
    known.forEach(
        (name, old) -> {
          if (!entries.containsKey(name) && (whole.test(spec) || ours.test(thing, name))) {
            changes.add(entry(name, found.apply(old), Change.ABSENT));
          }
        });
    return changes;
  }

  /** The key of one entry of a list: its name. */
  private record Entry(String list, String name) implements Change.Key {}

  private Change entry(String name, String before, String after) {
    return Change.inPlace(at(name), before, after).of(this, new Entry(field, name));
  }

  private String at(String name) {
    return field + "." + name;
  }

  @Override
  public void create(W spec, T into) {
    wanted
        .apply(spec)
        .orElse(Map.of())
        .forEach((name, item) -> edits.add(into, name, entry.create(item)));
  }

  @Override
  public void update(W spec, E thing, List<Change> changes, T into) {
    Map<String, I> entries = wanted.apply(spec).orElse(Map.of());
    Map<String, S> known = seen.apply(thing).known().orElse(Map.of());
    entries.forEach(
        (name, item) -> {
          List<Change> own = of(name, changes);
          S old = known.get(name);
          if (!own.isEmpty() && old == null) {
            edits.add(into, name, entry.create(item));
          } else if (!own.isEmpty()) {
            edits.edit(into, name, entry.update(item, old, own), old);
          }
        });
    known.forEach(
        (name, old) -> {
          if (!entries.containsKey(name) && !of(name, changes).isEmpty()) {
            edits.remove(into, name, old);
          }
        });
  }

  private List<Change> of(String name, List<Change> changes) {
    Entry entry = new Entry(field, name);
    return changes.stream().filter(each -> each.isOf(entry)).toList();
  }

  @Override
  public void attributes(E thing, Map<String, Object> into) {
    Map<String, Object> entries = new LinkedHashMap<>();
    seen.apply(thing)
        .known()
        .ifPresent(all -> all.forEach((name, old) -> entries.put(name, entry.attributes(old))));
    Row.place(field, entries, into);
  }
}
