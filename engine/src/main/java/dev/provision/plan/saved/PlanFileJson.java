package dev.provision.plan.saved;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.provision.spi.Address;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The form of a plan file, one JSON document that starts with its version: {@code
 * {"provision_plan": 1, ...}}. {@code provision doc plan-file} describes it.
 */
public final class PlanFileJson {
  /** The first key; nothing else of ours has it. */
  static final String KEY = "provision_plan";

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private PlanFileJson() {}

  public static String write(PlanFile file) {
    JsonObject top = new JsonObject();
    top.addProperty(KEY, PlanFile.VERSION);
    top.addProperty("made", file.made().toString());
    top.addProperty("playbook", file.playbook());
    texts(top, "options", file.options());
    file.rules().ifPresent(hash -> top.addProperty("rules", hash));
    JsonArray plans = new JsonArray();
    for (SavedPlan plan : file.plans()) {
      JsonObject one = new JsonObject();
      one.addProperty("environment", plan.environment());
      one.addProperty("target", plan.target());
      JsonArray steps = new JsonArray();
      plan.steps().forEach(step -> steps.add(step(step)));
      one.add("steps", steps);
      plans.add(one);
    }
    top.add("plans", plans);
    return GSON.toJson(top) + "\n";
  }

  /** What is empty is left out. */
  private static JsonObject step(SavedStep step) {
    JsonObject one = new JsonObject();
    one.addProperty("address", step.address().toString());
    one.addProperty("action", step.action());
    text(one, "path", step.path());
    text(one, "id", step.id());
    text(one, "to", step.to());
    text(one, "summary", step.summary());
    text(one, "where", step.where());
    if (!step.declared().isEmpty()) {
      JsonObject declared = new JsonObject();
      step.declared().keySet().stream()
          .sorted()
          .forEach(path -> declared.addProperty(path, step.declared().get(path)));
      one.add("declared", declared);
    }
    if (!step.changes().isEmpty()) {
      JsonArray changes = new JsonArray();
      for (SavedChange change : step.changes()) {
        JsonObject each = new JsonObject();
        each.addProperty("field", change.field());
        each.addProperty("before", change.before());
        each.addProperty("after", change.after());
        each.addProperty("effect", change.effect());
        changes.add(each);
      }
      one.add("changes", changes);
    }
    text(one, "placement", step.placement());
    texts(one, "on", step.on().stream().sorted().toList());
    texts(one, "allow", step.allow().stream().sorted().toList());
    texts(one, "notes", step.notes());
    return one;
  }

  private static void text(JsonObject to, String key, String text) {
    if (!text.isEmpty()) {
      to.addProperty(key, text);
    }
  }

  private static void texts(JsonObject to, String key, Collection<String> texts) {
    if (!texts.isEmpty()) {
      JsonArray all = new JsonArray();
      texts.forEach(all::add);
      to.add(key, all);
    }
  }

  /**
   * @throws IllegalArgumentException when it is damaged or of another version; the message says
   *     which, and continues the file's name
   */
  static PlanFile read(String text) {
    JsonForm top = JsonForm.parse(text);
    if (top.number(KEY) != PlanFile.VERSION) {
      throw new IllegalArgumentException(
          "has version "
              + top.number(KEY)
              + ", and this provision reads version "
              + PlanFile.VERSION
              + ": plan again");
    }
    return new PlanFile(
        top.instant("made"),
        top.text("playbook"),
        top.texts("options"),
        top.has("rules") ? Optional.of(top.text("rules")) : Optional.empty(),
        top.list("plans").stream().map(PlanFileJson::plan).toList());
  }

  private static SavedPlan plan(JsonForm plan) {
    return new SavedPlan(
        plan.text("environment"),
        plan.text("target"),
        plan.list("steps").stream().map(PlanFileJson::step).toList());
  }

  private static SavedStep step(JsonForm step) {
    Map<String, String> declared = new LinkedHashMap<>();
    if (step.has("declared")) {
      JsonForm fields = step.object("declared");
      fields.keys().forEach(path -> declared.put(path, fields.text(path)));
    }
    List<SavedChange> changes =
        (step.has("changes") ? step.list("changes") : List.<JsonForm>of())
            .stream()
                .map(
                    change ->
                        new SavedChange(
                            change.text("field"),
                            change.text("before"),
                            change.text("after"),
                            change.text("effect")))
                .toList();
    return new SavedStep(
        address(step),
        step.text("action"),
        step.optional("path"),
        step.optional("id"),
        step.optional("to"),
        step.optional("summary"),
        step.optional("where"),
        declared,
        changes,
        step.optional("placement"),
        new LinkedHashSet<>(step.texts("on")),
        new LinkedHashSet<>(step.texts("allow")),
        step.texts("notes"));
  }

  private static Address address(JsonForm step) {
    try {
      return Address.parse(step.text("address"));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("is damaged: " + e.getMessage(), e);
    }
  }
}
