package dev.provision.plan;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Common;
import dev.provision.spi.Effect;
import dev.provision.spi.Observation;
import dev.provision.spi.Observation.Ownership;
import dev.provision.spi.Owned;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides what happens to one declared resource; depends only on what was found for it. */
final class Deciding<R, W> {
  private final Policy policy;
  private final Set<Address> protectedByMark;
  private final Map<Address, Owned.Stay> staying;
  private final Findings findings;

  /**
   * @param protectedByMark objects whose marks protect them
   * @param staying objects of the environment that cannot be removed, and why
   */
  Deciding(
      Policy policy,
      Set<Address> protectedByMark,
      Map<Address, Owned.Stay> staying,
      Findings findings) {
    this.policy = policy;
    this.protectedByMark = protectedByMark;
    this.staying = staying;
    this.findings = findings;
  }

  /** The decision; empty after an error, which goes to the findings. */
  Optional<Draft<R, W>> decide(Found<?, ?, ?, R, W> found) {
    Observation<?> seen = found.seen();
    if (seen instanceof Observation.Unreadable<?> unreadable) {
      findings.addRefusal(
          error(
              found,
              what(found)
                  + " is at `"
                  + unreadable.path()
                  + "` and cannot be read: "
                  + unreadable.why()));
      return Optional.empty();
    }
    if (seen instanceof Observation.Ambiguous<?> ambiguous) {
      return mistake(found, what(found) + " is ambiguous: " + paths(ambiguous.paths()));
    }
    if (found.isExisting()) {
      return existing(found);
    }
    if (seen instanceof Observation.InProgress<?> progress) {
      Action then = common(found).absent() ? Action.DELETE : Action.CREATE;
      return Optional.of(
          new Draft<>(found, then, List.of(), List.of("awaited: " + progress.what())));
    }
    return common(found).absent() ? absent(found) : present(found);
  }

  private Optional<Draft<R, W>> existing(Found<?, ?, ?, R, W> found) {
    if (common(found).absent()) {
      return mistake(found, what(found) + " is only looked up, so it cannot be deleted");
    }
    if (found.isAbsent()) {
      findings.add(
          Diagnostic.error(
              found.absence().message(), found.declaration().spanOf(found.absence().field())));
      return Optional.empty();
    }
    return Optional.of(new Draft<>(found, Action.NONE, List.of(), found.notes()));
  }

  private Optional<Draft<R, W>> absent(Found<?, ?, ?, R, W> found) {
    if (found.seen() instanceof Observation.Foreign<?> foreign) {
      return mistake(
          found, "`" + foreign.path() + "` is not ours, so `state: absent` does not delete it");
    }
    if (found.isAbsent()) {
      return Optional.of(new Draft<>(found, Action.NONE, List.of(), List.of()));
    }
    if (isRestored(found.diff())) {
      return mistake(found, restored(found, "deleted"));
    }
    if (staying.containsKey(found.address())) {
      findings.addRefusal(
          error(
              found,
              "`" + found.path() + "` cannot be deleted: it " + staying.get(found.address())));
      return Optional.empty();
    }
    return isProtected(found, "delete")
        ? Optional.empty()
        : Optional.of(new Draft<>(found, Action.DELETE, List.of(), List.of()));
  }

