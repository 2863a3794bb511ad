package dev.provision.openstack;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.source.SourceFile;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the dialect of oslo.config (its {@code iniparser.py}): a key starts its line, {@code =} or
 * {@code :} ends it, indented lines go on with the value, a blank line ends it, quotes around the
 * whole value are taken off, and a line that begins with {@code #} or {@code ;} is a comment. What
 * oslo.config would refuse is a mistake here too. Confined to one thread.
 */
final class OsloFile {
  private final SourceFile source;
  private final List<Setting> settings = new ArrayList<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final List<Open> commented = new ArrayList<>();
  private String section = "DEFAULT";
  private Open open;

  /** An assignment that the next lines may go on with. */
  private record Open(String key, List<String> parts, Span at, Span valueAt) {}

  private OsloFile(SourceFile source) {
    this.source = source;
  }

  /** The assignments in their order, as they are written: substitution comes later. */
  static Checked<List<Setting>> read(SourceFile source) {
    return new OsloFile(source).read();
  }

  private Checked<List<Setting>> read() {
    String[] lines = source.text().split("\r\n|\n|\r", -1);
    for (int i = 0; i < lines.length; i++) {
      line(i + 1, lines[i].stripTrailing());
    }
    close();
    if (!commented.isEmpty()) {
      diagnostics.add(comments());
    }
    return Checked.of(List.copyOf(settings), List.copyOf(diagnostics));
  }

  private void line(int number, String line) {
    if (line.isEmpty()) {
      close();
      return;
    }
    if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
      goOn(number, line);
      return;
    }
    close();
    if (line.charAt(0) == '[') {
      header(number, line);
    } else if (line.charAt(0) != '#' && line.charAt(0) != ';' && !line.matches("\\.{3,}|…")) {
      assignment(number, line);
    }
  }

  private void goOn(int number, String line) {
    String text = line.stripLeading();
    if (text.startsWith("#") || text.startsWith(";")) {
      return;
    }
    if (open == null) {
      wrong(
          number,
          line,
          "this line is indented as one that goes on with a value, and there is none");
      return;
    }
    open.parts().add(text);
  }

  private void header(int number, String line) {
    String bare = line.replaceFirst("\\][ \\t]*[#;].*$", "]");
    if (!bare.endsWith("]")) {
      wrong(number, line, "the name of a section has to end with `]`");
    } else if (bare.length() == 2) {
      wrong(number, line, "this section has no name");
    } else {
      section = bare.substring(1, bare.length() - 1);
    }
  }

  private void assignment(int number, String line) {
    int colon = line.indexOf(':');
    int equals = line.indexOf('=');
    int end = colon < 0 || equals >= 0 && equals < colon ? equals : colon;
    if (end < 0) {
      wrong(number, line, "expected `key = value`");
      return;
    }
    String key = line.substring(0, end).strip();
    if (key.isEmpty()) {
      wrong(number, line, "there is no key before `" + line.charAt(end) + "`");
      return;
    }
    int from = end + 1;
    while (from < line.length() && Character.isWhitespace(line.charAt(from))) {
      from++;
    }
    List<String> parts = new ArrayList<>(List.of(line.substring(from)));
    Span at = span(number, line, 0, key.length());
    open =
        new Open(
            key, parts, at, from < line.length() ? span(number, line, from, line.length()) : at);
  }

  private void close() {
    if (open == null) {
      return;
    }
    String first = open.parts().get(0);
    String value = uncommented(first);
    int quote = isQuoted(value) ? 1 : 0;
    value = value.substring(quote, value.length() - quote);
    Span at = open.valueAt();
    boolean several = open.parts().size() > 1;
    if (several) {
      value =
          String.join("\n", value, String.join("\n", open.parts().subList(1, open.parts().size())));
    }
    Span valueAt =
        first.isEmpty() || several
            ? at
            : new Span(
                at.file(),
                at.line(),
                at.column() + quote,
                at.line(),
                at.column() + quote + value.codePointCount(0, value.length()));
    settings.add(new Setting(section, open.key(), value, !several, open.at(), valueAt));
    open = null;
  }

  private Diagnostic comments() {
    List<String> keys = commented.stream().map(each -> "`" + each.key() + "`").toList();
    String message =
        "there is a comment behind the value of "
            + String.join(", ", keys)
            + ", which oslo.config takes for a part of the value; it was left out";
    return Diagnostic.warning(message, hidden(commented.get(0).at()))
        .withHint("put comments on lines of their own");
  }

  /** oslo.config takes a comment behind a value for a part of it, which nobody ever means. */
  private String uncommented(String value) {
    String without = value.replaceFirst("\\s+#.*$", "").stripTrailing();
    if (!without.equals(value)) {
      commented.add(open);
    }
    return without;
  }

  private static boolean isQuoted(String value) {
    return value.length() > 1
        && (value.charAt(0) == '"' || value.charAt(0) == '\'')
        && value.charAt(0) == value.charAt(value.length() - 1);
  }

  private void wrong(int number, String line, String message) {
    diagnostics.add(Diagnostic.error(message, hidden(span(number, line, 0, line.length()))));
  }

  /** The same place as a name of a file, of which no line can be shown: it may hold a secret. */
  static Span hidden(Span span) {
    return Span.of(span.toString());
  }

  private Span span(int number, String line, int from, int to) {
    return new Span(
        source.name(),
        number,
        line.codePointCount(0, from) + 1,
        number,
        line.codePointCount(0, to) + 1);
  }
}
