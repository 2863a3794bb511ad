package dev.provision.acceptance;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Map;
import java.util.TreeMap;

/** Custom attributes in {@code govc fields}. */
record GovcAttributes(GovcClient.Govc govc) implements OtherAttributes {
  /** Key, name and type, two spaces apart. */
  private Map<String, String[]> all() {
    Map<String, String[]> all = new TreeMap<>();
    govc.run("fields.ls")
        .lines()
        .map(line -> line.strip().split(" {2,}"))
        .filter(parts -> !parts[1].equals("provision"))
        .forEach(parts -> all.put(parts[1], parts));
    return all;
  }

  @Override
  public Map<String, String> types() {
    Map<String, String> types = new TreeMap<>();
    all().forEach((name, parts) -> types.put(name, parts.length > 2 ? parts[2] : "global"));
    return types;
  }

  @Override
  public void define(String name, String type) {
    if (type.equals("global")) {
      govc.run("fields.add", name);
    } else {
      govc.run("fields.add", "-type", type, name);
    }
  }

  @Override
  public void rename(String name, String to) {
    govc.run("fields.rename", name, to);
  }

  @Override
  public void set(String path, String name, String value) {
    govc.run("fields.set", name, value, path);
  }

  @Override
  public Map<String, String> values(String path) {
    Map<String, String> names = new TreeMap<>();
    all().forEach((name, parts) -> names.put(parts[0], name));
    Map<String, String> values = new TreeMap<>();
    JsonElement found =
        JsonParser.parseString(govc.run("object.collect", "-json", path, "customValue"));
    for (JsonElement property : found.getAsJsonArray()) {
      JsonElement all = property.getAsJsonObject().getAsJsonObject("val").get("_value");
      if (all == null || all.isJsonNull()) {
        continue;
      }
      for (JsonElement element : all.getAsJsonArray()) {
        JsonObject value = element.getAsJsonObject();
        String name = names.get(value.get("key").getAsString());
        if (name != null && !value.get("value").getAsString().isEmpty()) {
          values.put(name, value.get("value").getAsString());
        }
      }
    }
    return values;
  }
}
