package dev.provision.vsphere.kind.rows;

import dev.provision.spi.Change;
import dev.provision.vsphere.exported.Meaning;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A list whose order means something, and of which others have entries too: the machines that start
 * with a host. Only the order of the declared ones among themselves is compared.
 *
 * @param wanted the declared ones that there are, in order; empty to leave the list alone
 * @param declared whether the field is declared
 * @param seen all, in order
 * @param put writes the whole order into the API's spec object
 * @param words an entry as the playbook writes it
 */
public record OrderRow<W, E, T, V>(
    String field,
    String property,
    BiFunction<W, E, Optional<List<V>>> wanted,
    Predicate<W> declared,
    Function<E, Seen<List<V>>> seen,
    Put<T, V> put,
    Function<V, String> words)
    implements Row<W, E, T> {

  /** Writes the whole order into the API's spec object. */
  @FunctionalInterface
  public interface Put<T, V> {
    void into(T spec, List<V> order);
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
    return declared.test(spec);
  }

  @Override
  public List<Change> changes(W spec, E thing) {
    Optional<List<V>> order = wanted.apply(spec, thing);
    Seen<List<V>> found = seen.apply(thing);
    if (order.isEmpty() || found instanceof Seen.Unknown) {
      return List.of();
    }
    List<V> among = new ArrayList<>(found.known().orElse(List.of()));
    among.retainAll(order.get());
    return among.equals(order.get()) ? List.of() : List.of(changes(said(among), said(order.get())));
  }

  private String said(List<V> all) {
    return all.isEmpty() ? "none" : String.join(", ", all.stream().map(words).toList());
  }

  @Override
  public void create(W spec, T into) {}

  /**
   * The declared ones take the places that they have among all, and new ones come last. Those that
   * are there are written as they were found.
   */
  @Override
  public void update(W spec, E thing, List<Change> changes, T into) {
    List<V> order = wanted.apply(spec, thing).orElse(List.of());
    List<V> all = new ArrayList<>(seen.apply(thing).known().orElse(List.of()));
    order.stream().filter(each -> !all.contains(each)).forEach(all::add);
    List<V> sorted = new ArrayList<>(all);
    int next = 0;
    for (int i = 0; i < all.size(); i++) {
      if (order.contains(all.get(i))) {
        sorted.set(i, all.get(all.indexOf(order.get(next))));
        next++;
      }
    }
    put.into(into, sorted);
  }

  /** None: the order of a host's machines is for people. */
  @Override
  public void attributes(E thing, Map<String, Object> into) {}
}
