package dev.provision.plan;

import dev.provision.diagnostic.Diagnostic;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The result of planning.
 *
 * @param planned empty when there are errors
 * @param diagnostics of the whole phase; the warnings are in the plan too
 * @param authority which privileges the steps need, as far as planning got
 * @param refusedByTheWorld whether the errors are not mistakes in the playbook: nothing fits, or
 *     something cannot be read
 * @param read the snapshot that it was made with
 */
public record Planning<R, W>(
    Optional<Planned<R, W>> planned,
    List<Diagnostic> diagnostics,
    List<Authorized> authority,
    boolean refusedByTheWorld,
    R read) {
  public Planning {
    Objects.requireNonNull(planned);
    diagnostics = List.copyOf(diagnostics);
    authority = List.copyOf(authority);
    Objects.requireNonNull(read);
  }
}
