package dev.provision.graph;

import dev.provision.declare.Output;
import dev.provision.spi.Declaration;
import dev.provision.spi.EnvironmentId;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * One play, ready to be planned.
 *
 * @param connection the provider's own section, bound to {@link
 *     dev.provision.spi.Provider#connection}
 * @param secrets the texts of its secret variables, which no output may have
 */
public record LinkedPlay(
    EnvironmentId environment,
    Declaration<? extends Record> connection,
    ResourceGraph graph,
    List<Output> outputs,
    Set<String> secrets) {
  public LinkedPlay {
    Objects.requireNonNull(environment);
    Objects.requireNonNull(connection);
    Objects.requireNonNull(graph);
    outputs = List.copyOf(outputs);
    secrets = Set.copyOf(secrets);
  }
}
