package dev.provision.declare;

import dev.provision.diagnostic.DidYouMean;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Reference;
import dev.provision.syntax.Node;
import dev.provision.syntax.Scalar;
import java.util.Optional;

/** Binds one scalar to a field of a single value, a choice or a name. */
final class ScalarBinder {
  private final BindingNotes notes;

  ScalarBinder(BindingNotes notes) {
    this.notes = notes;
  }

  /** Returns the value; empty after a mistake. */
  Optional<Object> bind(FieldType type, Node node, Place place) {
    if (!(node instanceof Scalar scalar)) {
      notes.mismatch(place, type.words(), node, "");
      return Optional.empty();
    }
    if (scalar.isNull()) {
      notes.mismatch(place, type.words(), node, "; leave the key out or give it a value");
      return Optional.empty();
    }
    if (type instanceof FieldType.Choice choice) {
      return choice(choice, scalar, place);
    }
    if (type instanceof FieldType.Name name) {
      if (scalar.text().isBlank()) {
        notes.mismatch(place, type.words(), node, "");
        return Optional.empty();
      }
      if (scalar.sensitive()) {
        notes.error(
            "`" + place.label() + "` is a name, so it cannot be read from a secret", scalar.span());
        return Optional.empty();
      }
      notes.add(
          new Reference(name.section(), scalar.text(), name.order(), place.path(), scalar.span()));
      return Optional.of(new Ref(scalar.text()));
    }
    FieldType.Single single = (FieldType.Single) type;
    try {
      return Optional.of(SingleValues.read(single, scalar.text()));
    } catch (IllegalArgumentException e) {
      boolean secret = scalar.sensitive() || place.sensitive();
      String why = secret ? "expected " + type.words() + ", found (sensitive)" : e.getMessage();
      notes.error(place.named(why), scalar.span());
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
    notes.error(
        place.named("expected " + choice.words() + ", found " + found + near), scalar.span());
    return Optional.empty();
  }
}
