package dev.provision.openstack;

import dev.provision.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts other options in for {@code $name}, {@code ${name}} and {@code ${section.name}}, as
 * oslo.config does ({@code cfg.py}, {@code _substitute}): {@code $$} and {@code \$} are a dollar, a
 * lone dollar stays, and {@code %} means nothing.
 */
final class Substitution {
  private static final Pattern REFERENCE =
      Pattern.compile(
          "\\$\\$|\\\\\\$|\\$(?:([_a-zA-Z][._a-zA-Z0-9]*)|\\{([_a-zA-Z][._a-zA-Z0-9]*)\\})");
  private static final int DEEPEST = 10;

  private final List<Setting> all;
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  Substitution(List<Setting> all) {
    this.all = List.copyOf(all);
  }

  /** What could not be put in, each at the option that wants it. */
  List<Diagnostic> diagnostics() {
    return List.copyOf(diagnostics);
  }

  Setting of(Setting setting) {
    String value = text(setting, setting.value(), 0);
    boolean same = value.equals(setting.value());
    return new Setting(
        setting.section(),
        setting.key(),
        value,
        setting.literal() && same,
        setting.at(),
        setting.valueAt());
  }

  private String text(Setting wanting, String value, int depth) {
    Matcher reference = REFERENCE.matcher(value);
    StringBuilder text = new StringBuilder();
    while (reference.find()) {
      String name = reference.group(1) == null ? reference.group(2) : reference.group(1);
      String with = name == null ? "$" : found(wanting, name, depth).orElse(reference.group());
      reference.appendReplacement(text, Matcher.quoteReplacement(with));
    }
    return reference.appendTail(text).toString();
  }

  private Optional<String> found(Setting wanting, String name, int depth) {
    int dot = name.indexOf('.');
    String section = dot < 0 ? wanting.section() : name.substring(0, dot);
    String key = name.substring(dot + 1);
    Optional<Setting> found = last(section, key);
    if (found.isEmpty() && dot < 0) {
      found = last("DEFAULT", key);
    }
    if (found.isEmpty() || depth == DEEPEST) {
      diagnostics.add(
          Diagnostic.warning(
              "`"
                  + wanting.key()
                  + "` refers to `"
                  + name
                  + (depth == DEEPEST
                      ? "`, which refers to itself"
                      : "`, which this file does not set; it was left as it is"),
              OsloFile.hidden(wanting.at())));
      return Optional.empty();
    }
    return Optional.of(text(found.get(), found.get().value(), depth + 1));
  }

  private Optional<Setting> last(String section, String key) {
    return all.stream()
        .filter(each -> each.section().equals(section) && each.key().equals(key))
        .reduce((first, second) -> second);
  }
}
