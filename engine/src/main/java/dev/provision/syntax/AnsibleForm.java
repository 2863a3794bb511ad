package dev.provision.syntax;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * <code>{{ x }}</code>, which users of Ansible write for an expression. It is always a mistake
 * here, and this class explains it.
 *
 * @param start offset of the first brace
 * @param end offset after the last brace
 * @param inner what is between the braces
 */
public record AnsibleForm(int start, int end, String inner) {
  /**
   * The length is limited: without an end, every brace would be searched to the end of its line.
   */
  private static final Pattern FORM =
      Pattern.compile("\\{\\{-?\\s{0,20}([A-Za-z_'\"].{0,300}?)\\s{0,20}-?}}");

  private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*|\\[\\w+])*");
  private static final Pattern DEFAULT =
      Pattern.compile("([A-Za-z_][\\w.]*)\\s*\\|\\s*d(?:efault)?\\(\\s*('[^']*'|[\\w.]+)\\s*\\)");
  private static final Pattern LOOKUP =
      Pattern.compile("lookup\\(\\s*['\"]env['\"]\\s*,\\s*['\"](\\w+)['\"]\\s*\\)");

  /** The first one at or after an offset. */
  public static Optional<AnsibleForm> find(CharSequence text, int from) {
    Matcher matcher = FORM.matcher(text);
    return matcher.find(from)
        ? Optional.of(new AnsibleForm(matcher.start(), matcher.end(), matcher.group(1)))
        : Optional.empty();
  }

  /** Shows how to write it in this language. */
  public String message() {
    return "`{{ " + inner + " }}` is Ansible's form; write `" + ours() + "`";
  }

  private String ours() {
    if (NAME.matcher(inner).matches()) {
      return "${" + inner + "}";
    }
    Matcher byDefault = DEFAULT.matcher(inner);
    if (byDefault.matches()) {
      return "${" + byDefault.group(1) + "!" + byDefault.group(2) + "}";
    }
    Matcher lookup = LOOKUP.matcher(inner);
    return lookup.matches() ? "${env." + lookup.group(1) + "}" : "${…}";
  }
}
