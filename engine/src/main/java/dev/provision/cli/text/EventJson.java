package dev.provision.cli.text;

import com.google.gson.stream.JsonWriter;
import dev.provision.plan.PlannedChange;
import dev.provision.run.Outcome;
import dev.provision.run.RunEvent;
import dev.provision.spi.ModuleException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;

/** Events of a run for programs: one JSON object a line, each with the version of its form. */
public final class EventJson {
  static final int VERSION = 1;

  private EventJson() {}

  public static String line(RunEvent event) {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.beginObject();
      json.name("version").value(VERSION);
      json.name("at").value(event.at().toString());
      body(json, event);
      json.endObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Style.json(text.toString());
  }

  private static void body(JsonWriter json, RunEvent event) throws IOException {
    if (event instanceof RunEvent.Started e) {
      json.name("event").value("started").name("run").value(e.runId()).name("plan");
      PlanJson.write(json, e.plan());
    } else if (event instanceof RunEvent.StepStarted e) {
      json.name("event").value("step_started").name("address").value(e.address().toString());
      json.name("action").value(e.action().name().toLowerCase(Locale.ROOT));
    } else if (event instanceof RunEvent.StepProgress e) {
      json.name("event").value("step_progress").name("address").value(e.address().toString());
      json.name("percent").value(e.percent()).name("what").value(e.what());
    } else if (event instanceof RunEvent.StepWaiting e) {
      json.name("event").value("step_waiting").name("address").value(e.address().toString());
      json.name("what").value(e.what());
    } else if (event instanceof RunEvent.StepRetried e) {
      json.name("event").value("step_retried").name("address").value(e.address().toString());
      json.name("attempt").value(e.attempt()).name("why").value(e.why());
    } else if (event instanceof RunEvent.StepFinished e) {
      json.name("event").value("step_finished").name("address").value(e.address().toString());
      json.name("action").value(e.action().name().toLowerCase(Locale.ROOT));
      outcome(json, e.outcome());
    } else if (event instanceof RunEvent.Cancelling e) {
      json.name("event").value("cancelling").name("hard").value(e.hard());
      json.name("cause").value(e.cause().name().toLowerCase(Locale.ROOT));
    } else if (event instanceof RunEvent.Unreachable e) {
      json.name("event").value("unreachable").name("why").value(e.why());
    } else if (event instanceof RunEvent.LeaseLost e) {
      json.name("event").value("lease_lost").name("why").value(e.why());
    } else if (event instanceof RunEvent.Finished e) {
      json.name("event").value("finished").name("maybe_half_done").beginArray();
      for (String line : e.maybeHalfDone()) {
        json.value(line);
      }
      json.endArray();
    } else {
      throw new AssertionError(event);
    }
  }

  private static void outcome(JsonWriter json, Outcome outcome) throws IOException {
    json.name("outcome");
    if (outcome instanceof Outcome.Unchanged) {
      json.value("unchanged");
    } else if (outcome instanceof Outcome.Converged) {
      json.value("converged");
    } else if (outcome instanceof Outcome.Failed failed) {
      json.value("failed");
      failed(json, failed);
    } else if (outcome instanceof Outcome.NotConverged left) {
      json.value("not_converged").name("left").beginArray();
      for (PlannedChange planned : left.left()) {
        PlanJson.change(json, planned);
      }
      json.endArray();
    } else if (outcome instanceof Outcome.NotReady notReady) {
      json.value("not_ready").name("message").value(notReady.seen());
    } else if (outcome instanceof Outcome.Skipped skipped) {
      json.value("skipped").name("cause").value(skipped.rootCause().toString());
      json.name("message").value(skipped.why());
    } else if (outcome instanceof Outcome.Cancelled cancelled) {
      json.value("cancelled").name("maybe_half_done").value(cancelled.maybeHalfDone());
      json.name("progress").value(cancelled.progress().name().toLowerCase(Locale.ROOT));
    } else {
      throw new AssertionError(outcome);
    }
  }

  /** Leaves out what is unknown. */
  private static void failed(JsonWriter json, Outcome.Failed failed) throws IOException {
    json.name("message").value(failed.message());
    if (!failed.path().isEmpty()) {
      json.name("path").value(failed.path());
    }
    if (failed.where().isPresent()) {
      json.name("where").value(failed.where().get().toString());
    }
    if (failed.denial().isPresent()) {
      ModuleException.Denial denial = failed.denial().get();
      json.name("denied").beginObject();
      if (denial.privilege().isPresent()) {
        json.name("privilege").value(denial.privilege().get());
      }
      if (denial.object().isPresent()) {
        json.name("object").value(denial.object().get());
      }
      json.endObject();
    }
    if (!failed.advice().isEmpty()) {
      json.name("hint").value(failed.advice());
    }
  }
}
