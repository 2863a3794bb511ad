package dev.provision.spi;

import java.util.List;
import java.util.Objects;

/**
 * One of the things that must work before the next can: DNS, TLS, login ...
 *
 * @param name {@code DNS}
 * @param lines what was found, or why it failed or was left out; the first says most
 * @param fix what to do; empty where nothing is to be done, or the lines say it
 */
public record Layer(String name, Outcome outcome, List<String> lines, String fix) {
  /** What came of looking at it. */
  public enum Outcome {
    OK("ok"),
    /** What the playbook says is not so, or cannot be. */
    MISTAKEN("failed"),
    /** The world does not let us. */
    REFUSED("failed"),
    SKIPPED("skipped");

    private final String word;

    Outcome(String word) {
      this.word = word;
    }

    /** For people. */
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

  /** A failure in the words of the exception, of which the lines after the first explain it. */
  public static Layer refused(String name, ModuleException e) {
    return refused(name, e.getMessage().lines().map(String::strip).toList(), "");
  }
}
