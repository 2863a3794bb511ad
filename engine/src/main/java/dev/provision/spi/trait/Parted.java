package dev.provision.spi.trait;

import dev.provision.spi.ManagedKind;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A kind whose entries are done in parts: first a base, which others need, and later the parts that
 * name what needs the base. A rule of a cluster names instances, which stand in that cluster.
 *
 * <p>Each part is a node of the graph and a step of the plan: {@code cluster.prod}, {@code
 * cluster.prod.members}. The kind gets the declaration of one part at a time: with the address of
 * the entry, and a spec that has the part's own fields. So it looks, compares and writes as for a
 * whole entry. Only the base is made, moved, replaced and deleted; a late part is only changed.
 */
public interface Parted<S extends Record, D, O, R, W> extends ManagedKind<S, D, O, R, W> {
  /**
   * A late part.
   *
   * @param name the end of its address: {@code members}
   * @param fields its own fields, by path in the YAML: {@code rules}, {@code ha.datastores}. An
   *     entry that writes none of them does not have the part
   * @param only the spec with these fields and with what says which object it is, and no others
   */
  record Part<S>(String name, Set<String> fields, UnaryOperator<S> only) {
    public Part {
      Objects.requireNonNull(name);
      fields = Set.copyOf(fields);
      Objects.requireNonNull(only);
    }

    /** Whether a field is one of its own, or inside one. */
    public boolean holds(String field) {
      return fields.stream().anyMatch(own -> field.equals(own) || field.startsWith(own + "."));
    }
  }

  /** The late parts, in the order in which they are done. */
  List<Part<S>> lateParts();

  /** The spec without the fields of the late parts. */
  S base(S spec);
}
