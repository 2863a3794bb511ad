package dev.provision.openstack;

import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/** Writes what a playbook reads back as the same text: nothing in it is evaluated. */
final class Yaml {
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9_./][A-Za-z0-9_./@+-]*( [A-Za-z0-9_./@+-]+)*");

  private Yaml() {}

  /** A text as a scalar, also inside braces. */
  static String scalar(String text) {
    return PLAIN.matcher(text).matches() && !text.equals(".")
        ? text
        : quoted(text.replace("${", "$${"));
  }

  /** What the environment says when the playbook is read. */
  static String environment(String variable) {
    return "${env." + variable + "}";
  }

  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
              } else if (c == '\n') {
                quoted.append("\\n");
              } else if (c == '\t') {
                quoted.append("\\t");
              } else if (c < 0x20 || c == 0x7f) {
                quoted.append(String.format("\\x%02x", c));
              } else {
                quoted.appendCodePoint(c);
              }
            });
    return quoted.append('"').toString();
  }

  /** {@code {a: b}} of values that are YAML. */
  static String mapping(Map<String, String> entries) {
    StringJoiner text = new StringJoiner(", ", "{", "}");
    entries.forEach((key, value) -> text.add(scalar(key) + ": " + value));
    return text.toString();
  }

  /** {@code [a, b]} of values that are YAML. */
  static String list(List<String> items) {
    return "[" + String.join(", ", items) + "]";
  }
}
