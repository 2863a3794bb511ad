package dev.provision.modules.switches;

import dev.provision.vsphere.kind.rows.Seen;

/** {@code VMwareDvsMulticastFilteringMode}; its basic mode is called {@code legacyFiltering}. */
enum Multicast {
  BASIC("legacyFiltering"),
  SNOOPING("snooping");

  private final String word;

  Multicast(String word) {
    this.word = word;
  }

  /** As the API calls it. */
  String word() {
    return word;
  }

  /** A server that has the mode always says it; another word is one of a newer API. */
  static Seen<Multicast> of(String word) {
    if (word == null) {
      return new Seen.NotSet<>();
    }
    for (Multicast each : values()) {
      if (each.word.equals(word)) {
        return new Seen.Known<>(each);
      }
    }
    return Seen.word(null);
  }
}
