package dev.provision.cli.text;

import dev.provision.plan.PlannedChange;
import dev.provision.report.ChangeRecord;
import dev.provision.report.ChangeRecord.Author;
import dev.provision.report.ChangeRecord.Changed;
import dev.provision.run.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A record of changes as the lines that are left in the server's events. Pure. */
public final class RecordText {
  /** Longer values are cut: their beginning says which one it was. */
  private static final int VALUE = 120;

  private static final int NAME = 200;

  private final UnaryOperator<String> masked;

  /**
   * @param masked takes the secrets out of a text
   */
  public RecordText(UnaryOperator<String> masked) {
    this.masked = masked;
  }

  /** {@code provision apply of `ci-main`, run 3fa2b1c4}. */
  public String head(ChangeRecord record) {
    return "provision %s of `%s`, run %s"
        .formatted(record.command(), record.environment(), record.runId());
  }

  /** First who did it and how much, then a line for each object. */
  public List<String> lines(ChangeRecord record) {
    List<String> lines = new ArrayList<>();
    lines.add(counts(record) + "; by " + author(record.author()));
    record.changed().forEach(changed -> lines.add(line(changed)));
    return lines;
  }

  private static String counts(ChangeRecord record) {
    Map<String, Integer> counts = new TreeMap<>();
    record.changed().forEach(changed -> counts.merge(result(changed), 1, Integer::sum));
    return counts.entrySet().stream()
        .map(each -> each.getValue() + " " + each.getKey())
        .collect(Collectors.joining(", "));
  }

  private String author(Author author) {
    String text =
        author.person().isEmpty()
            ? cut(author.process(), NAME)
            : cut(author.person(), NAME) + " (" + cut(author.process(), NAME) + ")";
    text += author.job().isEmpty() ? "" : ", job " + cut(author.job(), NAME);
    return text + (author.commit().isEmpty() ? "" : ", commit " + cut(author.commit(), NAME));
  }

  private String line(Changed changed) {
    String line =
        changed.address()
            + " "
            + result(changed)
            + ": "
            + shown(changed.path())
            + changed.where().map(span -> " (" + shown(span.toString()) + ")").orElse("");
    String fields = changed.fields().stream().map(this::field).collect(Collectors.joining(", "));
    return fields.isEmpty() ? line : line + ": " + fields;
  }

  private String field(PlannedChange planned) {
    return "%s %s -> %s (%s)"
        .formatted(
            shown(planned.change().field()),
            cut(planned.change().before(), VALUE),
            cut(planned.change().after(), VALUE),
            shown(planned.where().toString()));
  }

  /** {@code created}; of what did not end well, what was tried: {@code creating, failed}. */
  static String result(Changed changed) {
    Outcome outcome = changed.outcome();
    String doing = EventText.doing(changed.action());
    if (outcome instanceof Outcome.Failed) {
      return doing + ", failed";
    }
    if (outcome instanceof Outcome.NotConverged) {
      return doing + ", not converged";
    }
    if (outcome instanceof Outcome.Cancelled cancelled && cancelled.maybeHalfDone()) {
      return doing + ", may be half done";
    }
    return EventText.done(changed.action())
        + (outcome instanceof Outcome.NotReady ? ", not ready in time" : "");
  }

  /** Masked before it is cut: a part of a secret is one. */
  private String cut(String text, int most) {
    String shown = shown(text);
    return shown.length() <= most ? shown : shown.substring(0, most) + "...";
  }

  private String shown(String text) {
    return Style.oneLine(masked.apply(text));
  }
}
