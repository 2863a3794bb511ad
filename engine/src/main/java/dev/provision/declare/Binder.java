package dev.provision.declare;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.DidYouMean;
import dev.provision.diagnostic.Span;
import dev.provision.playbook.Keys;
import dev.provision.spi.Field;
import dev.provision.spi.schema.Content;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Reference;
import dev.provision.spi.schema.Value;
import dev.provision.syntax.Mapping;
import dev.provision.syntax.Node;
import dev.provision.syntax.Pending;
import dev.provision.syntax.Provenance;
import dev.provision.syntax.Scalar;
import dev.provision.syntax.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Binds one evaluated mapping to one record. It goes on after a mistake, so that all mistakes are
 * found at once; what it wrote down on the way (fields, references, diagnostics) is read
 * afterwards. One object for one mapping; confined to one thread. It is long because each type can
 * contain any other: to bind a list is to bind its items.
 */
final class Binder {
  private final ContentReader contents;
  private final Set<Scalar> broken;
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final Map<String, Field> fields = new LinkedHashMap<>();
  private final List<Reference> references = new ArrayList<>();
  private final List<Use> uses = new ArrayList<>();

  /**
   * @param broken scalars that have been reported already, by identity
   */
  Binder(ContentReader contents, Set<Scalar> broken) {
    this.contents = contents;
    this.broken = broken;
  }

  List<Diagnostic> diagnostics() {
    return diagnostics;
  }

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

  /**
   * Binds the keys of a mapping that the schema has; other classes handle the rest.
   *
   * @param owner the position for messages about the whole: the name of the resource
   * @return empty after a mistake
   */
  Optional<Record> bind(Schema schema, Mapping mapping, Span owner) {
    return record(schema, mapping, owner, Place.ROOT);
  }

  private Optional<Object> value(FieldType type, Node node, Place place) {
    note(node, Provenance.LITERAL, place);
    if (node instanceof Scalar scalar && broken.contains(scalar)) {
      return Optional.empty();
    }
    if (type instanceof FieldType.Maybe maybe) {
      return node instanceof Scalar scalar && scalar.isNull()
          ? Optional.of(Optional.empty())
          : value(maybe.inner(), node, place).map(Optional::of);
    }
    if (type instanceof FieldType.Late late) {
      return late(late.inner(), node, place);
    }
    if (node instanceof Pending pending) {
      diagnostics.add(Pendings.refusal(place.label(), pending));
      return Optional.empty();
    }
    if (type instanceof FieldType.Many many) {
      return list(many, node, place);
    }
    if (type instanceof FieldType.Named named) {
      return map(named, node, place);
    }
    if (type instanceof FieldType.Nested nested) {
      return nested(nested, node, place).map(made -> made);
    }
    if (type instanceof FieldType.Text) {
      return text(node, place);
    }
    return scalar(type, node, place);
  }

  private Optional<Object> late(FieldType inner, Node node, Place place) {
    if (inner instanceof FieldType.Text) {
      Optional<Node> text = contentOf(node, place);
      if (text.isEmpty()) {
        return Optional.empty();
      }
      if (text.get() instanceof Pending pending) {
        uses.addAll(Pendings.uses(pending));
        return Optional.of(deferred(Pendings.first(node).orElse(pending)));
      }
      return Optional.of(Value.known(new Content(((Scalar) text.get()).text())));
    }
    Optional<Pending> pending = Pendings.first(node);
    return pending.isPresent()
        ? Optional.of(deferred(pending.get()))
        : value(inner, node, place).map(Value::known);
  }

  private static Object deferred(Pending pending) {
    return new Value.Deferred<>(pending.source().text());
  }

  /** The text of a content, or the pending node; empty after a mistake. */
  private Optional<Node> contentOf(Node node, Place place) {
    if (Pendings.contains(node, broken)) {
      return Optional.empty();
    }
    Checked<Node> text = contents.read(node, place.label());
    diagnostics.addAll(text.diagnostics());
    text.value().ifPresent(found -> note(node, Pendings.provenance(found), place));
    return text.value();
  }

