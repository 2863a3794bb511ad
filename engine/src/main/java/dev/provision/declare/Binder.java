package dev.provision.declare;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.spi.schema.Content;
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
 * Binds one evaluated mapping to one record. Goes on after a mistake, so that all mistakes are
 * found at once. One object for one mapping; confined to one thread.
 */
final class Binder {
  private final ContentReader contents;
  private final Set<Scalar> broken;
  private final BindingNotes notes = new BindingNotes();
  private final ScalarBinder scalars = new ScalarBinder(notes);

  /**
   * @param broken scalars that have been reported already, by identity
   */
  Binder(ContentReader contents, Set<Scalar> broken) {
    this.contents = contents;
    this.broken = broken;
  }

  /** What was found besides the record. */
  BindingNotes notes() {
    return notes;
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
    notes.note(node, Provenance.LITERAL, place);
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
      notes.add(Pendings.refusal(place.label(), pending));
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
    return scalars.bind(type, node, place);
  }

  private Optional<Object> late(FieldType inner, Node node, Place place) {
    if (inner instanceof FieldType.Text) {
      Optional<Node> text = contentOf(node, place);
      if (text.isEmpty()) {
        return Optional.empty();
      }
      if (text.get() instanceof Pending pending) {
        notes.addUses(Pendings.uses(pending));
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
    notes.add(text.diagnostics());
    text.value().ifPresent(found -> notes.note(node, Pendings.provenance(found), place));
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
      notes.mismatch(place, type.orOne() ? type.words() : "a list", node, hint);
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
    if (type.orNames() && node instanceof Sequence names && isOfScalars(names)) {
      return map(type, alone(names), place);
    }
    if (!(node instanceof Mapping mapping)) {
      notes.mismatch(
          place, type.orNames() ? "a mapping, or a list of names" : "a mapping", node, "");
      return Optional.empty();
    }
    Map<Object, Object> entries = new LinkedHashMap<>();
    boolean good = true;
    for (Mapping.Entry entry : mapping.entries()) {
      good &= notes.isLiteral(entry.key());
      Place inside = place.inside(entry.name(), false);
      Optional<Object> key = key(type, entry.key(), inside);
      Optional<Object> value = value(type.value(), entry.value(), inside);
      value.ifPresent(v -> key.ifPresent(k -> entries.put(k, v)));
      good &= key.isPresent() && value.isPresent();
    }
    return good ? Optional.of(java.util.Collections.unmodifiableMap(entries)) : Optional.empty();
  }

  private static boolean isOfScalars(Sequence names) {
    return names.items().stream().allMatch(Scalar.class::isInstance);
  }

  /** The mapping that a list of names stands for: it says nothing more of each. */
  private static Mapping alone(Sequence names) {
    List<Mapping.Entry> entries = new ArrayList<>();
    for (Node name : names.items()) {
      entries.add(new Mapping.Entry((Scalar) name, new Mapping(List.of(), name.span())));
    }
    return new Mapping(entries, names.span());
  }

  /** The name itself, or a reference to what has it. */
  private Optional<Object> key(FieldType.Named type, Scalar name, Place place) {
    return type.key().isPresent()
        ? scalars.bind(type.key().get(), name, place)
        : Optional.of(name.text());
  }

  private Optional<Record> nested(FieldType.Nested type, Node node, Place place) {
    Schema schema = type.schema();
    if (node instanceof Mapping mapping) {
      notes.refuseUnknown(mapping, schema);
      return record(schema, mapping, mapping.span(), place);
    }
    Optional<Schema.Field> shorthand = schema.shorthand();
    boolean fits =
        !(node instanceof Sequence) || shorthand.filter(f -> isList(f.type())).isPresent();
    if (shorthand.isPresent() && !isNull(node) && fits) {
      Scalar key =
          Scalar.of(shorthand.get().key(), Scalar.Style.PLAIN, node.span(), Provenance.LITERAL);
      Mapping mapping = new Mapping(List.of(new Mapping.Entry(key, node)), node.span());
      return record(schema, mapping, node.span(), place.asBrief());
    }
    notes.mismatch(place, type.words(), node, "");
    return Optional.empty();
  }

  private static boolean isList(FieldType type) {
    return type instanceof FieldType.Many
        || type instanceof FieldType.Maybe maybe && isList(maybe.inner());
  }

  private Optional<Object> text(Node node, Place place) {
    Optional<Node> text = contentOf(node, place);
    if (text.isPresent() && text.get() instanceof Pending pending) {
      notes.add(Pendings.refusal(place.label(), pending));
      return Optional.empty();
    }
    return text.map(found -> new Content(((Scalar) found).text()));
  }

  private Optional<Record> record(Schema schema, Mapping mapping, Span owner, Place place) {
    int before = notes.diagnostics().size();
    checkOneOf(schema, mapping, owner, place);
    List<Object> values = new ArrayList<>();
    for (Schema.Field field : schema.fields()) {
      field(schema, field, mapping, owner, place).ifPresent(values::add);
    }
    if (values.size() != schema.fields().size() || notes.hasErrorsSince(before)) {
      return Optional.empty();
    }
    try {
      return Optional.of(schema.create(values));
    } catch (IllegalArgumentException refusal) {
      String message = Pendings.withoutSecrets(String.valueOf(refusal.getMessage()), mapping);
      notes.error(place.named(message), refusedPlace(schema, mapping, message).orElse(owner));
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
      notes.error("`" + inside.label() + "` is missing: expected " + field.type().words(), owner);
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
      notes.error(place.named("one of " + all + " must be given"), owner);
      return;
    }
    notes.add(
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

  private static boolean isNull(Node node) {
    return node instanceof Scalar scalar && scalar.isNull();
  }
}
