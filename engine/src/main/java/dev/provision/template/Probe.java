package dev.provision.template;

import java.util.List;

/**
 * A pretended value of an attribute that is not known yet, used to find the references of an
 * expression. An expression may branch on the value, so several are tried.
 *
 * @param present whether the attribute exists; if not, the expression's default is used
 */
record Probe(boolean present, String text, boolean truth, int number, int size) {
  static final Probe FIRST = new Probe(true, "10.0.0.1", true, 1, 1);

  /** The values to try after the first one was read. */
  static final List<Probe> OTHERS =
      List.of(
          new Probe(true, "1", false, 0, 2),
          new Probe(true, "", false, 1_000_000, 0),
          new Probe(false, "", true, 1, 1));
}
