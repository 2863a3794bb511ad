package dev.provision.declare;

import dev.provision.spi.schema.Default;
import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Key;
import dev.provision.spi.schema.OneOf;
import dev.provision.spi.schema.Secret;
import dev.provision.spi.schema.Sensitive;
import dev.provision.spi.schema.Shorthand;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The contents of a mapping in the playbook: a record, read as a schema. The fields have the order
 * of the record's components.
 *
 * @param doc what the record is, in the user's words; empty without documentation
 * @param oneOf keys of which exactly one must be given; empty for no such rule
 */
public record Schema(
    Class<? extends Record> type, String doc, List<Field> fields, List<String> oneOf) {
  /**
   * One key.
   *
   * @param fallback the text that is used when it is left out
   * @param sensitive whether its value is never shown
   * @param shorthand whether a scalar in place of the mapping sets this field
   */
  public record Field(
      String key,
      FieldType type,
      String doc,
      Optional<String> fallback,
      boolean sensitive,
      boolean shorthand) {

    /** Whether it must be written. */
    public boolean required() {
      return fallback.isEmpty()
          && !(type instanceof FieldType.Maybe)
          && !(type instanceof FieldType.Many)
          && !(type instanceof FieldType.Named);
    }
  }

  public Schema {
    fields = List.copyOf(fields);
    oneOf = List.copyOf(oneOf);
  }

  /** Reading a record by reflection is dear, and a play may bind one a thousand times. */
  private static final ClassValue<Schema> READ =
      new ClassValue<>() {
        @Override
        protected Schema computeValue(Class<?> type) {
          return read(type.asSubclass(Record.class));
        }
      };

  private static final ClassValue<Constructor<? extends Record>> CONSTRUCTORS =
      new ClassValue<>() {
        @Override
        protected Constructor<? extends Record> computeValue(Class<?> type) {
          try {
            Constructor<? extends Record> constructor =
                type.asSubclass(Record.class)
                    .getDeclaredConstructor(
                        Arrays.stream(type.getRecordComponents())
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor;
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " has no constructor of its components", e);
          }
        }
      };

  /**
   * Reads a record.
   *
   * @throws IllegalArgumentException when no YAML can express one of its components: our bug
   */
  public static Schema of(Class<? extends Record> type) {
    return READ.get(type);
  }

  private static Schema read(Class<? extends Record> type) {
    List<Field> fields = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      fields.add(field(component));
    }
    Doc doc = type.getAnnotation(Doc.class);
    OneOf oneOf = type.getAnnotation(OneOf.class);
    return new Schema(
        type,
        doc == null ? "" : doc.value(),
        fields,
        oneOf == null ? List.of() : List.of(oneOf.value()));
  }

  private static Field field(RecordComponent component) {
    Key key = component.getAnnotation(Key.class);
    Doc doc = component.getAnnotation(Doc.class);
    Default fallback = component.getAnnotation(Default.class);
    FieldType type = FieldType.of(component);
    return new Field(
        key == null ? snakeCase(component.getName()) : key.value(),
        type,
        doc == null ? "" : doc.value(),
        Optional.ofNullable(fallback).map(Default::value),
        component.isAnnotationPresent(Sensitive.class) || holdsSecret(type),
        component.isAnnotationPresent(Shorthand.class));
  }

  private static boolean holdsSecret(FieldType type) {
    if (type instanceof FieldType.Maybe maybe) {
      return holdsSecret(maybe.inner());
    }
    if (type instanceof FieldType.Late late) {
      return holdsSecret(late.inner());
    }
    if (type instanceof FieldType.Many many) {
      return holdsSecret(many.item());
    }
    if (type instanceof FieldType.Named named) {
      return holdsSecret(named.value());
    }
    return type instanceof FieldType.Single single && single.type() == Secret.class;
  }

  private static String snakeCase(String name) {
    StringBuilder out = new StringBuilder();
    for (char c : name.toCharArray()) {
      if (Character.isUpperCase(c)) {
        out.append('_');
      }
      out.append(c);
    }
    return out.toString().toLowerCase(Locale.ROOT);
  }

  /** The keys of its fields that hold secrets, and of the mappings in it, at any depth. */
  public Set<String> secretKeys() {
    Set<String> keys = new LinkedHashSet<>();
    collect(this, keys, new HashSet<>());
    return keys;
  }

  private static void collect(Schema schema, Set<String> keys, Set<Class<?>> seen) {
    if (!seen.add(schema.type())) {
      return;
    }
    for (Field field : schema.fields()) {
      if (field.sensitive()) {
        keys.add(field.key());
      }
      collect(field.type(), keys, seen);
    }
  }

  private static void collect(FieldType type, Set<String> keys, Set<Class<?>> seen) {
    if (type instanceof FieldType.Nested nested) {
      collect(Schema.of(nested.type()), keys, seen);
    } else if (type instanceof FieldType.Maybe maybe) {
      collect(maybe.inner(), keys, seen);
    } else if (type instanceof FieldType.Late late) {
      collect(late.inner(), keys, seen);
    } else if (type instanceof FieldType.Many many) {
      collect(many.item(), keys, seen);
    } else if (type instanceof FieldType.Named named) {
      collect(named.value(), keys, seen);
    }
  }

  public List<String> keys() {
    return fields.stream().map(Field::key).toList();
  }

  public Optional<Field> field(String key) {
    return fields.stream().filter(field -> field.key().equals(key)).findFirst();
  }

  /** The field that a scalar in place of the whole mapping sets. */
  public Optional<Field> shorthand() {
    return fields.stream().filter(Field::shorthand).findFirst();
  }

  /**
   * Makes the record.
   *
   * @throws IllegalArgumentException the compact constructor's refusal
   */
  Record create(List<Object> values) {
    try {
      return CONSTRUCTORS.get(type).newInstance(values.toArray());
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refusal) {
        throw refusal;
      }
      throw new IllegalStateException(type + " could not be made", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " could not be made", e);
    }
  }
}
