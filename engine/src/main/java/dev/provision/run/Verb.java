package dev.provision.run;

import java.util.Locale;

/** What a step was doing, for messages. */
enum Verb {
  READ,
  CREATE,
  UPDATE,
  DELETE,
  ADOPT,
  RELEASE;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
