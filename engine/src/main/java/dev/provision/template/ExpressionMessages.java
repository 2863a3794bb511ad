package dev.provision.template;

import dev.provision.diagnostic.DidYouMean;
import freemarker.core.InvalidReferenceException;
import freemarker.core.ParseException;
import freemarker.template.TemplateException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Explains the messages of the template library in plain words. Never shows a secret value. */
final class ExpressionMessages {
  private static final Pattern TYPE =
      Pattern.compile("Expected (.+?), but this has evaluated to (an? [^(:]+?)(?: \\(|:|$)");
  private static final Pattern OPERANDS =
      Pattern.compile("Left hand operand is (.+?) \\(.*Right hand operand is (.+?) \\(");
  private static final Pattern NO_NUMBER =
      Pattern.compile("Can't convert this string to number: (\".*?\") *(The blamed|$)");
  private static final Pattern NO_TEMPLATE =
      Pattern.compile("Template not found for name \"(.+?)\"");
  private static final Pattern UNKNOWN_BUILT_IN =
      Pattern.compile(
          "Unknown built-in: \"(.+?)\"\\. Help.*list of built-ins: *(.*)", Pattern.DOTALL);
  private static final Pattern ENCOUNTERED = Pattern.compile("Encountered \"(.*?)\", but");
  private static final Pattern ROOT = Pattern.compile("\\(*([A-Za-z_@$][\\w@$]*)");
  private static final Pattern ENVIRONMENT =
      Pattern.compile("\\(*env(?:\\.(\\w+)|\\[[\"'](\\w+)[\"']])");

  private final TemplateException exception;
  private final Trace trace;
  private final Variables variables;
  private final String blamed;

  ExpressionMessages(TemplateException exception, Trace trace, Variables variables) {
    this.exception = exception;
    this.trace = trace;
    this.variables = variables;
    this.blamed = withoutParentheses(exception.getBlamedExpressionString());
  }

  /** The syntax error in an expression. */
  static String explain(ParseException e, String expression, boolean atEnd) {
    String message = e.getEditorMessage();
    Matcher builtIn = UNKNOWN_BUILT_IN.matcher(message.replaceAll("\\s+", " "));
    if (builtIn.find()) {
      List<String> known = Arrays.asList(builtIn.group(2).split("[,;:.\\s]+"));
      return "unknown built-in `?"
          + builtIn.group(1)
          + "`"
          + DidYouMean.closest(builtIn.group(1), known)
              .map(name -> "; did you mean `?" + name + "`?")
              .orElse("");
    }
    if (atEnd || message.startsWith("Unexpected end of file")) {
      return "the expression ends too early";
    }
    Matcher encountered = ENCOUNTERED.matcher(message);
    if (encountered.find()) {
      return "`" + encountered.group(1) + "` does not fit here in the expression";
    }
    return plain(message);
  }

  /** Whether the mistake is an undeclared name, or a variable missing in the environment. */
  boolean isUnknownVariable() {
    return unknownVariable().isPresent() || unknownEnvironment().isPresent();
  }

  String message() {
    if (exception instanceof InvalidReferenceException || unknownVariable().isPresent()) {
      return missing();
    }
    String text = exception.getMessageWithoutStackTop().replaceAll("\\s+", " ").trim();
    Matcher type = TYPE.matcher(text);
    if (type.find()) {
      return ours(subject(text) + " is " + type.group(2) + ", but " + wanted(type.group(1)));
    }
    Matcher operands = OPERANDS.matcher(text);
    if (text.startsWith("Can't compare") && operands.find()) {
      return ours(operands.group(1) + " and " + operands.group(2)) + " cannot be compared";
    }
    if (trace.provenance().sensitive()) {
      return "this expression failed; how is not shown, because it reads a secret";
    }
    Matcher template = NO_TEMPLATE.matcher(text);
    if (template.find()) {
      return "there is no template `" + template.group(1) + "`";
    }
    Matcher number = NO_NUMBER.matcher(text);
    if (number.find()) {
      return number.group(1) + " is no number";
    }
    if (text.contains("/ by zero") || text.contains("Division by zero")) {
      return "division by zero";
    }
    return plain(text);
  }

  Optional<String> hint() {
    if (unknownVariable().isPresent()) {
      return Optional.of("declare it under `vars`, or give a default: `${name!\"…\"}`");
    }
    return unknownEnvironment()
        .map(name -> "set it, or give a default: `${env." + name + "!\"…\"}`");
  }

  private String missing() {
    Optional<String> variable = unknownVariable();
    if (variable.isPresent()) {
      return "unknown variable `"
          + variable.get()
          + "`"
          + DidYouMean.suffix(variable.get(), variables.allNames());
    }
    Optional<String> environment = unknownEnvironment();
    if (environment.isPresent()) {
      String name = environment.get();
      return "the environment variable `"
          + name
          + "` is not set"
          + DidYouMean.suffix(name, variables.environment().keySet());
    }
    return trace.isNull(blamed)
        ? "the variable `" + blamed + "` is null"
        : "`" + blamed + "` has no value";
  }

  /** The undeclared name, which may also be the input of a built-in or a function. */
  Optional<String> unknownVariable() {
    if (exception.getMessageWithoutStackTop().contains("but received a Null")) {
      return trace.lastMissingVariable();
    }
    if (!(exception instanceof InvalidReferenceException)) {
      return Optional.empty();
    }
    Matcher root = ROOT.matcher(blamed);
    return root.lookingAt() && trace.isMissing(root.group(1))
        ? Optional.of(root.group(1))
        : Optional.empty();
  }

  private Optional<String> unknownEnvironment() {
    Matcher matcher = ENVIRONMENT.matcher(blamed);
    if (!(exception instanceof InvalidReferenceException) || !matcher.lookingAt()) {
      return Optional.empty();
    }
    String name = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    return Optional.of(name).filter(trace::isMissingInEnvironment);
  }

  private String subject(String text) {
    return blamed.isEmpty() ? plain(text.replaceAll(":.*", "")) : "`" + blamed + "`";
  }

  private static String wanted(String expected) {
    return expected.replaceAll(" or something.*", "") + " is needed here";
  }

  /** Replaces the library's type names with those that users know. */
  private static String ours(String text) {
    return text.replaceAll("\\bextended[_ ]hash\\b", "mapping")
        .replaceAll("\\bhash\\b", "mapping")
        .replaceAll("\\bsequence or collection\\b", "list")
        .replaceAll("\\bsequence\\b", "list")
        .replaceAll("\\bstring\\b", "text");
  }

  private static String plain(String text) {
    String first = text.replaceAll("\\s+", " ").replaceAll(" The blamed expression:.*", "").trim();
    first = first.replaceAll(" The allowed .*", "");
    first = first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
    return first.isEmpty() ? first : Character.toLowerCase(first.charAt(0)) + first.substring(1);
  }

  private static String withoutParentheses(String text) {
    return text == null ? "" : text.replaceAll("^\\((.*)\\)$", "$1");
  }
}
