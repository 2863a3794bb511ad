package dev.provision.playbook;

import dev.provision.diagnostic.Span;
import dev.provision.spi.EnvironmentId;
import dev.provision.syntax.Mapping;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One play. Its name and variables are evaluated, its sections are not.
 *
 * @param span the name, or the play when it has no name
 * @param scope all variables, with {@code env}, {@code environment} and the resources of the
 *     sections, whose attributes are all unknown
 * @param connection the provider's own section, {@code vcenter}; empty when it is left out
 * @param sections in the order of the file
 */
public record Play(
    EnvironmentId environment,
    Span span,
    Scope scope,
    Optional<Mapping.Entry> connection,
    List<Section> sections,
    Optional<Mapping> outputs) {
  /**
   * The declarations of one kind.
   *
   * @param name the key, {@code instances}
   */
  public record Section(String name, Mapping body) {}

  public Play {
    Objects.requireNonNull(environment);
    Objects.requireNonNull(span);
    Objects.requireNonNull(scope);
    Objects.requireNonNull(connection);
    sections = List.copyOf(sections);
    Objects.requireNonNull(outputs);
  }
}
