package dev.provision.playbook;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.source.FilePath;
import dev.provision.source.SourceFile;
import dev.provision.syntax.Mapping;
import dev.provision.syntax.Node;
import dev.provision.syntax.Parser;
import dev.provision.syntax.Provenance;
import dev.provision.syntax.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The variables of {@code -e}. A value takes the type of the variable that it replaces: {@code -e
 * branch=007} is a text when {@code branch} is declared as one.
 */
final class ExtraVars {
  private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?");

  /** Values in the order of the command line; a later one replaces an earlier one. */
  private final Map<String, Node> fromFiles = new LinkedHashMap<>();

  private final Map<String, String> fromFlags = new LinkedHashMap<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  static ExtraVars of(List<String> given) {
    ExtraVars all = new ExtraVars();
    given.forEach(all::add);
    return all;
  }

  List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  private void add(String given) {
    if (given.startsWith("@")) {
      String name = given.substring(1);
      Checked<Mapping> file =
          FilePath.of(name)
              .map(path -> VariableFiles.read(path, Optional.empty()))
              .orElseGet(
                  () -> Checked.failed(Diagnostic.error(FilePath.refusal(name), Span.of("-e"))));
      diagnostics.addAll(file.diagnostics());
      file.value().ifPresent(mapping -> mapping.entries().forEach(this::addEntry));
      return;
    }
    int equals = given.indexOf('=');
    if (equals <= 0) {
      String shown = equals < 0 ? given : "";
      diagnostics.add(
          Diagnostic.error("`-e " + shown + "` is not key=value or @file", Span.of("-e")));
      return;
    }
    String name = given.substring(0, equals).strip();
    fromFiles.remove(name);
    fromFlags.put(name, given.substring(equals + 1));
  }

  private void addEntry(Mapping.Entry entry) {
    fromFlags.remove(entry.name());
    fromFiles.put(entry.name(), entry.value());
  }

  List<String> names() {
    List<String> names = new ArrayList<>(fromFiles.keySet());
    names.addAll(fromFlags.keySet());
    return names;
  }

  /** The position for a message about one of them. */
  Span place(String name) {
    Node node = fromFiles.get(name);
    return node == null ? Span.of("-e " + name) : node.span();
  }

  /**
   * The values for the variables of one play.
   *
   * @param declared the variables as the play declares them
   */
  Checked<List<Mapping.Entry>> typed(Map<String, Mapping.Entry> declared) {
    List<Diagnostic> found = new ArrayList<>();
    List<Mapping.Entry> values = new ArrayList<>();
    for (Mapping.Entry entry : declared.values()) {
      String name = entry.name();
      if (fromFiles.containsKey(name)) {
        values.add(new Mapping.Entry(entry.key(), fromFiles.get(name)));
      } else if (fromFlags.containsKey(name)) {
        Checked<Node> value = typed(name, fromFlags.get(name), entry.value());
        found.addAll(value.diagnostics());
        value.value().ifPresent(node -> values.add(new Mapping.Entry(entry.key(), node)));
      }
    }
    return Checked.of(values, found);
  }

  private static Checked<Node> typed(String name, String text, Node declared) {
    Span span = Span.of("-e " + name);
    if (!(declared instanceof Scalar like)) {
      Checked<Node> parsed = Parser.parse(new SourceFile(span.file(), literal(text)), "value");
      return parsed.then(
          node ->
              node.getClass() == declared.getClass()
                  ? Checked.of(node)
                  : wrongType(name, declared.kind(), declared));
    }
    boolean plain = like.style() == Scalar.Style.PLAIN;
    boolean number = NUMBER.matcher(text).matches();
    boolean truth = text.equals("true") || text.equals("false");
    if (plain && NUMBER.matcher(like.text()).matches() && !number) {
      return wrongType(name, "a number", declared);
    }
    if (plain && (like.text().equals("true") || like.text().equals("false")) && !truth) {
      return wrongType(name, "true or false", declared);
    }
    boolean typedByLook =
        plain
            && (NUMBER.matcher(like.text()).matches()
                || like.text().equals("true")
                || like.text().equals("false")
                || like.isNull()
                || like.text().contains("${"));
    Scalar.Style style =
        typedByLook && (number || truth) ? Scalar.Style.PLAIN : Scalar.Style.QUOTED;
    return Checked.of(Scalar.of(text, style, span, Provenance.LITERAL));
  }

  /** Prevents the evaluation of a value from the command line, even when it is read as YAML. */
  private static String literal(String text) {
    return text.replace("${", "$${");
  }

  private static Checked<Node> wrongType(String name, String expected, Node declared) {
    return Checked.failed(
        Diagnostic.error(
                "`" + name + "` is declared as " + expected + ", and -e gives something else",
                Span.of("-e " + name))
            .withRelated(List.of(new Diagnostic.Related("declared here", declared.span()))));
  }
}
