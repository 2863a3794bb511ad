package dev.provision.plan;

import dev.provision.spi.Address;
import dev.provision.spi.Allocation;
import dev.provision.spi.Declaration;
import dev.provision.spi.Demand;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Kind;
import dev.provision.spi.Provider;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What one play asks for, linked: the input of {@link Planner}.
 *
 * @param nodes dependencies before dependants, in an order that the same playbook always gives
 */
public record Work<C extends Record, R, W>(
    EnvironmentId environment,
    Provider<C, R, W> provider,
    Declaration<C> connection,
    List<Node<?, R, W>> nodes) {
  public Work {
    Objects.requireNonNull(environment);
    Objects.requireNonNull(provider);
    Objects.requireNonNull(connection);
    nodes = List.copyOf(nodes);
  }

  /** Decides where things go that are to be made. */
  public Allocation allocate(List<Demand> demands, R read) {
    return demands.isEmpty()
        ? new Allocation(Map.of(), Map.of())
        : provider.allocate(demands, connection, read);
  }

  /** What a name in a section is called in the graph. */
  Address address(String section, String name) {
    for (Kind<?, R, W> kind : provider.kinds()) {
      if (kind.info().section().equals(section)) {
        return new Address(kind.info().kind(), name);
      }
    }
    throw new IllegalStateException("no kind has the section `" + section + "`");
  }
}
