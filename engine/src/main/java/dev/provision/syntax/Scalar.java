package dev.provision.syntax;

import dev.provision.diagnostic.Span;
import java.util.Objects;
import java.util.Set;

/**
 * A text, untyped: {@code on}, {@code 010} and {@code 12:30:45} are here as they were written.
 *
 * @param text what the text means: quotes taken off, escapes resolved, lines folded
 * @param written the stretch of the file that {@link #span} covers, quotes and all
 */
public record Scalar(String text, Style style, Span span, String written, Provenance provenance)
    implements Node {
  /** How it was written. */
  public enum Style {
    /** Without quotes. An expression's number or boolean is plain too. */
    PLAIN,
    /** In single or double quotes. An expression's text is quoted too: it is never null. */
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

  /** A scalar that is not in a file as it is: the value of an expression or of a flag. */
  public static Scalar of(String text, Style style, Span span, Provenance provenance) {
    return new Scalar(text, style, span, "", provenance);
  }

  public boolean isNull() {
    return style == Style.PLAIN && NULLS.contains(text);
  }

  public boolean sensitive() {
    return provenance.sensitive();
  }

  /** The same text with one more thing known of where it comes from. */
  public Scalar from(Provenance more) {
    return new Scalar(text, style, span, written, provenance.and(more));
  }

  /**
   * Where a part of the text is in the file, through quotes, escapes and indentation. The whole
   * span where that is not known.
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

  /** Without the text where that is a secret. */
  @Override
  public String toString() {
    return sensitive() ? "(sensitive)" : text;
  }
}
