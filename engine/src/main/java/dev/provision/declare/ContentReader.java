package dev.provision.declare;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.playbook.Keys;
import dev.provision.source.FilePath;
import dev.provision.source.SourceFile;
import dev.provision.syntax.Mapping;
import dev.provision.syntax.Node;
import dev.provision.syntax.Pending;
import dev.provision.syntax.Provenance;
import dev.provision.syntax.Scalar;
import dev.provision.syntax.Sequence;
import dev.provision.template.Templates;
import dev.provision.template.Variables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the text of a {@link dev.provision.spi.schema.Content}: {@code a text}, {@code {file:
 * path}} or {@code {template: path, vars: {…}}}. A file's path is relative to the file that names
 * it. A template sees the variables of its place, and {@code vars} over them.
 */
final class ContentReader {
  private static final List<String> KEYS = List.of("file", "template", "vars");

  private final Variables variables;
  private final Templates templates;

  ContentReader(Variables variables, Templates templates) {
    this.variables = variables;
    this.templates = templates;
  }

  /**
   * The text, or the pending node.
   *
   * @param field the name of the field in messages
   */
  Checked<Node> read(Node node, String field) {
    if (!(node instanceof Mapping mapping)) {
      boolean text = !(node instanceof Scalar scalar) || !scalar.isNull();
      return node instanceof Sequence || !text ? expected(field, node) : Checked.of(node);
    }
    List<Diagnostic> wrong = new ArrayList<>();
    Keys.refuseUnknown(mapping, KEYS, "field", wrong);
    Optional<Node> file = mapping.get("file");
    Optional<Node> template = mapping.get("template");
    if (wrong.isEmpty() && file.isPresent() == template.isPresent()) {
      wrong.add(
          Diagnostic.error("`" + field + "`: give either `file` or `template`", mapping.span()));
    }
    if (wrong.isEmpty() && file.isPresent() && mapping.get("vars").isPresent()) {
      wrong.add(
          Diagnostic.error(
              "`" + field + "`: `vars` are for a template; a file is taken as it is",
              mapping.entry("vars").orElseThrow().key().span()));
    }
    if (!wrong.isEmpty()) {
      return Checked.failed(wrong);
    }
    return file.isPresent()
        ? name(field + ".file", file.get()).then(this::file)
        : name(field + ".template", template.orElseThrow())
            .then(name -> template(name, mapping.get("vars"), field));
  }

  private static Checked<Scalar> name(String field, Node node) {
    if (node instanceof Scalar scalar && !scalar.isNull()) {
      return Checked.of(scalar);
    }
    return node instanceof Pending pending
        ? Checked.failed(Pendings.refusal(field, pending))
        : Checked.failed(
            Diagnostic.error(
                "`" + field + "`: expected a path, found " + node.kind(), node.span()));
  }

  private Checked<Node> file(Scalar name) {
    Optional<Path> beside = FilePath.beside(name.span().file(), name.text());
    if (beside.isEmpty()) {
      return Checked.failed(Diagnostic.error(FilePath.refusal(name.toString()), name.span()));
    }
    Path path = beside.get();
    Checked<SourceFile> read = SourceFile.read(path, path.toString());
    if (read.value().isEmpty()) {
      String why = read.diagnostics().get(0).message();
      return Checked.failed(Diagnostic.error("`" + path + "`: " + why, name.span()));
    }
    Optional<String> tooMuch = variables.refusalOf(read.get().text());
    if (tooMuch.isPresent()) {
      return Checked.failed(Diagnostic.error("`" + path + "`: " + tooMuch.get(), name.span()));
    }
    Provenance from = name.provenance();
    return Checked.of(Scalar.of(read.get().text(), Scalar.Style.BLOCK, name.span(), from));
  }

  private Checked<Node> template(Scalar name, Optional<Node> vars, String field) {
    Map<String, Object> own = new LinkedHashMap<>();
    if (vars.isPresent()) {
      if (!(vars.get() instanceof Mapping mapping)) {
        return Checked.failed(
            Diagnostic.error(
                "`" + field + ".vars`: expected a mapping, found " + vars.get().kind(),
                vars.get().span()));
      }
      mapping.entries().forEach(entry -> own.put(entry.name(), entry.value()));
    }
    return templates.render(name, variables.withAll(own));
  }

  private static Checked<Node> expected(String field, Node node) {
    return Checked.failed(
        Diagnostic.error(
            "`" + field + "`: expected " + new FieldType.Text().words() + ", found " + node.kind(),
            node.span()));
  }
}
