package dev.provision.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A named type of the API. */
public sealed interface ApiType {
  String name();

  Since since();

  /** {@code urn:vim25} or {@code urn:pbm}. */
  String namespace();

  /** The versions that added something to it. */
  Collection<Since> additions();

  /**
   * What a field, a property or a parameter holds.
   *
   * @param name of an XML Schema type, a data object or an enum; of a managed object where it is a
   *     reference
   */
  record Held(String name, boolean reference, boolean many, boolean optional) {
    /** As the table writes it: {@code &Datastore[]?}. */
    static Held parse(String text) {
      boolean optional = text.endsWith("?");
      String rest = optional ? text.substring(0, text.length() - 1) : text;
      boolean many = rest.endsWith("[]");
      rest = many ? rest.substring(0, rest.length() - 2) : rest;
      boolean reference = rest.startsWith("&");
      return new Held(reference ? rest.substring(1) : rest, reference, many, optional);
    }
  }

  /** A field of a data object, a property of a managed object, or a parameter. */
  record Field(String name, Held holds, Since since) {
    /** Where one of this name stands; -1 where none does. */
    static int position(List<Field> fields, String name) {
      for (int i = 0; i < fields.size(); i++) {
        if (fields.get(i).name().equals(name)) {
          return i;
        }
      }
      return -1;
    }
  }

  /**
   * @param parameters in order, without {@code _this}
   */
  record Method(String name, Held returns, Since since, List<Field> parameters) {}

  /**
   * @param base empty for none
   * @param fields its own, in the schema's order
   */
  record DataObject(String namespace, String name, String base, Since since, List<Field> fields)
      implements ApiType {
    @Override
    public Collection<Since> additions() {
      return fields.stream().map(Field::since).toList();
    }
  }

  /**
   * @param values each with the version that has it first
   */
  record Enumeration(String namespace, String name, Since since, Map<String, Since> values)
      implements ApiType {
    @Override
    public Collection<Since> additions() {
      return values.values();
    }
  }

  /**
   * @param base empty for none
   */
  record ManagedObject(
      String namespace,
      String name,
      String base,
      Since since,
      Map<String, Field> properties,
      Map<String, Method> methods)
      implements ApiType {
    static ManagedObject empty(String namespace, String name, String base, Since since) {
      return new ManagedObject(
          namespace, name, base, since, new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    @Override
    public Collection<Since> additions() {
      List<Since> all = new ArrayList<>();
      properties.values().forEach(each -> all.add(each.since()));
      for (Method each : methods.values()) {
        all.add(each.since());
        each.parameters().forEach(parameter -> all.add(parameter.since()));
      }
      return all;
    }
  }
}
