package dev.provision.cli;

import dev.provision.declare.Resource;
import dev.provision.diagnostic.Checked;
import dev.provision.graph.LinkedPlay;
import dev.provision.plan.Node;
import dev.provision.plan.Pending;
import dev.provision.plan.Work;
import dev.provision.spi.Declaration;
import dev.provision.spi.Kind;
import dev.provision.spi.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Hands a linked play to the planner. The play was bound against this very provider, so its kinds
 * and its connection have the provider's types, which is the only thing that is taken on trust
 * here.
 */
final class PlayWork {
  private PlayWork() {}

  static <C extends Record, R, W> Work<C, R, W> of(Provider<C, R, W> provider, LinkedPlay play) {
    List<Node<?, R, W>> nodes = new ArrayList<>();
    for (Resource<?> resource : play.graph().resources()) {
      nodes.add(node(resource, play));
    }
    return new Work<>(play.environment(), provider, connection(play), nodes);
  }

  @SuppressWarnings("unchecked")
  private static <C extends Record> Declaration<C> connection(LinkedPlay play) {
    return (Declaration<C>) play.connection();
  }

  @SuppressWarnings("unchecked")
  private static <S extends Record, R, W> Node<S, R, W> node(
      Resource<S> resource, LinkedPlay play) {
    Optional<Pending<S>> pending =
        resource.uses().isEmpty()
            ? Optional.empty()
            : Optional.of(attributes -> bound(resource.resolve(attributes::of)));
    return new Node<>(
        (Kind<S, R, W>) resource.kind(),
        resource.declaration(),
        play.graph().dependencies(resource.address()),
        pending);
  }

  private static <S extends Record> Checked<Declaration<S>> bound(Checked<Resource<S>> resolved) {
    return new Checked<>(resolved.value().map(Resource::declaration), resolved.diagnostics());
  }
}
