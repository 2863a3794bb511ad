package dev.provision.run;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.plan.PlannedChange;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** The sentences about steps that failed. */
final class Words {
  private final String target;

  Words(String target) {
    this.target = target;
  }

  /** {@code could not create instance `web-1` on vc.lab.local: reason}. */
  Outcome.Failed failed(Job<?, ?> job, Verb verb, String reason) {
    String name = name(job);
    return new Outcome.Failed(
        "could not %s %s `%s` on %s: %s"
            .formatted(verb.word(), job.address().kind(), name, target, reason));
  }

  /** What may be half done because nobody waited for it. */
  String left(Job<?, ?> job) {
    return "%s of %s `%s` on %s was left under way"
        .formatted(job.verb.word(), job.address().kind(), name(job), target);
  }

  private static String name(Job<?, ?> job) {
    return job.path.isEmpty() ? job.address().name() : job.path;
  }

  static String reasons(List<Diagnostic> diagnostics) {
    return diagnostics.stream()
        .filter(Diagnostic::isError)
        .map(d -> d.span().map(s -> s + ": ").orElse("") + d.message())
        .collect(Collectors.joining("; "));
  }

  static String changes(List<PlannedChange> changes) {
    return changes.stream()
        .map(PlannedChange::change)
        .map(
            c ->
                "`%s` %s -> %s%s"
                    .formatted(
                        c.field(),
                        c.before(),
                        c.after(),
                        c.reason().isEmpty() ? "" : " (" + c.reason() + ")"))
        .collect(Collectors.joining(", "));
  }

  static String duration(Duration duration) {
    long seconds = duration.toSeconds();
    return seconds % 60 == 0 && seconds > 0 ? seconds / 60 + " min" : seconds + " s";
  }
}
