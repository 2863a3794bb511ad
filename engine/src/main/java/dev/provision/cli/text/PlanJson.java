package dev.provision.cli.text;

import com.google.gson.stream.JsonWriter;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.plan.Need;
import dev.provision.plan.Orphan;
import dev.provision.plan.Plan;
import dev.provision.plan.PlannedChange;
import dev.provision.plan.Step;
import dev.provision.spi.Change;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/**
 * Plans for programs: one JSON document, {@code {"version": 1, "plans": [...]}}, with a plan for
 * each play in the order of the file.
 */
public final class PlanJson {
  static final int VERSION = 1;

  private PlanJson() {}

  public static String render(List<Plan> plans) {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.setIndent("  ");
      json.setHtmlSafe(false);
      json.beginObject();
      json.name("version").value(VERSION);
      json.name("plans").beginArray();
      for (Plan plan : plans) {
        write(json, plan);
      }
      json.endArray();
      json.endObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Style.json(text + "\n");
  }

  static void write(JsonWriter json, Plan plan) throws IOException {
    json.beginObject();
    json.name("environment").value(plan.environment().toString());
    json.name("target").value(plan.target());
    json.name("changes").value(plan.hasChanges());
    json.name("disruptions").beginArray();
    for (Need need : plan.needs()) {
      json.value(need.disruption().word());
    }
    json.endArray();
    json.name("consent").beginArray();
    for (Need need : plan.needs()) {
      json.beginObject();
      json.name("allow").value(need.word());
      json.name("objects").value(need.objects());
      json.name("yes").value(!need.named());
      json.endObject();
    }
    json.endArray();
    json.name("steps").beginArray();
    for (Step step : plan.steps()) {
      step(json, step);
    }
    json.endArray();
    json.name("orphans").beginArray();
    for (Orphan orphan : plan.orphans()) {
      json.beginObject();
      json.name("address").value(orphan.address().toString());
      json.name("path").value(orphan.path());
      json.name("adopted").value(orphan.adopted());
      json.name("why").value(orphan.why());
      if (orphan.left().isPresent()) {
        json.name("left").value(true);
      }
      json.endObject();
    }
    json.endArray();
    json.name("warnings").beginArray();
    for (Diagnostic warning : plan.warnings()) {
      json.value(warning.span().map(s -> s + ": ").orElse("") + warning.message());
    }
    json.endArray();
    json.endObject();
  }

  private static void step(JsonWriter json, Step step) throws IOException {
    json.beginObject();
    json.name("address").value(step.address().toString());
    if (step.isLate()) {
      json.name("part_of").value(step.entry().toString());
    }
    json.name("action").value(step.action().name().toLowerCase(Locale.ROOT));
    json.name("path").value(step.path());
    json.name("summary").value(step.summary());
    json.name("placement").value(step.placement());
    json.name("existing").value(step.existing());
    if (step.where().isPresent()) {
      json.name("where").value(step.where().get().toString());
    }
    json.name("changes").beginArray();
    for (PlannedChange planned : step.changes()) {
      change(json, planned);
    }
    json.endArray();
    json.name("notes").beginArray();
    for (String note : step.notes()) {
      json.value(note);
    }
    json.endArray();
    json.endObject();
  }

  static void change(JsonWriter json, PlannedChange planned) throws IOException {
    Change change = planned.change();
    json.beginObject();
    json.name("field").value(change.field());
    json.name("before").value(change.before());
    json.name("after").value(change.after());
    json.name("effect").value(change.effect().name().toLowerCase(Locale.ROOT));
    json.name("sensitive").value(change.sensitive());
    json.name("reason").value(change.reason());
    json.name("where").value(planned.where().toString());
    json.endObject();
  }
}
