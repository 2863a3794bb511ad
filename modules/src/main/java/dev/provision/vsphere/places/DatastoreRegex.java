package dev.provision.vsphere.places;

import dev.provision.vsphere.connection.VcenterSpec;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The {@code datastore_regex} of a connection. An expression such as {@code x*x*x*x*x*x*x*x*y}
 * tries every combination, which for a long name takes hours, so the steps are limited.
 */
public final class DatastoreRegex {
  private static final int LONGEST = 500;

  /** A usual expression takes some hundred. */
  private static final int MOST_STEPS = 1_000_000;

  private DatastoreRegex() {}

  /**
   * The expression; empty when the connection has none.
   *
   * @throws PatternSyntaxException when it is none
   */
  public static Optional<Pattern> of(VcenterSpec spec) {
    Optional<String> text = spec.datastoreRegex();
    if (text.isPresent() && text.get().length() > LONGEST) {
      throw new PatternSyntaxException("it is longer than " + LONGEST, text.get(), -1);
    }
    return text.map(Pattern::compile);
  }

  /** As Python's re.match, which Nova uses: anchored at the start but not at the end. */
  static boolean fits(Pattern regex, String name) {
    try {
      return regex.matcher(new Counted(name)).lookingAt();
    } catch (TooManySteps e) {
      return false;
    }
  }

  /** Whether it cannot be decided in reasonable time that a name fits. */
  static boolean takesTooLong(Pattern regex, String name) {
    try {
      regex.matcher(new Counted(name)).lookingAt();
      return false;
    } catch (TooManySteps e) {
      return true;
    }
  }

  private static final class TooManySteps extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooManySteps() {
      super(null, null, false, false);
    }
  }

  /** A name that can be looked at so many times. */
  private static final class Counted implements CharSequence {
    private final String name;
    private int steps;

    Counted(String name) {
      this.name = name;
    }

    @Override
    public char charAt(int index) {
      if (++steps > MOST_STEPS) {
        throw new TooManySteps();
      }
      return name.charAt(index);
    }

    @Override
    public int length() {
      return name.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return name.subSequence(start, end);
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
