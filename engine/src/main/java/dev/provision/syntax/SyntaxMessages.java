package dev.provision.syntax;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.source.SourceFile;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Explains the YAML library's syntax errors in plain words. */
final class SyntaxMessages {
  private static final Pattern ESCAPE = Pattern.compile("found unknown escape character (.)\\(");
  private static final Pattern START = Pattern.compile("found character '(.)' that cannot start");
  private static final Pattern TAG_HANDLE = Pattern.compile("found undefined tag handle (\\S+)");

  private static final Pattern MERGE_CONFLICT = Pattern.compile("<{7} |={7}$|>{7} ");

  /** A line that starts something at the top level. */
  private static final Pattern TOP_LEVEL = Pattern.compile("[^\\s#\\]})].*");

  private final SourceFile source;
  private final String problem;
  private final String context;
  private final Mark at;
  private final Mark from;
  private final String line;

  private SyntaxMessages(MarkedYAMLException e, SourceFile source) {
    this.source = source;
    this.problem = e.getProblem() == null ? "" : e.getProblem();
    this.context = e.getContext() == null ? "" : e.getContext();
    this.at = e.getProblemMark() != null ? e.getProblemMark() : e.getContextMark();
    this.from = e.getContextMark() != null ? e.getContextMark() : at;
    this.line = source.line(at.getLine() + 1);
  }

  static Diagnostic explain(MarkedYAMLException e, SourceFile source) {
    return new SyntaxMessages(e, source).explain();
  }

  /**
   * The text with empty lines in place of the broken top-level part, so that the rest can be read;
   * empty when nothing is left.
   */
  static Optional<String> withoutBrokenPart(MarkedYAMLException e, SourceFile source, String text) {
    SyntaxMessages messages = new SyntaxMessages(e, source);
    boolean unclosed = messages.problem.contains("unexpected end of stream");
    boolean inFlow = messages.context.contains("a flow ");
    int broken = (unclosed || inFlow ? messages.from : messages.at).getLine();
    String[] lines = text.split("\n", -1);
    int first = Math.min(broken, lines.length - 1);
    while (first > 0 && !TOP_LEVEL.matcher(lines[first]).matches()) {
      first--;
    }
    int next = broken + 1;
    while (next < lines.length && !TOP_LEVEL.matcher(lines[next]).matches()) {
      next++;
    }
    boolean any = false;
    StringBuilder rest = new StringBuilder(text.length());
    for (int i = 0; i < lines.length; i++) {
      boolean keep = i < first || i >= next;
      any |= keep && !lines[i].isBlank();
      rest.append(i > 0 ? "\n" : "").append(keep ? lines[i] : "");
    }
    return any ? Optional.of(rest.toString()) : Optional.empty();
  }

  private Diagnostic explain() {
    for (int number = at.getLine(); number <= at.getLine() + 1; number++) {
      if (MERGE_CONFLICT.matcher(source.line(number)).lookingAt()) {
        return error("this is the mark of a merge conflict; resolve it first", number - 1, 0);
      }
    }
    Optional<AnsibleForm> ansible = AnsibleForm.find(line, 0);
    if (ansible.isPresent()) {
      int column = line.codePointCount(0, ansible.get().start());
      return error(ansible.get().message(), at.getLine(), column);
    }
    if (problem.contains("(TAB)")) {
      return here("YAML does not allow tabs for indentation; use spaces");
    }
    if (problem.equals("mapping values are not allowed here")) {
      return secondColon();
    }
    if (problem.equals("sequence entries are not allowed here")) {
      return here("a list cannot start behind a key; put `-` on the next line, indented");
    }
    if (problem.contains("unexpected end of stream")) {
      return error("the quote that opens here is never closed", from.getLine(), from.getColumn());
    }
    if (context.startsWith("while parsing a flow ")) {
      return flow();
    }
    if (problem.startsWith("expected <block end>")) {
      return blockEnd();
    }
    return other();
  }

