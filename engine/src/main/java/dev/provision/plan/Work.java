package dev.provision.plan;

import dev.provision.spi.Address;
import dev.provision.spi.Allocation;
import dev.provision.spi.Declaration;
import dev.provision.spi.Demand;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Kind;
import dev.provision.spi.Provider;
import dev.provision.spi.Reference;
import java.util.ArrayList;
import java.util.HashMap;
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

  /** Who names what with MEMBER_OF, by what is named. */
  Map<Address, List<Address>> members() {
    Map<Address, List<Address>> members = new HashMap<>();
    for (Node<?, R, W> node : nodes) {
      for (Reference reference : node.references(environment)) {
        if (reference.order() == Reference.Order.MEMBER_OF) {
          members
              .computeIfAbsent(
                  address(reference.section(), reference.name()), a -> new ArrayList<>())
              .add(node.address());
        }
      }
    }
    return members;
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
