package dev.provision.spi;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A command that is done to resources that are there because somebody asks for it now, and not
 * because a playbook declares it: a reboot, a snapshot. Stateless; what one use of it wants is its
 * {@link Intent}.
 *
 * @param <O> the observed state of its kind
 * @param <R> what is read from
 * @param <W> what is written with
 */
public interface Operation<O, R, W> {
  /** As it is typed: {@code reboot}; no other command is called so. */
  String name();

  /** One sentence. */
  String summary();

  /** A command line that works. */
  String example();

  List<Flag> flags();

  /** Whether an address must be given; else it is done to all of the kind where none is. */
  boolean isForOne();

  /** While it goes on: {@code rebooting}. */
  String doing();

  /** Once it went well: {@code rebooted}. */
  String done();

  /**
   * What this use of it wants.
   *
   * @throws IllegalArgumentException saying what was wanted, when the flags are wrong
   */
  Intent<O, R, W> intent(Asked asked);

  /**
   * An option.
   *
   * @param name without the dashes
   * @param argument as the help shows it; empty for one that takes none
   * @param doc one line
   */
  record Flag(String name, String argument, String doc) {
    public Flag {
      Objects.requireNonNull(name);
      Objects.requireNonNull(argument);
      Objects.requireNonNull(doc);
    }
  }

  /**
   * What somebody typed.
   *
   * @param flags those that were given, with their values; empty for one that takes none
   * @param only empty for all
   * @param command how it was called, without what follows: {@code provision snapshot site.yml}
   */
  record Asked(
      Map<String, String> flags,
      Optional<Address> only,
      EnvironmentId environment,
      String runId,
      String command) {
    public Asked {
      flags = Map.copyOf(flags);
      Objects.requireNonNull(only);
      Objects.requireNonNull(environment);
      Objects.requireNonNull(runId);
      Objects.requireNonNull(command);
    }

    public boolean has(String flag) {
      return flags.containsKey(flag);
    }

    public Optional<String> value(String flag) {
      return Optional.ofNullable(flags.get(flag));
    }
  }
}
