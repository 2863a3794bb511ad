package dev.provision.declare;

import dev.provision.spi.Declaration;
import dev.provision.spi.EnvironmentId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One play, bound.
 *
 * @param connection the provider's own section; empty after a mistake in it
 * @param resources in the order of the file
 * @param groups what the names in each section mean, also those with mistakes
 */
public record DeclaredPlay(
    EnvironmentId environment,
    Optional<Declaration<? extends Record>> connection,
    List<Resource<?>> resources,
    Map<String, Map<String, Group>> groups,
    List<Output> outputs) {
  public DeclaredPlay {
    Objects.requireNonNull(environment);
    Objects.requireNonNull(connection);
    resources = List.copyOf(resources);
    groups = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(groups));
    outputs = List.copyOf(outputs);
  }

  /** The group that a name in a section means; empty when it is not declared. */
  public Optional<Group> group(String section, String name) {
    return Optional.ofNullable(groups.getOrDefault(section, Map.of()).get(name));
  }
}
