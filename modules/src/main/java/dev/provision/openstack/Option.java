package dev.provision.openstack;

import java.util.List;
import java.util.Optional;

/**
 * One row of the table of options.
 *
 * @param section where it is read; {@code *} for the section of a store or backend, which may have
 *     any name
 * @param aliases names that it had, or has in the file of another release
 */
record Option(Conf conf, String section, String name, List<String> aliases, Becomes becomes) {
  Option {
    aliases = List.copyOf(aliases);
  }

  boolean isCalled(String key) {
    return name.equals(key) || aliases.contains(key);
  }

  /** The key of {@code vcenter:} that it becomes; empty for any other. */
  Optional<String> vcenterKey() {
    return becomes instanceof Becomes.Vcenter vcenter
        ? Optional.of(vcenter.key())
        : Optional.empty();
  }
}
