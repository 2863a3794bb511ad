package dev.provision.acceptance;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tags of vCenter in {@code govc tags}. */
record GovcTags(GovcClient.Govc govc) implements OtherTags {
  private JsonArray listed(String command) {
    JsonElement all = JsonParser.parseString(govc.run(command, "-json"));
    return all.isJsonNull() ? new JsonArray() : all.getAsJsonArray();
  }

  private static String text(JsonObject of, String field) {
    return of.has(field) && !of.get(field).isJsonNull() ? of.get(field).getAsString() : "";
  }

  @Override
  public Map<String, String> all() {
    Map<String, String> categories = new HashMap<>();
    for (JsonElement each : listed("tags.category.ls")) {
      categories.put(text(each.getAsJsonObject(), "id"), text(each.getAsJsonObject(), "name"));
    }
    Map<String, String> all = new TreeMap<>();
    for (JsonElement each : listed("tags.ls")) {
      JsonObject tag = each.getAsJsonObject();
      all.put(
          categories.getOrDefault(text(tag, "category_id"), text(tag, "category_id"))
              + "/"
              + text(tag, "name"),
          OtherTags.text(text(tag, "description")));
    }
    return all;
  }

  @Override
  public Map<String, String> categories() {
    Map<String, String> all = new TreeMap<>();
    for (JsonElement each : listed("tags.category.ls")) {
      JsonObject category = each.getAsJsonObject();
      List<String> types = new ArrayList<>();
      if (category.has("associable_types") && category.get("associable_types").isJsonArray()) {
        category.getAsJsonArray("associable_types").forEach(type -> types.add(type.getAsString()));
      }
      types.sort(null);
      types.add(0, text(category, "cardinality"));
      all.put(text(category, "name"), String.join(" ", types));
    }
    return all;
  }

  @Override
  public void category(String name, String description, String cardinality, String... types) {
    List<String> line = new ArrayList<>(List.of("tags.category.create", "-d", description));
    if (cardinality.equals("MULTIPLE")) {
      line.add("-m");
    }
    for (String type : types) {
      line.addAll(List.of("-t", type));
    }
    line.add(name);
    govc.run(line.toArray(String[]::new));
  }

  @Override
  public void tag(String category, String name, String description) {
    govc.run("tags.create", "-c", category, "-d", description, name);
  }

  @Override
  public void rename(String category, String name, String to) {
    govc.run("tags.update", "-c", category, "-n", to, name);
  }

  @Override
  public void attach(String category, String name, String path) {
    govc.run("tags.attach", "-c", category, name, path);
  }

  @Override
  public void detach(String category, String name, String path) {
    govc.run("tags.detach", "-c", category, name, path);
  }

  @Override
  public List<String> on(String path) {
    return govc.run("tags.attached.ls", "-r", path).lines().sorted().toList();
  }
}
