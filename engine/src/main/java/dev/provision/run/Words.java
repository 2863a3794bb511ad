package dev.provision.run;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.plan.Node;
import dev.provision.plan.PlannedChange;
import dev.provision.spi.Address;
import dev.provision.spi.LeftTask;
import dev.provision.spi.ModuleException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The sentences about failed steps: which action on which object, where, why, at which line. */
final class Words {
  private final String target;
  private final Map<Address, Span> lines = new HashMap<>();

  /**
   * @param target the server, for people
   * @param nodes the nodes of the play, for their positions; a former address has the same position
   */
  <R, W> Words(String target, List<Node<?, R, W>> nodes) {
    this.target = target;
    for (Node<?, R, W> node : nodes) {
      node.formerly().forEach(old -> lines.putIfAbsent(old, node.declaration().span()));
    }
    nodes.forEach(node -> lines.put(node.address(), node.declaration().span()));
  }

  /** The server refused. */
  Outcome.Failed failed(Job<?, ?> job, Verb verb, ModuleException why) {
    return failed(job, verb, why, "");
  }

  /**
   * The server refused.
   *
   * @param remark follows the reason: {@code (gave up after 5 attempts)}
   */
  Outcome.Failed failed(Job<?, ?> job, Verb verb, ModuleException why, String remark) {
    return failed(job, verb, why.getMessage() + remark, line(job), why.denial(), why.advice());
  }

  /**
   * {@code could not create instance `/DC0/vm/ci/web` on vc.lab.local: reason, at site.yml:9:3}.
   */
  Outcome.Failed failed(Job<?, ?> job, Verb verb, String reason) {
    return failed(job, verb, reason, "");
  }

  /**
   * The engine itself refused.
   *
   * @param advice what the user can do; empty when there is no advice
   */
  Outcome.Failed failed(Job<?, ?> job, Verb verb, String reason, String advice) {
    return failed(job, verb, reason, line(job), Optional.empty(), advice);
  }

  /** Mistakes in the declaration that only showed during the run. */
  Outcome.Failed failed(Job<?, ?> job, Verb verb, List<Diagnostic> mistakes) {
    List<Diagnostic> errors = mistakes.stream().filter(Diagnostic::isError).toList();
    String reason = errors.stream().map(Diagnostic::message).collect(Collectors.joining("; "));
    Optional<Span> where = errors.stream().flatMap(d -> d.span().stream()).findFirst();
    String advice = errors.stream().flatMap(d -> d.hint().stream()).findFirst().orElse("");
    return failed(job, verb, reason, where.or(() -> line(job)), Optional.empty(), advice);
  }

  private Outcome.Failed failed(
      Job<?, ?> job,
      Verb verb,
      String reason,
      Optional<Span> where,
      Optional<ModuleException.Denial> denial,
      String advice) {
    String message =
        "could not %s %s `%s` on %s: %s%s%s"
            .formatted(
                verb.word(),
                job.address().kind(),
                name(job),
                target,
                reason,
                where
                    .map(span -> ", at " + span)
                    .orElse("; no line of the playbook declares " + job.address()),
                advice.isEmpty() ? "" : "; " + advice);
    return new Outcome.Failed(message, job.path(), where, denial, advice);
  }

  private Optional<Span> line(Job<?, ?> job) {
    return job.step().where().or(() -> Optional.ofNullable(lines.get(job.address())));
  }

  /**
   * What may be half done because the run was stopped: {@code instance.web: create of instance
   * `/DC0/vm/ci/web` on vc.lab.local was not finished, at site.yml:9:3; CloneVM_Task ...}.
   *
   * @param left the tasks that the step waited for
   */
  String unfinished(Job<?, ?> job, List<LeftTask> left) {
    return "%s: %s of %s `%s` on %s was not finished%s%s"
        .formatted(
            job.address(),
            job.verb().word(),
            job.address().kind(),
            name(job),
            target,
            line(job).map(span -> ", at " + span).orElse(""),
            left.stream().map(task -> "; " + task.text()).collect(Collectors.joining()));
  }

  private static String name(Job<?, ?> job) {
    return job.path().isEmpty() ? job.address().name() : job.path();
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
