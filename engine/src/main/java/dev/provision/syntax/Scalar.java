package dev.provision.syntax;

import dev.provision.diagnostic.Span;
import java.util.Objects;
import java.util.Set;

/**
 * A text without a type: {@code on}, {@code 010} and {@code 12:30:45} stay as they were written.
 *
 * @param text the meaning: without quotes, escapes resolved, lines folded
 * @param written the source text that {@link #span} covers, with its quotes
 */
public record Scalar(String text, Style style, Span span, String written, Provenance provenance)
    implements Node {
  /** How it was written. */
  public enum Style {
    /** Without quotes. The number or boolean that an expression returns is also plain. */
    PLAIN,
    /**
     * In single or double quotes. The text that an expression returns is also quoted, so it is
     * never null.
     */
    QUOTED,
    /** After {@code |} or {@code >}. */
    BLOCK
  }

  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

  public Scalar {
    Objects.requireNonNull(text);
    Objects.requireNonNull(style);
    Objects.requireNonNull(span);
    Objects.requireNonNull(written);
    Objects.requireNonNull(provenance);
  }

  /** A scalar without source text: the value of an expression or of an option. */
  public static Scalar of(String text, Style style, Span span, Provenance provenance) {
    return new Scalar(text, style, span, "", provenance);
  }

  public boolean isNull() {
    return style == Style.PLAIN && NULLS.contains(text);
  }

  public boolean sensitive() {
    return provenance.sensitive();
  }

  /** The same text with one more source. */
  public Scalar from(Provenance more) {
    return new Scalar(text, style, span, written, provenance.and(more));
  }

  /**
   * The position of a part of the text in the file, despite quotes, escapes and indentation; the
   * whole span where it cannot be found.
   *
   * @param start offset in {@link #text}
   * @param end offset in {@link #text}, exclusive
   */
  public Span at(int start, int end) {
    return ScalarPlaces.of(this, start, end);
  }

  @Override
  public String kind() {
    return isNull() ? "nothing" : "a text";
  }

  /** A secret text is not shown. */
  @Override
  public String toString() {
    return sensitive() ? "(sensitive)" : text;
  }
}
