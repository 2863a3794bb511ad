package dev.provision.proof.worlds;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code plan --format json} says that an apply would do. */
record Announcement(List<Step> steps, List<String> allow, boolean changes) {
  /**
   * One step.
   *
   * @param entry the address of the entry that it belongs to; its own, but for a late part
   * @param action {@code create}
   * @param fields the values before and after, by field
   */
  record Step(
      String address, String entry, String action, String path, Map<String, String> fields) {
    boolean isWork() {
      return !action.equals("none");
    }

    String kind() {
      return address.substring(0, address.indexOf('.'));
    }
  }

  static Announcement of(String json) {
    JsonObject plan =
        JsonParser.parseString(json)
            .getAsJsonObject()
            .getAsJsonArray("plans")
            .get(0)
            .getAsJsonObject();
    List<Step> steps = new ArrayList<>();
    for (JsonElement each : plan.getAsJsonArray("steps")) {
      JsonObject step = each.getAsJsonObject();
      String address = step.get("address").getAsString();
      Map<String, String> fields = new LinkedHashMap<>();
      for (JsonElement one : step.getAsJsonArray("changes")) {
        JsonObject change = one.getAsJsonObject();
        fields.put(
            change.get("field").getAsString(),
            change.get("before").getAsString() + " -> " + change.get("after").getAsString());
      }
      steps.add(
          new Step(
              address,
              step.has("part_of") ? step.get("part_of").getAsString() : address,
              step.get("action").getAsString(),
              step.get("path").getAsString(),
              fields));
    }
    List<String> allow = new ArrayList<>();
    JsonArray consent = plan.getAsJsonArray("consent");
    consent.forEach(each -> allow.add(each.getAsJsonObject().get("allow").getAsString()));
    return new Announcement(steps, allow, plan.get("changes").getAsBoolean());
  }

  List<Step> work() {
    return steps.stream().filter(Step::isWork).toList();
  }
}
