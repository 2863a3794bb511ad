package dev.provision.spi;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The keys that every resource has, after {@code when}, {@code count} and {@code for_each} were
 * evaluated.
 *
 * @param absent {@code state: absent}
 * @param needs addresses or names that must come first although no field names them
 * @param tags for selection on the command line only
 * @param protect refuse to delete or replace it, now and when its line is gone
 * @param adopt take a thing that has the declared path and is nobody's
 * @param formerly the name it had before; identity is kept
 * @param timeout how long its work may take altogether; empty for no limit but inactivity
 */
public record Common(
    boolean absent,
    List<String> needs,
    Set<String> tags,
    boolean protect,
    boolean adopt,
    Optional<String> formerly,
    Optional<Duration> timeout) {
  /** Nothing said. */
  public static final Common DEFAULT =
      new Common(false, List.of(), Set.of(), false, false, Optional.empty(), Optional.empty());

  public Common {
    needs = List.copyOf(needs);
    tags = Set.copyOf(tags);
    Objects.requireNonNull(formerly);
    Objects.requireNonNull(timeout);
  }
}
