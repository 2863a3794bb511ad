package dev.provision.vsphere.kind.rows;

import dev.provision.spi.Change;
import dev.provision.vsphere.exported.Meaning;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A list of words whose order means nothing. Words that are not declared stay, unless the list is
 * declared to be exclusive.
 *
 * @param wanted empty to leave the whole list alone
 * @param exclusive whether there shall be no others
 * @param put writes the words that come and go into the API's spec object
 */
public record SetRow<W, E, T>(
    String field,
    String property,
    Optional<Meaning> meaning,
    Function<W, Optional<Set<String>>> wanted,
    Predicate<W> exclusive,
    Function<E, Seen<Set<String>>> seen,
    Put<T> put)
    implements Row<W, E, T> {

  /** Writes the words that come and go into the API's spec object. */
  @FunctionalInterface
  public interface Put<T> {
    void into(T spec, Set<String> add, Set<String> remove);
  }

  @Override
  public Map<String, List<String>> remarks() {
    return Map.of(field, List.of("changes in place"));
  }

  @Override
  public boolean isWanted(W spec) {
    return wanted.apply(spec).isPresent();
  }

  @Override
  public List<Change> changes(W spec, E thing) {
    Seen<Set<String>> found = seen.apply(thing);
    if (!isWanted(spec) || found instanceof Seen.Unknown) {
      return List.of();
    }
    Set<String> has = found.known().orElse(Set.of());
    Set<String> after = new TreeSet<>(has);
    after.removeAll(gone(spec, has));
    after.addAll(come(spec, has));
    return after.equals(new TreeSet<>(has))
        ? List.of()
        : List.of(changes(words(has), words(after)));
  }

  private Set<String> come(W spec, Set<String> has) {
    Set<String> come = new TreeSet<>(wanted.apply(spec).orElse(Set.of()));
    come.removeAll(has);
    return come;
  }

  private Set<String> gone(W spec, Set<String> has) {
    Set<String> gone = new TreeSet<>(exclusive.test(spec) ? has : Set.of());
    gone.removeAll(wanted.apply(spec).orElse(Set.of()));
    return gone;
  }

  private static String words(Set<String> all) {
    return all.isEmpty() ? "none" : String.join(", ", new TreeSet<>(all));
  }

  @Override
  public void create(W spec, T into) {
    wanted.apply(spec).ifPresent(all -> put.into(into, all, Set.of()));
  }

  @Override
  public void update(W spec, E thing, List<Change> changes, T into) {
    Set<String> has = seen.apply(thing).known().orElse(Set.of());
    put.into(into, come(spec, has), gone(spec, has));
  }

  /** A list has no place among the attributes of a field below another. */
  @Override
  public void attributes(E thing, Map<String, Object> into) {}
}
