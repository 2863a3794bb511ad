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
 * @param needs addresses or names of resources that must come first although no field refers to
 *     them
 * @param tags used only to select resources on the command line
 * @param protect refuse to delete or replace the resource, also after it was removed from the
 *     playbook
 * @param adopt take over an existing object at the declared path that no environment owns
 * @param formerly the former name; the resource stays the same object
 * @param timeout limit for all work on the resource; empty when only inactivity is limited
 */
public record Common(
    boolean absent,
    List<String> needs,
    Set<String> tags,
    boolean protect,
    boolean adopt,
    Optional<String> formerly,
    Optional<Duration> timeout) {
  /** No common key is set. */
  public static final Common DEFAULT =
      new Common(false, List.of(), Set.of(), false, false, Optional.empty(), Optional.empty());

  public Common {
    needs = List.copyOf(needs);
    tags = Set.copyOf(tags);
    Objects.requireNonNull(formerly);
    Objects.requireNonNull(timeout);
  }
}
