package dev.provision.proof.worlds;

import java.util.ArrayList;
import java.util.List;

/**
 * An entry of a playbook as it was drawn.
 *
 * @param fixed the choices of what cannot be changed later
 * @param free the choices of the rest
 */
record Entry(Sort sort, List<Integer> fixed, List<Integer> free) {
  Entry {
    fixed = List.copyOf(fixed);
    free = List.copyOf(free);
  }

  Entry with(List<Integer> other) {
    return new Entry(sort, fixed, other);
  }

  /** With one of the choices made otherwise. */
  Entry with(int at, int choice) {
    List<Integer> other = new ArrayList<>(free);
    while (other.size() <= at) {
      other.add(0);
    }
    other.set(at, choice);
    return with(other);
  }
}
