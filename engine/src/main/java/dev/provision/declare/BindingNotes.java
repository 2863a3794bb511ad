package dev.provision.declare;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.playbook.Keys;
import dev.provision.spi.Field;
import dev.provision.spi.schema.Reference;
import dev.provision.syntax.Mapping;
import dev.provision.syntax.Node;
import dev.provision.syntax.Provenance;
import dev.provision.syntax.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What binding one mapping finds besides its record: mistakes, the position of each field, and the
 * names of other resources. Confined to one thread.
 */
final class BindingNotes {
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final Map<String, Field> fields = new LinkedHashMap<>();
  private final List<Reference> references = new ArrayList<>();
  private final List<Use> uses = new ArrayList<>();

  List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  /** By path in the spec. */
  Map<String, Field> fields() {
    return fields;
  }

  List<Reference> references() {
    return references;
  }

  /**
   * The attributes of other resources that templates read, which no expression of the mapping
   * shows.
   */
  List<Use> uses() {
    return uses;
  }

  void add(Diagnostic diagnostic) {
    diagnostics.add(diagnostic);
  }

  void add(List<Diagnostic> more) {
    diagnostics.addAll(more);
  }

  void add(Reference reference) {
    references.add(reference);
  }

  void addUses(List<Use> more) {
    uses.addAll(more);
  }

  boolean isLiteral(Scalar key) {
    return Keys.isLiteral(key, diagnostics);
  }

  void refuseUnknown(Mapping mapping, Schema schema) {
    Keys.refuseUnknown(mapping, schema.keys(), "field", diagnostics);
  }

  void note(Node node, Provenance more, Place place) {
    if (!place.written()) {
      return;
    }
    Provenance from = Pendings.provenance(node).and(more);
    boolean sensitive = place.sensitive() || from.sensitive();
    List<String> sources = from.sources().stream().sorted().toList();
    fields.put(place.path(), new Field(node.span(), sensitive, sources));
  }

  void mismatch(Place place, String expected, Node found, String hint) {
    String what =
        found instanceof Scalar scalar && !scalar.isNull()
            ? (scalar.sensitive() || place.sensitive() ? "(sensitive)" : "`" + scalar.text() + "`")
            : found.kind();
    error(place.named("expected " + expected + ", found " + what + hint), found.span());
  }

  boolean hasErrorsSince(int before) {
    return diagnostics.subList(before, diagnostics.size()).stream().anyMatch(Diagnostic::isError);
  }

  void error(String message, Span span) {
    diagnostics.add(Diagnostic.error(message, span));
  }
}
