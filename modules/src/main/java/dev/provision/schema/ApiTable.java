package dev.provision.schema;

import dev.provision.schema.ApiType.DataObject;
import dev.provision.schema.ApiType.Enumeration;
import dev.provision.schema.ApiType.Field;
import dev.provision.schema.ApiType.Held;
import dev.provision.schema.ApiType.ManagedObject;
import dev.provision.schema.ApiType.Method;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * The types of vSphere's API and of its storage policy service, as {@code api.txt.gz} has them; how
 * that is made stands beside it. Safe for many threads.
 */
public final class ApiTable {
  private final Map<String, ApiType> types = new HashMap<>();
  private final Map<String, List<Field>> allFields = new ConcurrentHashMap<>();
  private final Map<String, List<Since>> versions = new ConcurrentHashMap<>();

  private ApiTable(Stream<String> lines) {
    Reading reading = new Reading();
    lines.forEach(reading::line);
  }

  /** Read at the first use: only a served lab and the tests need it. */
  private static final class Once {
    private static final ApiTable TABLE = read();
  }

  public static ApiTable get() {
    return Once.TABLE;
  }

  private static ApiTable read() {
    try (InputStream file = ApiTable.class.getResourceAsStream("api.txt.gz");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(file), StandardCharsets.UTF_8))) {
      return new ApiTable(lines.lines());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lines hold words; the last type that began is the one that fields belong to. */
  private final class Reading {
    private String namespace = "";
    private final Map<String, Since> versions = new HashMap<>();
    private List<Field> fields = List.of();
    private ManagedObject managed;

    void line(String line) {
      String[] words = line.split(" ");
      switch (words[0]) {
        case "n" -> namespace = words[1];
        case "d" -> {
          fields = new ArrayList<>();
          add(new DataObject(namespace, words[1], base(words[2]), since(words[3]), fields));
        }
        case "f", "a" -> fields.add(field(words));
        case "e" -> add(enumeration(words));
        case "m" -> {
          managed = ManagedObject.empty(namespace, words[1], base(words[2]), since(words[3]));
          add(managed);
        }
        case "p" -> managed.properties().put(words[1], field(words));
        case "o" -> {
          fields = new ArrayList<>();
          Held returns = Held.parse(words[2]);
          managed.methods().put(words[1], new Method(words[1], returns, since(words[3]), fields));
        }
        default -> throw new AssertionError(line);
      }
    }

    private void add(ApiType type) {
      types.put(type.name(), type);
    }

    private Field field(String[] words) {
      return new Field(words[1], Held.parse(words[2]), since(words[3]));
    }

    /** There are some fifty, and each field has one. */
    private Since since(String text) {
      return versions.computeIfAbsent(text, Since::new);
    }

    private static String base(String word) {
      return word.equals("-") ? "" : word;
    }

    private Enumeration enumeration(String[] words) {
      Since since = since(words[2]);
      Map<String, Since> values = new LinkedHashMap<>();
      for (int i = 3; i < words.length; i++) {
        String[] value = words[i].split("@");
        values.put(value[0], value.length == 1 ? since : since(value[1]));
      }
      return new Enumeration(namespace, words[1], since, values);
    }
  }

  Optional<ApiType> type(String name) {
    return Optional.ofNullable(types.get(name));
  }

  <T extends ApiType> Optional<T> type(String name, Class<T> sort) {
    return type(name).filter(sort::isInstance).map(sort::cast);
  }

  /** Those of the bases first, as the schema has them. */
  List<Field> fields(DataObject type) {
    List<Field> known = allFields.get(type.name());
    if (known == null) {
      known = new ArrayList<>();
      if (!type.base().isEmpty()) {
        known.addAll(fields(type(type.base(), DataObject.class).orElseThrow()));
      }
      known.addAll(type.fields());
      allFields.put(type.name(), known);
    }
    return known;
  }

  /** Whether what is of the one type may stand where the other is declared. */
  boolean isA(String name, String declared) {
    for (String each = name; !each.isEmpty(); each = base(each)) {
      if (each.equals(declared)) {
        return true;
      }
    }
    return false;
  }

  /** The type that it extends; empty for none. */
  String base(String name) {
    ApiType type = types.get(name);
    if (type instanceof DataObject data) {
      return data.base();
    }
    return type instanceof ManagedObject managed ? managed.base() : "";
  }

  /** A method of the type or of one of its bases. */
  public Optional<Method> method(String managed, String name) {
    for (String each = managed; !each.isEmpty(); each = base(each)) {
      Optional<Method> found =
          type(each, ManagedObject.class).map(type -> type.methods().get(name));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** A property of the type or of one of its bases. */
  Optional<Field> property(String managed, String name) {
    for (String each = managed; !each.isEmpty(); each = base(each)) {
      Optional<Field> found =
          type(each, ManagedObject.class).map(type -> type.properties().get(name));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** The versions of a service's API that added something, the newest first. */
  public List<Since> versions(String namespace) {
    return versions.computeIfAbsent(namespace, this::collected);
  }

  private List<Since> collected(String namespace) {
    SortedSet<Since> all = new TreeSet<>(Comparator.reverseOrder());
    for (ApiType each : types.values()) {
      if (each.namespace().equals(namespace)) {
        all.add(each.since());
        all.addAll(each.additions());
      }
    }
    return List.copyOf(all);
  }

  /** All methods by their names on the wire; of those with one name, one. */
  Map<String, Method> methods() {
    Map<String, Method> all = new HashMap<>();
    for (ApiType each : types.values()) {
      if (each instanceof ManagedObject managed) {
        all.putAll(managed.methods());
      }
    }
    return all;
  }

  /** Fields and parameters that their older type began to require after a version. */
  Set<String> requiredLaterThanTheirType(Since version) {
    Set<String> found = new TreeSet<>();
    for (ApiType each : types.values()) {
      if (each instanceof DataObject data) {
        data.fields().forEach(field -> later(field, data.name(), data.since(), version, found));
      }
    }
    for (Method each : methods().values()) {
      each.parameters().forEach(one -> later(one, each.name(), each.since(), version, found));
    }
    return found;
  }

  private static void later(
      Field field, String owner, Since since, Since version, Set<String> found) {
    if (!field.holds().optional()
        && field.since().isNewerThan(since)
        && field.since().isNewerThan(version)) {
      found.add(owner + "." + field.name());
    }
  }
}
