package dev.provision.declare;

import dev.provision.spi.schema.Bare;
import dev.provision.spi.schema.Content;
import dev.provision.spi.schema.DataSize;
import dev.provision.spi.schema.NamesAlone;
import dev.provision.spi.schema.OneOrMore;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Reference;
import dev.provision.spi.schema.Refers;
import dev.provision.spi.schema.Secret;
import dev.provision.spi.schema.Value;
import dev.provision.spi.schema.Written;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The type of a field, from the Java type of a spec's component. */
public sealed interface FieldType {
  /** For messages and for `provision doc`: {@code a whole number}, {@code a list of texts}. */
  String words();

  /** As the items of a list: {@code text}, {@code names or paths}. */
  default String several() {
    return words().replaceFirst("^an? ", "");
  }

  /** One text that is read as a Java class that knows nothing of YAML. */
  record Single(Class<?> type, String bareUnit) implements FieldType {
    @Override
    public String several() {
      Written written = type.getAnnotation(Written.class);
      return written == null ? FieldType.super.several() : written.many();
    }

    @Override
    public String words() {
      if (type.isAnnotationPresent(Written.class)) {
        return type.getAnnotation(Written.class).one();
      }
      if (type == String.class || type == Secret.class) {
        return "a text";
      }
      if (type == boolean.class) {
        return "true or false";
      }
      if (type == BigDecimal.class) {
        return "a number";
      }
      if (type == Duration.class) {
        return "a duration, as in 5 min";
      }
      return type == DataSize.class ? "a size, as in 2 GiB" : "a whole number";
    }
  }

  /** One of a few words: an enum, with its constants in lower case and {@code -} for {@code _}. */
  record Choice(Class<?> type) implements FieldType {
    static String word(Object constant) {
      return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public List<String> choices() {
      return Arrays.stream(type.getEnumConstants()).map(Choice::word).toList();
    }

    @Override
    public String words() {
      List<String> words = choices();
      int last = words.size() - 1;
      return last == 0
          ? words.get(0)
          : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }
  }

  /** The name of another resource. */
  record Name(String section, Reference.Order order) implements FieldType {
    @Override
    public String words() {
      return "a name of `" + section + "`";
    }

    @Override
    public String several() {
      return "names of `" + section + "`";
    }
  }

  /** A text, inline or from a file or a template. */
  record Text() implements FieldType {
    @Override
    public String words() {
      return "a text, {file: path} or {template: path, vars: {…}}";
    }
  }

  /** An optional field. */
  record Maybe(FieldType inner) implements FieldType {
    @Override
    public String words() {
      return inner.words();
    }
  }

  /** A field whose value may be known only after apply. */
  record Late(FieldType inner) implements FieldType {
    @Override
    public String words() {
      return inner.words();
    }
  }

  /**
   * A list.
   *
   * @param orOne whether a single item may stand for a list of it
   */
  record Many(FieldType item, boolean orOne) implements FieldType {
    @Override
    public String words() {
      return (orOne ? item.words() + ", or " : "") + "a list of " + item.several();
    }

    @Override
    public String several() {
      return orOne ? FieldType.super.several() : "lists of " + item.several();
    }
  }

  /**
   * A mapping with names that the user chooses.
   *
   * @param key for names of other resources, which ones; empty for any text
   * @param orNames whether a list of names may stand for a mapping that says nothing more of each
   */
  record Named(Optional<Name> key, FieldType value, boolean orNames) implements FieldType {
    @Override
    public String words() {
      String names = key.map(name -> "names of `" + name.section() + "`").orElse("names");
      return (orNames ? "a list of " + names + ", or " : "")
          + "a mapping of "
          + names
          + " to "
          + value.several();
    }

    @Override
    public String several() {
      return orNames ? FieldType.super.several() : words().replaceFirst("^a mapping", "mappings");
    }
  }

  /** A mapping with known keys. */
  record Nested(Class<? extends Record> type) implements FieldType {
    public Schema schema() {
      return Schema.of(type);
    }

    @Override
    public String words() {
      return schema()
          .shorthand()
          .map(field -> field.type().words() + ", or a mapping")
          .orElse("a mapping");
    }

    @Override
    public String several() {
      return schema().shorthand().isPresent() ? FieldType.super.several() : "mappings";
    }
  }

  /**
   * The type of a component.
   *
   * @throws IllegalArgumentException when no YAML can express the type: our bug
   */
  static FieldType of(RecordComponent component) {
    return of(component.getGenericType(), component);
  }

  private static FieldType of(Type type, RecordComponent component) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      if (generic.getRawType() == Optional.class) {
        return new Maybe(of(arguments[0], component));
      }
      if (generic.getRawType() == Value.class) {
        return new Late(of(arguments[0], component));
      }
      if (generic.getRawType() == List.class) {
        return new Many(
            of(arguments[0], component), component.isAnnotationPresent(OneOrMore.class));
      }
      if (generic.getRawType() == Map.class && arguments[0] == String.class) {
        return new Named(Optional.empty(), value(arguments[1], component), orNames(component));
      }
      if (generic.getRawType() == Map.class
          && ofClass((Class<?>) arguments[0], component) instanceof Name name) {
        return new Named(Optional.of(name), value(arguments[1], component), orNames(component));
      }
    }
    if (type instanceof Class<?> plain) {
      return ofClass(plain, component);
    }
    throw unsupported(component);
  }

  private static boolean orNames(RecordComponent component) {
    return component.isAnnotationPresent(NamesAlone.class);
  }

  /** The type of the values of a mapping; only the outer mapping may be a list of names. */
  private static FieldType value(Type type, RecordComponent component) {
    FieldType value = of(type, component);
    return value instanceof Named inner ? new Named(inner.key(), inner.value(), false) : value;
  }

  private static FieldType ofClass(Class<?> type, RecordComponent component) {
    if (type.isEnum()) {
      return new Choice(type);
    }
    if (type == Ref.class) {
      Refers refers = component.getAnnotation(Refers.class);
      if (refers == null) {
        throw new IllegalArgumentException(component + " is a Ref and needs @Refers");
      }
      return new Name(refers.value(), refers.order());
    }
    if (type == Content.class) {
      return new Text();
    }
    Class<?> single = SingleValues.unboxed(type);
    if (SingleValues.isKnown(single)) {
      Bare bare = component.getAnnotation(Bare.class);
      return new Single(single, bare == null ? "" : bare.value());
    }
    if (isMapping(type)) {
      return new Nested(type.asSubclass(Record.class));
    }
    throw unsupported(component);
  }

  /** Whether a record stands for a mapping in the playbook, and not for one text. */
  static boolean isMapping(Class<?> type) {
    return type.isRecord()
        && type != Ref.class
        && type != Content.class
        && !SingleValues.isKnown(type);
  }

  private static IllegalArgumentException unsupported(RecordComponent component) {
    return new IllegalArgumentException("no YAML stands for the type of " + component);
  }
}