  private Optional<Object> list(FieldType.Many type, Node node, Place place) {
    if (node instanceof Scalar scalar && scalar.isNull()) {
      return Optional.of(List.of());
    }
    if (type.orOne() && node instanceof Scalar) {
      return value(type.item(), node, place).map(item -> List.of(item));
    }
    if (!(node instanceof Sequence sequence)) {
      String hint =
          node instanceof Scalar scalar && !scalar.sensitive()
              ? "; write `[" + scalar.text() + "]`"
              : "";
      mismatch(place, type.orOne() ? type.words() : "a list", node, hint);
      return Optional.empty();
    }
    List<Object> items = new ArrayList<>();
    boolean good = true;
    for (int i = 0; i < sequence.items().size(); i++) {
      Optional<Object> item =
          value(type.item(), sequence.items().get(i), place.inside(String.valueOf(i), false));
      item.ifPresent(items::add);
      good &= item.isPresent();
    }
    return good ? Optional.of(List.copyOf(items)) : Optional.empty();
  }

  private Optional<Object> map(FieldType.Named type, Node node, Place place) {
    if (node instanceof Scalar scalar && scalar.isNull()) {
      return Optional.of(Map.of());
    }
    if (!(node instanceof Mapping mapping)) {
      mismatch(place, "a mapping", node, "");
      return Optional.empty();
    }
    Map<String, Object> entries = new LinkedHashMap<>();
    boolean good = true;
    for (Mapping.Entry entry : mapping.entries()) {
      good &= Keys.isLiteral(entry.key(), diagnostics);
      Optional<Object> value =
          value(type.value(), entry.value(), place.inside(entry.name(), false));
      value.ifPresent(v -> entries.put(entry.name(), v));
      good &= value.isPresent();
    }
    return good ? Optional.of(java.util.Collections.unmodifiableMap(entries)) : Optional.empty();
  }

  private Optional<Record> nested(FieldType.Nested type, Node node, Place place) {
    Schema schema = type.schema();
    if (node instanceof Mapping mapping) {
      Keys.refuseUnknown(mapping, schema.keys(), "field", diagnostics);
      return record(schema, mapping, mapping.span(), place);
    }
    Optional<Schema.Field> shorthand = schema.shorthand();
    boolean list = node instanceof Sequence;
    if (shorthand.isPresent() && !isNull(node) && !list) {
      Scalar key =
          Scalar.of(shorthand.get().key(), Scalar.Style.PLAIN, node.span(), Provenance.LITERAL);
      Mapping mapping = new Mapping(List.of(new Mapping.Entry(key, node)), node.span());
      return record(schema, mapping, node.span(), place.asBrief());
    }
    mismatch(place, type.words(), node, "");
    return Optional.empty();
  }

  private Optional<Object> text(Node node, Place place) {
    Optional<Node> text = contentOf(node, place);
    if (text.isPresent() && text.get() instanceof Pending pending) {
      diagnostics.add(Pendings.refusal(place.label(), pending));
      return Optional.empty();
    }
    return text.map(found -> new Content(((Scalar) found).text()));
  }

  private Optional<Object> scalar(FieldType type, Node node, Place place) {
    if (!(node instanceof Scalar scalar)) {
      mismatch(place, type.words(), node, "");
      return Optional.empty();
    }
    if (scalar.isNull()) {
      mismatch(place, type.words(), node, "; leave the key out or give it a value");
      return Optional.empty();
    }
    if (type instanceof FieldType.Choice choice) {
      return choice(choice, scalar, place);
    }
    if (type instanceof FieldType.Name name) {
      if (scalar.text().isBlank()) {
        mismatch(place, type.words(), node, "");
        return Optional.empty();
      }
      if (scalar.sensitive()) {
        error(
            "`" + place.label() + "` is a name, so it cannot be read from a secret", scalar.span());
        return Optional.empty();
      }
      references.add(
          new Reference(name.section(), scalar.text(), name.order(), place.path(), scalar.span()));
      return Optional.of(new Ref(scalar.text()));
    }
    FieldType.Single single = (FieldType.Single) type;
    try {
      return Optional.of(SingleValues.read(single, scalar.text()));
    } catch (IllegalArgumentException e) {
      boolean secret = scalar.sensitive() || place.sensitive();
      String why = secret ? "expected " + type.words() + ", found (sensitive)" : e.getMessage();
      error(place.named(why), scalar.span());
      return Optional.empty();
    }
  }

