package dev.provision.cli.text;

import com.google.gson.stream.JsonWriter;
import dev.provision.plan.Action;
import dev.provision.plan.PlannedChange;
import dev.provision.report.ChangeRecord;
import dev.provision.report.RunReport;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;

/** The report of a run for programs: one JSON object in one line, like its events. */
public final class ReportJson {
  private ReportJson() {}

  /**
   * @param command the command line, which finishes a run that was stopped
   */
  public static String line(RunReport report, ChangeRecord record, String command) {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.beginObject();
      json.name("version").value(EventJson.VERSION).name("event").value("report");
      json.name("environment").value(record.environment().toString());
      json.name("command").value(record.command()).name("run").value(record.runId());
      author(json, record.author());
      json.name("exit").value(report.exitCode().code());
      json.name("millis").value(report.took().toMillis());
      json.name("done").beginObject();
      for (Action action : Action.values()) {
        if (report.count(action) > 0) {
          json.name(EventText.done(action)).value(report.count(action));
        }
      }
      json.endObject();
      json.name("changed").beginArray();
      for (ChangeRecord.Changed changed : record.changed()) {
        changed(json, changed);
      }
      json.endArray();
      json.name("maybe_half_done").beginArray();
      for (String line : report.maybeHalfDone()) {
        json.value(line);
      }
      json.endArray();
      if (report.cancelled()) {
        json.name("finish_with").value(command);
      }
      json.endObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Style.json(text.toString());
  }

  /** Leaves out what is unknown. */
  private static void author(JsonWriter json, ChangeRecord.Author author) throws IOException {
    json.name("by").beginObject();
    known(json, "process", author.process());
    known(json, "account", author.account());
    known(json, "person", author.person());
    known(json, "job", author.job());
    known(json, "commit", author.commit());
    json.endObject();
  }

  private static void known(JsonWriter json, String name, String text) throws IOException {
    if (!text.isEmpty()) {
      json.name(name).value(text);
    }
  }

  private static void changed(JsonWriter json, ChangeRecord.Changed changed) throws IOException {
    json.beginObject();
    json.name("address").value(changed.address().toString());
    known(json, "path", changed.path());
    json.name("action").value(changed.action().name().toLowerCase(Locale.ROOT));
    json.name("result").value(RecordText.result(changed));
    if (changed.where().isPresent()) {
      json.name("where").value(changed.where().get().toString());
    }
    json.name("fields").beginArray();
    for (PlannedChange planned : changed.fields()) {
      PlanJson.change(json, planned);
    }
    json.endArray();
    json.endObject();
  }
}