  private Diagnostic flow() {
    boolean list = context.endsWith("sequence");
    boolean dollar = problem.endsWith("but got {") && charBefore() == '$';
    if (dollar) {
      String place = list ? "brackets" : "braces";
      return error(
          "an expression inside " + place + " must be in quotes: `\"${…}\"`",
          at.getLine(),
          startOfWord());
    }
    if (problem.startsWith("expected the node content")) {
      return here("there is nothing before this `" + found() + "`");
    }
    if (at.getLine() > from.getLine() || problem.contains("<stream end>")) {
      String open = list ? "[" : "{";
      return error("the `" + open + "` here is never closed", from.getLine(), from.getColumn());
    }
    String close = list ? "`]`" : "`}`";
    return here("expected `,` or " + close + " before this `" + found() + "`");
  }

  private Diagnostic secondColon() {
    String before = before();
    if (before.contains("${")) {
      return error(
          "an expression that contains `: ` must be in quotes: `\"${…}\"`",
          at.getLine(),
          line.codePointCount(0, line.indexOf("${")));
    }
    if (before.contains(": ") || before.contains(":\t")) {
      return here("a second `:` in one line; put the text that contains it in quotes");
    }
    return here(
        "this key does not fit: the line above is a text that goes on here;"
            + " correct its `:` or the indentation");
  }

  private Diagnostic blockEnd() {
    String before = before().stripTrailing();
    boolean afterQuote = before.endsWith("\"") || before.endsWith("'");
    if (problem.endsWith("'<scalar>'") && afterQuote) {
      return here("there is text after the closing quote; put all of it in quotes");
    }
    String part = context.endsWith("block mapping") ? "mapping" : "list";
    Diagnostic error =
        here("this line does not fit the " + part + " that it stands in; correct its indentation");
    Span start = span(from.getLine(), from.getColumn());
    return error.withRelated(
        List.of(new Diagnostic.Related("the " + part + " starts here", start)));
  }

  private Diagnostic other() {
    Matcher escape = ESCAPE.matcher(problem);
    if (escape.find()) {
      return here(
          "unknown escape `\\"
              + escape.group(1)
              + "` in double quotes; write `\\\\` for a backslash, or use single quotes");
    }
    Matcher start = START.matcher(problem);
    if (start.find()) {
      return here("a text cannot start with `" + start.group(1) + "`; put it in quotes");
    }
    Matcher handle = TAG_HANDLE.matcher(problem);
    if (handle.find()) {
      return here("unknown tag `" + handle.group(1) + "`");
    }
    if (problem.startsWith("expected the node content")) {
      return here("nothing opens this `" + found() + "`");
    }
    if (problem.startsWith("expected '<document start>'")) {
      return here("a file has one YAML document; nothing may follow its `...`");
    }
    return here("this is no YAML: " + problem.replace('\'', '`'));
  }

  /** The character that the library did not expect. */
  private String found() {
    int offset = line.offsetByCodePoints(0, Math.min(at.getColumn(), line.length()));
    return offset < line.length()
        ? new String(Character.toChars(line.codePointAt(offset)))
        : "end of the file";
  }

  private String before() {
    int length = line.codePointCount(0, line.length());
    return line.substring(0, line.offsetByCodePoints(0, Math.min(at.getColumn(), length)));
  }

  private char charBefore() {
    String before = before();
    return before.isEmpty() ? 0 : before.charAt(before.length() - 1);
  }

  /** The column of the unquoted word before the problem. */
  private int startOfWord() {
    String before = before();
    int start = before.length();
    while (start > 0 && " ,[{:".indexOf(before.charAt(start - 1)) < 0) {
      start--;
    }
    return before.codePointCount(0, start);
  }

  private Diagnostic here(String message) {
    return error(message, at.getLine(), at.getColumn());
  }

  private Diagnostic error(String message, int zeroBasedLine, int zeroBasedColumn) {
    return Diagnostic.error(message, span(zeroBasedLine, zeroBasedColumn));
  }

  private Span span(int zeroBasedLine, int zeroBasedColumn) {
    return new Span(
        source.name(),
        zeroBasedLine + 1,
        zeroBasedColumn + 1,
        zeroBasedLine + 1,
        zeroBasedColumn + 2);
  }
}
