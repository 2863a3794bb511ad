package dev.provision.cli;

import dev.provision.declare.Resource;
import dev.provision.diagnostic.Checked;
import dev.provision.graph.LinkedPlay;
import dev.provision.plan.Attributes;
import dev.provision.plan.Node;
import dev.provision.plan.Work;
import dev.provision.spi.Declaration;
import dev.provision.spi.Kind;
import dev.provision.spi.Provider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Hands a linked play to the planner, in the types of the provider that it was bound against. */
final class PlayWork {
  private PlayWork() {}

  static <C extends Record, R, W> Work<C, R, W> of(Provider<C, R, W> provider, LinkedPlay play) {
    Map<String, Kind<?, R, W>> kinds = new HashMap<>();
    provider.kinds().forEach(kind -> kinds.put(kind.info().kind(), kind));
    List<Node<?, R, W>> nodes = new ArrayList<>();
    for (Resource<?> resource : play.graph().resources()) {
      nodes.add(node(kinds.get(resource.address().kind()), resource, play));
    }
    return new Work<>(play.environment(), provider, connection(provider, play.connection()), nodes);
  }

  private static <S extends Record, R, W> Node<S, R, W> node(
      Kind<S, R, W> kind, Resource<?> resource, LinkedPlay play) {
    Optional<Function<Attributes, Checked<? extends Declaration<?>>>> again =
        resource.uses().isEmpty()
            ? Optional.empty()
            : Optional.of(attributes -> resource.resolve(attributes::of));
    return Node.of(
        kind, resource.declaration(), play.graph().dependencies(resource.address()), again);
  }

  private static <C extends Record> Declaration<C> connection(
      Provider<C, ?, ?> provider, Declaration<?> bound) {
    return new Declaration<>(
        bound.address(),
        provider.connection().cast(bound.spec()),
        bound.common(),
        bound.fields(),
        bound.references(),
        bound.span());
  }
}
