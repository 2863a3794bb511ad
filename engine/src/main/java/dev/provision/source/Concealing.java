package dev.provision.source;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides secrets in files that are shown: the values of keys whose names suggest a secret, or that
 * are listed under {@code secrets:}. Works on text, because such a file may not even be valid YAML.
 * When it is not sure where a value ends, it hides more rather than less.
 */
public final class Concealing {
  private static final String QUOTE = "[\"']?";
  private static final Pattern KEY =
      Pattern.compile("(?<![\\w.-])" + QUOTE + "([\\w.-]+)" + QUOTE + "[ \\t]*:(?=\\s|$)");
  private static final Pattern CALLED_SECRET =
      Pattern.compile(
          "pass?wo?r?d|passphrase|secret|token|credential|(api|private|access)[_-]?key",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern LISTED = Pattern.compile("secrets" + QUOTE + "[ \\t]*:([^#]*)");
  private static final Pattern ITEM = Pattern.compile("\\s*-\\s+" + QUOTE + "(\\w+).*");
  private static final Pattern BEFORE_FIRST_KEY = Pattern.compile("[\\s?-]*");
  private static final Pattern NAME = Pattern.compile("\\w+");

  /** An expression that contains no text literal. */
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{[\\w.\\[\\]()?! -]*}");

  private final Set<String> listed;

  private Concealing(Set<String> listed) {
    this.listed = Set.copyOf(listed);
  }

  /** For a playbook and the files that it names. */
  public static Concealing of(SourceFile playbook) {
    return of(playbook, Set.of());
  }

  /**
   * For a playbook and the files that it names.
   *
   * @param keys fields that hold secrets whatever their names suggest
   */
  public static Concealing of(SourceFile playbook, Set<String> keys) {
    Set<String> listed = new HashSet<>(keys);
    boolean open = false;
    for (String line : playbook.lines()) {
      Matcher key = LISTED.matcher(line);
      Matcher item = ITEM.matcher(line);
      if (key.find()) {
        Matcher name = NAME.matcher(key.group(1));
        name.results().forEach(found -> listed.add(found.group()));
        open = true;
      } else if (open && item.matches()) {
        listed.add(item.group(1));
      } else {
        open &= line.isBlank() || line.stripLeading().startsWith("#");
      }
    }
    return new Concealing(listed);
  }

  /**
   * The hidden part of a line; all deeper lines below it are hidden too.
   *
   * @param indent the indentation of the key
   */
  private record Part(int from, int to, int indent) {}

  /** The file with {@code *} for each hidden character, so that columns stay the same. */
  public SourceFile conceal(SourceFile file) {
    List<String> shown = new ArrayList<>();
    Optional<Part> open = Optional.empty();
    boolean items = false;
    for (String line : file.lines()) {
      if (open.isPresent() && (line.isBlank() || isInside(line, open.get().indent(), items))) {
        shown.add(concealed(line, List.of(new Part(0, line.length(), 0))));
        continue;
      }
      List<Part> parts = secrets(line);
      shown.add(concealed(line, parts));
      open = parts.isEmpty() ? Optional.empty() : Optional.of(parts.get(parts.size() - 1));
      items = open.isPresent() && line.substring(open.get().from()).isBlank();
      open = open.filter(last -> last.to() == line.length());
    }
    return new SourceFile(file.name(), String.join("\n", shown));
  }

  /** Whether a line belongs to a key above it: it is deeper, or an item of its list. */
  private static boolean isInside(String line, int indent, boolean items) {
    int own = indentOf(line);
    return own > indent || (items && own == indent && line.startsWith("-", own));
  }

  private static int indentOf(String line) {
    int indent = 0;
    while (indent < line.length() && " \t".indexOf(line.charAt(indent)) >= 0) {
      indent++;
    }
    return indent;
  }

  /** The parts of a line that hold the values of secret keys. */
  private List<Part> secrets(String line) {
    List<Part> parts = new ArrayList<>();
    Matcher key = KEY.matcher(line);
    Matcher before = BEFORE_FIRST_KEY.matcher(line);
    int firstKey = before.lookingAt() ? before.end() : 0;
    int from = 0;
    while (from <= line.length() && key.find(from)) {
      from = key.end();
      if (isSecret(key.group(1))) {
        boolean first = key.start() <= firstKey;
        from = first ? line.length() : endOfValue(line, key.end());
        parts.add(new Part(key.end(), from, first ? key.start() : indentOf(line)));
      }
    }
    return parts;
  }

  private boolean isSecret(String key) {
    return listed.contains(key) || (!key.equals("secrets") && CALLED_SECRET.matcher(key).find());
  }

  /**
   * The end of a value inside braces; a value that opens more brackets goes to the end of the line.
   */
  private static int endOfValue(String line, int start) {
    int at = start;
    while (at < line.length() && line.charAt(at) == ' ') {
      at++;
    }
    if (at == line.length() || "[{|>!&".indexOf(line.charAt(at)) >= 0) {
      return line.length();
    }
    char quote = line.charAt(at);
    if (quote == '"' || quote == '\'') {
      for (int i = at + 1; i < line.length(); i++) {
        if (line.charAt(i) == '\\' && quote == '"') {
          i++;
        } else if (line.charAt(i) == quote) {
          return i + 1;
        }
      }
      return line.length();
    }
    for (int i = at; i < line.length(); i++) {
      if (line.startsWith("${", i) && line.indexOf('}', i) > 0) {
        i = line.indexOf('}', i);
      } else if (",}]".indexOf(line.charAt(i)) >= 0) {
        return i;
      }
    }
    return line.length();
  }

  private static String concealed(String line, List<Part> parts) {
    StringBuilder shown = new StringBuilder(line.length());
    Matcher reference = REFERENCE.matcher(line);
    int at = 0;
    for (Part part : parts) {
      shown.append(line, at, part.from());
      at = part.from();
      reference.region(part.from(), part.to());
      while (reference.find()) {
        stars(line.substring(at, reference.start()), shown);
        shown.append(reference.group());
        at = reference.end();
      }
      stars(line.substring(at, part.to()), shown);
      at = part.to();
    }
    return shown.append(line, at, line.length()).toString();
  }

  private static void stars(String text, StringBuilder to) {
    text.codePoints().forEach(c -> to.appendCodePoint(" \t\"'".indexOf(c) >= 0 ? c : '*'));
  }
}