  private Optional<Draft<R, W>> present(Found<?, ?, ?, R, W> found) {
    List<String> notes = new ArrayList<>(found.notes());
    if (found.isAbsent()) {
      // of a late part, the base is made before it in this plan
      Action action = found.isLate() ? Action.UPDATE : Action.CREATE;
      return Optional.of(new Draft<>(found, action, List.of(), notes));
    }
    if (found.seen() instanceof Observation.Foreign<?> foreign && !common(found).adopt()) {
      findings.add(
          error(found, "`" + foreign.path() + "` is there already and is not ours")
              .withHint("`adopt: true` takes it; else choose another name or path"));
      return Optional.empty();
    }
    List<Change> diff = found.diff();
    boolean asked = policy.replace().contains(found.address());
    if (!found.isLate() && (asked || isOwned(found) && policy.askForNewOne(diff))) {
      return replace(found, notes);
    }
    Policy.Judged judged = policy.judge(diff);
    if (!judged.refused().isEmpty()) {
      judged.refused().forEach(c -> refuse(found, c));
      return Optional.empty();
    }
    for (Change left : judged.left()) {
      notes.add(Policy.remark(found.address(), found.place(left).change(), isOwned(found)));
    }
    Action action = judged.todo().isEmpty() ? Action.NONE : Action.UPDATE;
    if (found.seen() instanceof Observation.Foreign) {
      action = Action.ADOPT;
    }
    return Optional.of(new Draft<>(found, action, found.place(judged.todo()), notes));
  }

  /**
   * Whether the object carries our marks but is not the object they were written for. Such marks
   * alone are no reason to delete anything.
   */
  private static boolean isRestored(List<Change> diff) {
    return diff.stream().anyMatch(change -> change.effect() == Effect.RELINKS);
  }

  private static String restored(Found<?, ?, ?, ?, ?> found, String what) {
    String why =
        found.diff().stream()
            .filter(change -> change.effect() == Effect.RELINKS)
            .map(Change::reason)
            .findFirst()
            .orElseThrow();
    return "`"
        + found.path()
        + "` is not "
        + what
        + ": "
        + why
        + "; apply it once without that, with --allow relink";
  }

  private Optional<Draft<R, W>> replace(Found<?, ?, ?, R, W> found, List<String> notes) {
    if (isRestored(found.diff())) {
      return mistake(found, restored(found, "replaced"));
    }
    if (common(found).adopt()) {
      return mistake(
          found, what(found) + " says `adopt: true`, so it is not deleted to be made again");
    }
    if (isOwned(found)) {
      return isProtected(found, "replace")
          ? Optional.empty()
          : Optional.of(new Draft<>(found, Action.REPLACE, found.place(found.diff()), notes));
    }
    return mistake(
        found,
        what(found) + " was not made by this environment, so it is not deleted to be replaced");
  }

  private static boolean isOwned(Found<?, ?, ?, ?, ?> found) {
    return found.seen() instanceof Observation.Present<?> present
        && present.ownership() == Ownership.OWNED;
  }

  private boolean isProtected(Found<?, ?, ?, R, W> found, String verb) {
    if (common(found).protect()) {
      mistake(found, "cannot " + verb + " " + what(found) + ": it says `protect: true`");
      return true;
    }
    if (protectedByMark.contains(found.address())) {
      findings.add(
          error(found, "cannot " + verb + " " + what(found) + ": it was made with `protect: true`")
              .withHint("apply it once with `protect: false`"));
      return true;
    }
    return false;
  }

  private void refuse(Found<?, ?, ?, R, W> found, Change change) {
    PlannedChange shown = found.place(change);
    String why = change.reason().isEmpty() ? "" : ": " + change.reason();
    findings.add(
        Diagnostic.error(
            "`"
                + change.field()
                + "` of "
                + what(found)
                + " cannot be changed from "
                + shown.change().before()
                + " to "
                + shown.change().after()
                + why,
            shown.where()));
  }

  private Optional<Draft<R, W>> mistake(Found<?, ?, ?, R, W> found, String message) {
    findings.add(error(found, message));
    return Optional.empty();
  }

  private static Diagnostic error(Found<?, ?, ?, ?, ?> found, String message) {
    return Diagnostic.error(message, found.declaration().span());
  }

  private static Common common(Found<?, ?, ?, ?, ?> found) {
    return found.declaration().common();
  }

  private static String what(Found<?, ?, ?, ?, ?> found) {
    return "`" + found.address() + "`";
  }

  private static String paths(List<String> paths) {
    return String.join(", ", paths.stream().map(p -> "`" + p + "`").toList());
  }
}
