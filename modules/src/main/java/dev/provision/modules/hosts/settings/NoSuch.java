package dev.provision.modules.hosts.settings;

import java.util.Collection;
import java.util.TreeSet;

/** What a host does not have, and what it has instead. */
final class NoSuch {
  private NoSuch() {}

  static String words(String noun, String key, Collection<String> there) {
    return "the host has no "
        + noun
        + " `"
        + key
        + "`; it has "
        + String.join(", ", new TreeSet<>(there));
  }
}
