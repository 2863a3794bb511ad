package dev.provision.cli.text;

import dev.provision.declare.FieldType;
import dev.provision.declare.Schema;
import dev.provision.spi.Declaration;
import dev.provision.spi.Field;
import dev.provision.spi.schema.Value;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of a declaration as lines, each with its position; secrets are not shown. */
public final class SpecText {
  private final Declaration<? extends Record> declaration;
  private final List<String> lines = new ArrayList<>();

  public SpecText(Declaration<? extends Record> declaration) {
    this.declaration = declaration;
  }

  public List<String> lines() {
    record(declaration.spec(), "");
    return lines;
  }

  private void record(Record spec, String prefix) {
    List<Schema.Field> fields = Schema.of(spec.getClass()).fields();
    List<Object> values = values(spec);
    for (int i = 0; i < values.size(); i++) {
      value(values.get(i), prefix + fields.get(i).key(), fields.get(i).sensitive());
    }
  }

  /** The values of a record's components, in order. */
  public static List<Object> values(Record spec) {
    List<Object> values = new ArrayList<>();
    for (RecordComponent component : spec.getClass().getRecordComponents()) {
      values.add(read(spec, component));
    }
    return values;
  }

  private void value(Object value, String path, boolean sensitive) {
    if (value instanceof Optional<?> optional) {
      optional.ifPresent(inner -> value(inner, path, sensitive));
    } else if (value instanceof Value.Deferred<?> deferred) {
      line(path, "(known after apply) " + deferred.expression());
    } else if (value instanceof Value.Known<?> known) {
      value(known.value(), path, sensitive);
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((key, inner) -> value(inner, path + "." + key, sensitive));
    } else if (value instanceof Collection<?> list) {
      int index = 0;
      for (Object item : list) {
        value(item, path + "." + index++, sensitive);
      }
    } else if (sensitive || declaration.isSensitive(path)) {
      line(path, "(sensitive)");
    } else if (value instanceof Record inner && FieldType.isMapping(inner.getClass())) {
      record(inner, path + ".");
    } else {
      line(path, word(value));
    }
  }

  private static String word(Object value) {
    return value instanceof Enum<?> constant
        ? constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-')
        : String.valueOf(value);
  }

  private void line(String path, String text) {
    Field field = declaration.fields().get(path);
    String place = field == null ? "" : field.span().toString();
    lines.add(
        (Columns.pad(path, 24) + "  " + Columns.pad(Style.oneLine(text), 32) + "  " + place)
            .stripTrailing());
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
