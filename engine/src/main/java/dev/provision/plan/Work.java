package dev.provision.plan;

import dev.provision.declare.Resource;
import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.graph.LinkedPlay;
import dev.provision.spi.Address;
import dev.provision.spi.Allocation;
import dev.provision.spi.Declaration;
import dev.provision.spi.Demand;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Explanation;
import dev.provision.spi.Kind;
import dev.provision.spi.Provider;
import dev.provision.spi.Right;
import dev.provision.spi.schema.Reference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The linked contents of one play: the input of {@link Planner}.
 *
 * @param nodes dependencies before dependants, in an order that is always the same for one playbook
 * @param expanded {@link dev.provision.graph.ResourceGraph#expanded}
 */
public record Work<C extends Record, R, W>(
    EnvironmentId environment,
    Provider<C, R, W> provider,
    Declaration<C> connection,
    List<Node<?, R, W>> nodes,
    Map<String, List<Address>> expanded) {
  public Work {
    Objects.requireNonNull(environment);
    Objects.requireNonNull(provider);
    Objects.requireNonNull(connection);
    nodes = List.copyOf(nodes);
    expanded = Map.copyOf(expanded);
  }

  /** A play in which no name stands for several resources. */
  public Work(
      EnvironmentId environment,
      Provider<C, R, W> provider,
      Declaration<C> connection,
      List<Node<?, R, W>> nodes) {
    this(environment, provider, connection, nodes, Map.of());
  }

  /**
   * A play with the provider that its names were bound with.
   *
   * @throws ClassCastException when it was bound with another provider: our bug
   */
  public static <C extends Record, R, W> Work<C, R, W> of(
      Provider<C, R, W> provider, LinkedPlay play) {
    Map<String, Kind<?, R, W>> kinds = new HashMap<>();
    provider.kinds().forEach(k -> kinds.put(k.info().kind(), k));
    List<Node<?, R, W>> nodes = new ArrayList<>();
    for (Resource<?> resource : play.graph().resources()) {
      Optional<Function<Attributes, Checked<? extends Declaration<?>>>> resolve =
          resource.isBoundAgain()
              ? Optional.of(attributes -> resource.resolve(attributes::of))
              : Optional.empty();
      nodes.add(
          Node.of(
              resource.address(),
              kinds.get(resource.address().kind()),
              resource.declaration(),
              play.graph().dependencies(resource.address()),
              play.graph().awaited(resource.address()),
              resolve));
    }
    return new Work<>(
        play.environment(),
        provider,
        Node.typed(provider.connection(), play.connection()),
        nodes,
        play.graph().expanded());
  }

  /** The same play with other nodes. */
  Work<C, R, W> with(List<Node<?, R, W>> others) {
    return new Work<>(environment, provider, connection, others, expanded);
  }

  /** Names in the connection that match nothing or too much, with positions. */
  List<Diagnostic> problems(R read) {
    return provider.problems(connection, read).stream()
        .map(p -> Diagnostic.error(p.message(), connection.spanOf(p.field())))
        .toList();
  }

  /** What it takes to keep other runs from this environment. */
  List<Right> toLease(EnvironmentId of, R read) {
    return provider.toLease(of, connection, read);
  }

  /** Decides where new resources go. */
  public Allocation allocate(List<Demand> demands, R read) {
    return demands.isEmpty()
        ? new Allocation(Map.of(), Map.of())
        : provider.allocate(environment, demands, connection, read);
  }

  /** What a declaration needs from its making to its deletion. */
  List<Right> lifetime(Declaration<?> declared, R read) {
    return provider.lifetime(declared, connection, read);
  }

  /** What only commands need for what is declared, and what only the record of changes needs. */
  List<Right> commands(R read) {
    List<Declaration<?>> declared = new ArrayList<>();
    nodes.forEach(node -> declared.add(node.declaration()));
    List<Right> rights = new ArrayList<>(provider.commands(declared, connection, read));
    rights.addAll(provider.toRecord(environment, connection, read));
    return rights;
  }

  /** Says why one of them goes where it goes. */
  Optional<Explanation> explain(List<Demand> demands, Address about, R read) {
    return provider.explain(environment, demands, about, connection, read);
  }

  /**
   * The members of each group, from their MEMBER_OF references; a resource with {@code state:
   * absent} is no member.
   */
  Map<Address, List<Address>> members() {
    Map<Address, List<Address>> members = new HashMap<>();
    for (Node<?, R, W> node : nodes) {
      if (node.declaration().common().absent()) {
        continue;
      }
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

  /** The address in the graph of a name in a section. */
  Address address(String section, String name) {
    for (Kind<?, R, W> kind : provider.kinds()) {
      if (kind.info().section().equals(section)) {
        return new Address(kind.info().kind(), name);
      }
    }
    throw new IllegalStateException("no kind has the section `" + section + "`");
  }
}
