package dev.provision.spi;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A command that acts on existing resources because the user asks for it now, not because a
 * playbook declares it: a reboot, a snapshot. Stateless; {@link Intent} describes one call.
 *
 * @param <O> the observed state of its kind
 * @param <R> what it reads from
 * @param <W> what it writes with
 */
public interface Operation<O, R, W> {
  /** The name as the user types it: {@code reboot}; no other command has this name. */
  String name();

  /** One sentence. */
  String summary();

  /** A complete command line as an example. */
  String example();

  List<Flag> flags();

  /**
   * Whether the user must give an address; otherwise the command acts on all resources of the kind
   * when none is given.
   */
  boolean isForOne();

  /** The word for the work in progress: {@code rebooting}. */
  String doing();

  /** The word for finished work: {@code rebooted}. */
  String done();

  /**
   * What this call does.
   *
   * @throws IllegalArgumentException when the flags are wrong; the message says what was wanted
   */
  Intent<O, R, W> intent(Asked asked);

  /**
   * An option.
   *
   * @param name without the dashes
   * @param argument as the help shows it; empty for an option without a value
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
   * What the user typed.
   *
   * @param flags the given options with their values; the value is empty for an option that takes
   *     none
   * @param only the address; empty for all resources of the kind
   * @param command how the command was called, without what follows: {@code provision snapshot
   *     site.yml}
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
