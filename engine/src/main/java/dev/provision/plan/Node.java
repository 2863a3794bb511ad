package dev.provision.plan;

import dev.provision.diagnostic.Checked;
import dev.provision.spi.Address;
import dev.provision.spi.Declaration;
import dev.provision.spi.Kind;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One declaration in the graph.
 *
 * @param declaration as far as it is known before anything was observed
 * @param dependencies what comes before it, whatever the reason: a reference, an expression, {@code
 *     needs}, or a member of what it stands for
 * @param pending how it is bound again with attributes; empty when it needs none
 */
public record Node<S extends Record, R, W>(
    Kind<S, R, W> kind,
    Declaration<S> declaration,
    Set<Address> dependencies,
    Optional<Pending<S>> pending) {
  public Node {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(declaration);
    dependencies = Set.copyOf(dependencies);
    Objects.requireNonNull(pending);
  }

  public Address address() {
    return declaration.address();
  }

  Checked<Declaration<S>> resolve(Attributes attributes) {
    return pending.map(p -> p.resolve(attributes)).orElseGet(() -> Checked.of(declaration));
  }
}
