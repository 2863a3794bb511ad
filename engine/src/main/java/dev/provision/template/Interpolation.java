package dev.provision.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a scalar into texts and expressions. An expression ends at the brace that closes it, not
 * at a brace in one of its texts or mappings; so its brackets are always balanced.
 */
final class Interpolation {
  private static final Set<String> FORBIDDEN = Set.of("eval", "interpret", "new", "api");
  private static final Pattern FORBIDDEN_IN_TEXT =
      Pattern.compile("\\?\\s*(eval|interpret|new|api)\\b");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");

  /**
   * A piece of a scalar.
   *
   * @param text a literal's text, or an expression without its braces
   * @param start offset of {@code text} in the scalar
   */
  record Part(boolean isExpression, String text, int start) {}

  /** What is wrong, and where in the scalar. */
  static final class Broken extends Exception {
    private static final long serialVersionUID = 1;
    final int start;
    final int end;

    Broken(String message, int start, int end) {
      super(message, null, false, false);
      this.start = start;
      this.end = end;
    }
  }

  private final String text;
  private final List<Part> parts = new ArrayList<>();

  private Interpolation(String text) {
    this.text = text;
  }

  static List<Part> split(String text) throws Broken {
    return new Interpolation(text).split();
  }

  private List<Part> split() throws Broken {
    StringBuilder literal = new StringBuilder();
    int literalStart = 0;
    int i = 0;
    while (i < text.length()) {
      if (text.startsWith("$${", i)) {
        literal.append("${");
        i += 3;
      } else if (text.startsWith("${", i)) {
        if (literal.length() > 0) {
          parts.add(new Part(false, literal.toString(), literalStart));
          literal.setLength(0);
        }
        int end = endOfExpression(i + 2);
        parts.add(new Part(true, text.substring(i + 2, end), i + 2));
        i = end + 1;
        literalStart = i;
      } else {
        literal.append(text.charAt(i++));
      }
    }
    if (literal.length() > 0 || parts.isEmpty()) {
      parts.add(new Part(false, literal.toString(), literalStart));
    }
    return parts;
  }

  /** The offset of the brace that closes the expression. */
  private int endOfExpression(int start) throws Broken {
    List<Integer> open = new ArrayList<>();
    int i = start;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '}' && open.isEmpty()) {
        if (text.substring(start, i).isBlank()) {
          throw new Broken("there is nothing between `${` and `}`", start - 2, i + 1);
        }
        return i;
      }
      switch (c) {
        case '"', '\'' -> i = endOfText(start, i);
        case '(', '[', '{' -> open.add(i);
        case ')', ']', '}' -> close(open, i);
        case '?' -> refuseForbidden(i);
        case '.' -> refuseSpecial(start, i);
        case '<' -> refuseComment(i);
        default -> {}
      }
      i++;
    }
    if (!open.isEmpty()) {
      int last = open.get(open.size() - 1);
      throw new Broken("this `" + text.charAt(last) + "` is never closed", last, last + 1);
    }
    throw new Broken("this `${` is never closed with `}`", start - 2, start);
  }

  private void close(List<Integer> open, int at) throws Broken {
    char c = text.charAt(at);
    if (open.isEmpty()) {
      throw new Broken("nothing opens this `" + c + "`", at, at + 1);
    }
    int opener = open.remove(open.size() - 1);
    char expected = ")]}".charAt("([{".indexOf(text.charAt(opener)));
    if (c != expected) {
      throw new Broken(
          "this `" + text.charAt(opener) + "` is not closed before `" + c + "`",
          opener,
          opener + 1);
    }
  }

  /** The offset of the quote that closes a text in an expression. */
  private int endOfText(int start, int at) throws Broken {
    char quote = text.charAt(at);
    boolean raw =
        at > start
            && text.charAt(at - 1) == 'r'
            && (at - 1 == start || !Character.isJavaIdentifierPart(text.charAt(at - 2)));
    int i = at + 1;
    while (i < text.length() && text.charAt(i) != quote) {
      i += !raw && text.charAt(i) == '\\' ? 2 : 1;
    }
    if (i >= text.length()) {
      throw new Broken("this quote is never closed", at, at + 1);
    }
    String content = text.substring(at + 1, i);
    Matcher forbidden = FORBIDDEN_IN_TEXT.matcher(content);
    if (!raw && content.contains("${") && forbidden.find()) {
      int found = at + 1 + forbidden.start();
      throw forbidden(forbidden.group(1), found, at + 1 + forbidden.end());
    }
    return i;
  }

  private void refuseForbidden(int at) throws Broken {
    Matcher name = NAME.matcher(text).region(afterSpace(at + 1), text.length());
    if (name.lookingAt() && FORBIDDEN.contains(name.group())) {
      throw forbidden(name.group(), at, name.end());
    }
  }

  private static Broken forbidden(String name, int start, int end) {
    return new Broken("`?" + name + "` is not available here", start, end);
  }

  /** {@code .now} and similar variables would make a plan depend on when and where it runs. */
  private void refuseSpecial(int start, int at) throws Broken {
    if (at > start && text.charAt(at - 1) == '.') {
      refuseEndlessRange(at);
      return;
    }
    int before = at - 1;
    while (before >= start && Character.isWhitespace(text.charAt(before))) {
      before--;
    }
    boolean operand = before < start || "([{,:?!=<>+-*/%&|".indexOf(text.charAt(before)) >= 0;
    Matcher name = NAME.matcher(text).region(at + 1, text.length());
    if (operand && name.lookingAt()) {
      throw new Broken("`." + name.group() + "` is not available here", at, name.end());
    }
  }

  /** {@code 1..} without an end is allowed only as an index. */
  private void refuseEndlessRange(int at) throws Broken {
    int next = afterSpace(at + 1);
    if (next >= text.length() || ")},?".indexOf(text.charAt(next)) >= 0) {
      throw new Broken("this range has no end", at - 1, at + 1);
    }
  }

  private void refuseComment(int at) throws Broken {
    if (text.startsWith("<#--", at)) {
      throw new Broken("an expression has no comments", at, at + 4);
    }
  }

  private int afterSpace(int from) {
    int i = from;
    while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
      i++;
    }
    return i;
  }
}