  private Optional<Object> choice(FieldType.Choice choice, Scalar scalar, Place place) {
    for (Object constant : choice.type().getEnumConstants()) {
      if (FieldType.Choice.word(constant).equals(scalar.text())) {
        return Optional.of(constant);
      }
    }
    String found = scalar.sensitive() ? "(sensitive)" : "`" + scalar.text() + "`";
    String near = scalar.sensitive() ? "" : DidYouMean.suffix(scalar.text(), choice.choices());
    error(place.named("expected " + choice.words() + ", found " + found + near), scalar.span());
    return Optional.empty();
  }

  private Optional<Record> record(Schema schema, Mapping mapping, Span owner, Place place) {
    int before = diagnostics.size();
    checkOneOf(schema, mapping, owner, place);
    List<Object> values = new ArrayList<>();
    for (Schema.Field field : schema.fields()) {
      field(schema, field, mapping, owner, place).ifPresent(values::add);
    }
    if (values.size() != schema.fields().size() || errorsSince(before)) {
      return Optional.empty();
    }
    try {
      return Optional.of(schema.create(values));
    } catch (IllegalArgumentException refusal) {
      String message = Pendings.withoutSecrets(String.valueOf(refusal.getMessage()), mapping);
      error(place.named(message), refusedPlace(schema, mapping, message).orElse(owner));
      return Optional.empty();
    }
  }

  private Optional<Object> field(
      Schema schema, Schema.Field field, Mapping mapping, Span owner, Place place) {
    Place inside = place.inside(field.key(), field.sensitive());
    Optional<Node> written = mapping.get(field.key());
    if (written.isPresent()) {
      return value(field.type(), written.get(), inside);
    }
    if (field.fallback().isPresent()) {
      Scalar text =
          Scalar.of(field.fallback().get(), Scalar.Style.PLAIN, owner, Provenance.LITERAL);
      return value(field.type(), text, inside.asDefault());
    }
    if (field.type() instanceof FieldType.Maybe) {
      return Optional.of(Optional.empty());
    }
    if (field.type() instanceof FieldType.Many) {
      return Optional.of(List.of());
    }
    if (field.type() instanceof FieldType.Named) {
      return Optional.of(Map.of());
    }
    if (!schema.oneOf().contains(field.key())) {
      error("`" + inside.label() + "` is missing: expected " + field.type().words(), owner);
    }
    return Optional.empty();
  }

  private void checkOneOf(Schema schema, Mapping mapping, Span owner, Place place) {
    List<Mapping.Entry> given =
        mapping.entries().stream().filter(e -> schema.oneOf().contains(e.name())).toList();
    if (schema.oneOf().isEmpty() || given.size() == 1) {
      return;
    }
    String all = "`" + String.join("`, `", schema.oneOf()) + "`";
    if (given.isEmpty()) {
      error(place.named("one of " + all + " must be given"), owner);
      return;
    }
    diagnostics.add(
        Diagnostic.error(
                place.named("only one of " + all + " can be given"), given.get(1).key().span())
            .withRelated(
                List.of(new Diagnostic.Related("the other one", given.get(0).key().span()))));
  }

  /** A refusal that begins with the name of a field is about that field. */
  private static Optional<Span> refusedPlace(Schema schema, Mapping mapping, String message) {
    return schema.keys().stream()
        .filter(key -> message.startsWith("`" + key + "`"))
        .findFirst()
        .flatMap(mapping::get)
        .map(Node::span);
  }

  private void note(Node node, Provenance more, Place place) {
    if (!place.written()) {
      return;
    }
    Provenance from = Pendings.provenance(node).and(more);
    boolean sensitive = place.sensitive() || from.sensitive();
    List<String> sources = from.sources().stream().sorted().toList();
    fields.put(place.path(), new Field(node.span(), sensitive, sources));
  }

  private void mismatch(Place place, String expected, Node found, String hint) {
    String what =
        found instanceof Scalar scalar && !scalar.isNull()
            ? (scalar.sensitive() || place.sensitive() ? "(sensitive)" : "`" + scalar.text() + "`")
            : found.kind();
    error(place.named("expected " + expected + ", found " + what + hint), found.span());
  }

  private static boolean isNull(Node node) {
    return node instanceof Scalar scalar && scalar.isNull();
  }

  private boolean errorsSince(int before) {
    return diagnostics.subList(before, diagnostics.size()).stream().anyMatch(Diagnostic::isError);
  }

  private void error(String message, Span span) {
    diagnostics.add(Diagnostic.error(message, span));
  }
}
