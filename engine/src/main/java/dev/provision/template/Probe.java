package dev.provision.template;

import java.util.List;

/**
 * What an attribute that is not known yet pretends to be, while the references of an expression are
 * gathered. An expression may branch on it, so several are tried.
 *
 * @param present whether the attribute is there at all; where not, a default takes its place
 */
record Probe(boolean present, String text, boolean truth, int number, int size) {
  static final Probe FIRST = new Probe(true, "10.0.0.1", true, 1, 1);

  /** The ones to try when the first has met something unknown. */
  static final List<Probe> OTHERS =
      List.of(
          new Probe(true, "1", false, 0, 2),
          new Probe(true, "", false, 1_000_000, 0),
          new Probe(false, "", true, 1, 1));
}
