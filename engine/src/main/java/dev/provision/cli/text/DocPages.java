package dev.provision.cli.text;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.provision.declare.Catalog;
import dev.provision.declare.CommonKeys;
import dev.provision.declare.FieldType;
import dev.provision.declare.Schema;
import dev.provision.spi.Kind;
import dev.provision.spi.KindInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The reference as text and as data, from the spec records and what kinds remark on fields. */
public final class DocPages {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private static final int WIDTH = 100;
  private static final int KEY = 20;

  private final Catalog catalog;

  public DocPages(Catalog catalog) {
    this.catalog = catalog;
  }

  public String overview() {
    StringBuilder text = new StringBuilder();
    text.append("A playbook is a mapping, or a list of them, with these keys:\n\n");
    row(text, "name", "the environment, which owns everything that is created");
    row(text, "project", "a prefix of the name, in case two repositories use the same name");
    row(text, "vars", "variables and their values; vars_files, --vars-file and -e override them");
    row(text, "vars_files", "files with variables");
    row(text, "secrets", "names of variables that are never shown");
    row(text, catalog.provider().section(), "how to connect to the vCenter");
    for (Kind<?, ?, ?> kind : catalog.kinds()) {
      row(text, kind.info().section(), kind.info().summary());
    }
    row(text, "outputs", "named values of what was built");
    text.append("\nEvery resource has these keys besides those of its kind:\n\n");
    row(text, "when", "include it only when true");
    row(text, "count", "create this many, name-1 to name-n; ${index} is the number");
    row(text, "for_each", "create one for each item, name-item; ${each} is the item");
    new Fields(Map.of()).add(text, CommonKeys.schema(), "", "");
    text.append("\nTopics:\n\n");
    Topics.rows().forEach(row -> row(text, row[0], row[1]));
    return text.append("\nprovision doc WORD says more about one of them.\n").toString();
  }

  public String text(Kind<?, ?, ?> kind) {
    KindInfo info = kind.info();
    StringBuilder text = new StringBuilder();
    text.append(info.section()).append(": ").append(info.summary()).append('\n');
    text.append(kind.works().isEmpty() ? "\n" : kind.works() + "\n\n");
    new Fields(kind.remarks()).add(text, Schema.of(kind.spec()), "", "");
    if (!info.attributes().isEmpty()) {
      text.append("\nExpressions may read, as ${")
          .append(info.section())
          .append(".NAME.ATTRIBUTE}:\n\n");
      info.attributes().forEach(a -> row(text, a.name(), a.doc()));
    }
    return text.append("\nExample:\n\n").append(info.example().indent(2)).toString();
  }

  public String connection() {
    StringBuilder text = new StringBuilder();
    Schema schema = Schema.of(catalog.provider().connection());
    text.append(catalog.provider().section()).append(": ").append(schema.doc()).append("\n\n");
    new Fields(Map.of()).add(text, schema, "", "");
    return text.toString();
  }

  /** Adds a full stop at the end if there is none. */
  private static String sentence(String doc) {
    return doc.isEmpty() || doc.endsWith(".") ? doc : doc + ".";
  }

  private static java.util.Optional<Schema> nested(FieldType type) {
    if (type instanceof FieldType.Maybe maybe) {
      return nested(maybe.inner());
    }
    if (type instanceof FieldType.Late late) {
      return nested(late.inner());
    }
    if (type instanceof FieldType.Many many) {
      return nested(many.item());
    }
    if (type instanceof FieldType.Named named) {
      return nested(named.value());
    }
    return type instanceof FieldType.Nested record
        ? java.util.Optional.of(record.schema())
        : java.util.Optional.empty();
  }

  private static void row(StringBuilder text, String key, String doc) {
    String left = "  " + Columns.pad(key, KEY) + "  ";
    for (String line : Columns.wrap(doc, WIDTH - left.length())) {
      text.append(left).append(line).append('\n');
      left = " ".repeat(KEY + 4);
    }
  }

  public String allJson() {
    List<Object> all = new ArrayList<>();
    catalog.kinds().forEach(kind -> all.add(data(kind)));
    return GSON.toJson(all) + "\n";
  }

  public String json(Kind<?, ?, ?> kind) {
    return GSON.toJson(data(kind)) + "\n";
  }

  public static String topicJson(String name, String text) {
    return GSON.toJson(Map.of("topic", name, "text", text)) + "\n";
  }

  public String connectionJson() {
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("section", catalog.provider().section());
    page.put("fields", new Fields(Map.of()).data(Schema.of(catalog.provider().connection()), ""));
    return GSON.toJson(page) + "\n";
  }

  private static Map<String, Object> data(Kind<?, ?, ?> kind) {
    KindInfo info = kind.info();
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("section", info.section());
    page.put("kind", info.kind());
    page.put("summary", info.summary());
    page.put("works", kind.works());
    page.put("fields", new Fields(kind.remarks()).data(Schema.of(kind.spec()), ""));
    Map<String, String> attributes = new LinkedHashMap<>();
    info.attributes().forEach(a -> attributes.put(a.name(), a.doc()));
    page.put("attributes", attributes);
    page.put("example", info.example());
    return page;
  }

  /**
   * The fields of a schema.
   *
   * @param remarks by path ({@link Kind#remarks})
   */
  private record Fields(Map<String, List<String>> remarks) {
    /**
     * @param path of what the schema is of, with a dot at its end; empty at the top
     */
    void add(StringBuilder text, Schema schema, String path, String indent) {
      for (Schema.Field field : schema.fields()) {
        List<String> notes = new ArrayList<>();
        notes.add(field.type().words());
        if (field.required() && !schema.oneOf().contains(field.key())) {
          notes.add("required");
        }
        field.fallback().ifPresent(value -> notes.add("default " + value));
        if (field.sensitive()) {
          notes.add("never shown");
        }
        notes.addAll(of(path + field.key()));
        String doc = sentence(field.doc()) + " [" + String.join("; ", notes) + "]";
        row(text, indent + field.key(), doc);
        nested(field.type())
            .ifPresent(inner -> add(text, inner, path + field.key() + ".", indent + "  "));
      }
      if (!schema.oneOf().isEmpty()) {
        text.append("  ")
            .append(indent)
            .append("exactly one of ")
            .append(String.join(", ", schema.oneOf()))
            .append(" is given\n");
      }
    }

    List<Object> data(Schema schema, String path) {
      List<Object> fields = new ArrayList<>();
      for (Schema.Field field : schema.fields()) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("key", field.key());
        one.put("type", field.type().words());
        one.put("required", field.required() && !schema.oneOf().contains(field.key()));
        field.fallback().ifPresent(value -> one.put("default", value));
        one.put("sensitive", field.sensitive());
        one.put("doc", field.doc());
        if (!of(path + field.key()).isEmpty()) {
          one.put("remarks", of(path + field.key()));
        }
        nested(field.type())
            .ifPresent(inner -> one.put("fields", data(inner, path + field.key() + ".")));
        fields.add(one);
      }
      return fields;
    }

    private List<String> of(String path) {
      return remarks.getOrDefault(path, List.of());
    }
  }
}
