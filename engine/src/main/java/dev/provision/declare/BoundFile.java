package dev.provision.declare;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.playbook.Keys;
import dev.provision.source.SourceFile;
import dev.provision.spi.Field;
import dev.provision.syntax.Mapping;
import dev.provision.syntax.Node;
import dev.provision.syntax.Parser;
import dev.provision.template.Templates;
import dev.provision.template.Variables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A file that is one record, such as a lab of the simulator: read with the same messages as a
 * playbook, but not evaluated.
 *
 * @param fields the position of each value, by its path in the record
 */
public record BoundFile<S extends Record>(S spec, Map<String, Field> fields) {
  public BoundFile {
    fields = Map.copyOf(fields);
  }

  /**
   * Reads a file.
   *
   * @param name its name in messages
   * @param what the noun for it in messages
   */
  public static <S extends Record> Checked<BoundFile<S>> read(
      Path path, String name, String what, Class<S> type) {
    return SourceFile.read(path, name)
        .then(source -> Parser.parse(source, what))
        .then(node -> bind(path, node, what, type));
  }

  private static <S extends Record> Checked<BoundFile<S>> bind(
      Path path, Node node, String what, Class<S> type) {
    Span whole = Span.of(node.span().file());
    if (!(node instanceof Mapping mapping)) {
      return Checked.failed(
          Diagnostic.error("a " + what + " is a mapping, found " + node.kind(), node.span()));
    }
    List<Diagnostic> diagnostics = new ArrayList<>();
    Schema schema = Schema.of(type);
    Keys.refuseUnknown(mapping, schema.keys(), "field", diagnostics);
    Binder binder =
        new Binder(new ContentReader(Variables.of(Map.of()), new Templates(path)), Set.of());
    Optional<Record> bound = binder.bind(schema, mapping, whole);
    diagnostics.addAll(binder.notes().diagnostics());
    boolean good = bound.isPresent() && diagnostics.stream().noneMatch(Diagnostic::isError);
    return good
        ? Checked.of(new BoundFile<>(type.cast(bound.get()), binder.notes().fields()), diagnostics)
        : Checked.failed(diagnostics);
  }
}
