package dev.provision.spi;

import java.util.List;
import java.util.Objects;

/**
 * One check of {@code doctor}: DNS, TLS, login ... Each has to pass before the next can.
 *
 * @param name {@code DNS}
 * @param lines what was found, or why the check failed or was skipped; the first line is the most
 *     important
 * @param fix what the user should do; empty when there is nothing to do or the lines already say it
 */
public record Layer(String name, Outcome outcome, List<String> lines, String fix) {
  /** The result of the check. */
  public enum Outcome {
    OK("ok"),
    /** The playbook names something that does not exist or is impossible. */
    MISTAKEN("failed"),
    /** The server or the network refused. */
    REFUSED("failed"),
    SKIPPED("skipped");

    private final String word;

    Outcome(String word) {
      this.word = word;
    }

    /** The word to print. */
    public String word() {
      return word;
    }

    public boolean isFailure() {
      return this == MISTAKEN || this == REFUSED;
    }
  }

  public Layer {
    Objects.requireNonNull(name);
    Objects.requireNonNull(outcome);
    lines = List.copyOf(lines);
    Objects.requireNonNull(fix);
  }

  public static Layer ok(String name, List<String> lines) {
    return new Layer(name, Outcome.OK, lines, "");
  }

  public static Layer mistaken(String name, List<String> lines, String fix) {
    return new Layer(name, Outcome.MISTAKEN, lines, fix);
  }

  public static Layer refused(String name, List<String> lines, String fix) {
    return new Layer(name, Outcome.REFUSED, lines, fix);
  }

  public static Layer skipped(String name, String because) {
    return new Layer(name, Outcome.SKIPPED, List.of(because), "");
  }

  /**
   * A failed check that reports the exception; further lines of its message become further lines
   * here.
   */
  public static Layer refused(String name, ModuleException e) {
    return refused(name, e.getMessage().lines().map(String::strip).toList(), "");
  }
}
