package dev.provision.modules.switches;

import java.util.Objects;

/** The declaration of a standard switch, and its name on the hosts. */
record StandardWanted(String name, SwitchSpec spec) {
  StandardWanted {
    Objects.requireNonNull(name);
    Objects.requireNonNull(spec);
  }
}
