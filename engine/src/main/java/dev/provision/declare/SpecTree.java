package dev.provision.declare;

import dev.provision.source.Sha256;
import dev.provision.spi.Change;
import dev.provision.spi.Declaration;
import dev.provision.spi.schema.Content;
import dev.provision.spi.schema.Value;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of a declaration as data: maps, lists, texts, numbers and booleans, by the keys of the
 * playbook. What is not set is left out. A whole text, such as user-data, is only its length and 8
 * digits of its SHA-256. A secret is {@link #SENSITIVE}; a value that another resource gives is
 * {@link Change#KNOWN_AFTER_APPLY} and its expression.
 */
public final class SpecTree {
  /** Stands for a secret. */
  public static final String SENSITIVE = "(sensitive)";

  private final Declaration<? extends Record> declaration;

  private SpecTree(Declaration<? extends Record> declaration) {
    this.declaration = declaration;
  }

  /** By key, in the order of the record. */
  public static Map<String, Object> of(Declaration<? extends Record> declaration) {
    return new SpecTree(declaration).record(declaration.spec(), "", false);
  }

  /** The same as texts by path, {@code networks.eth0.network}. */
  public static Map<String, String> texts(Declaration<? extends Record> declaration) {
    Map<String, String> texts = new LinkedHashMap<>();
    of(declaration).forEach((key, value) -> flatten(key, value, texts));
    return texts;
  }

  private static void flatten(String path, Object value, Map<String, String> to) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, inner) -> flatten(path + "." + key, inner, to));
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        flatten(path + "." + i, list.get(i), to);
      }
    } else {
      to.put(path, value.toString());
    }
  }

  private Map<String, Object> record(Record spec, String prefix, boolean sensitive) {
    List<Schema.Field> fields = Schema.of(spec.getClass()).fields();
    List<Object> values = values(spec);
    Map<String, Object> tree = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i++) {
      Schema.Field field = fields.get(i);
      value(values.get(i), prefix + field.key(), sensitive || field.sensitive())
          .ifPresent(value -> tree.put(field.key(), value));
    }
    return tree;
  }

  private Optional<Object> value(Object value, String path, boolean sensitive) {
    if (value instanceof Optional<?> optional) {
      return optional.flatMap(inner -> value(inner, path, sensitive));
    }
    if (value instanceof Value.Deferred<?> deferred) {
      return Optional.of(Change.KNOWN_AFTER_APPLY + " " + deferred.expression());
    }
    if (value instanceof Value.Known<?> known) {
      return value(known.value(), path, sensitive);
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> tree = new LinkedHashMap<>();
      map.forEach(
          (key, inner) ->
              value(inner, path + "." + key, sensitive)
                  .ifPresent(one -> tree.put(key.toString(), one)));
      return Optional.of(tree);
    }
    if (value instanceof Collection<?> list) {
      List<Object> items = new ArrayList<>();
      for (Object item : list) {
        value(item, path + "." + items.size(), sensitive).ifPresent(items::add);
      }
      return Optional.of(items);
    }
    if (sensitive || declaration.isSensitive(path)) {
      return Optional.of(SENSITIVE);
    }
    if (value instanceof Record inner && FieldType.isMapping(inner.getClass())) {
      return Optional.of(record(inner, path + ".", false));
    }
    return Optional.of(leaf(value));
  }

  private static Object leaf(Object value) {
    if (value instanceof Integer || value instanceof Long || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Content content) {
      return content + ", sha256 " + Sha256.hex(content.text()).substring(0, 8);
    }
    return value instanceof Enum<?> constant
        ? constant.name().toLowerCase(Locale.ROOT).replace('_', '-')
        : String.valueOf(value);
  }

  /** The values of a record's components, in order. */
  public static List<Object> values(Record spec) {
    List<Object> values = new ArrayList<>();
    for (RecordComponent component : spec.getClass().getRecordComponents()) {
      values.add(read(spec, component));
    }
    return values;
  }

  private static Object read(Record spec, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(spec);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("a spec's component cannot be read", e);
    }
  }
}
