package dev.provision.proof.worlds;

import java.util.List;

/**
 * What somebody does to the playbook between two applies.
 *
 * @param entry which entry, counted around
 * @param choices the new choices of what can be changed
 */
record Edit(Way way, int entry, List<Integer> choices) {
  enum Way {
    CHANGE,
    REMOVE,
    ABSENT,
    RENAME,
    PROTECT
  }

  Edit {
    choices = List.copyOf(choices);
  }
}
