package dev.provision.modules.volumes;

import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.spi.Observation;
import dev.provision.spi.schema.DataSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The differences between a wanted volume and an existing one. */
final class VolumeDiff {
  private VolumeDiff() {}

  static List<Change> of(VolumeDesired desired, VolumeState seen) {
    List<Change> changes = new ArrayList<>();
    size(desired, seen).ifPresent(changes::add);
    VolumeTyping.change(desired, seen).ifPresent(changes::add);
    if (seen.attached().isEmpty() && !seen.isHome()) {
      changes.add(VolumeField.PATH.changes(seen.path(), seen.home().disk()));
    }
    if (desired.protect() != seen.isProtected()) {
      changes.add(
          VolumeField.PROTECT.changes(
              String.valueOf(seen.isProtected()), String.valueOf(desired.protect())));
    }
    desired
        .spec()
        .snapshots()
        .forEach((name, wanted) -> snapshot(name, wanted, seen).ifPresent(changes::add));
    return changes;
  }

  private static Optional<Change> size(VolumeDesired desired, VolumeState seen) {
    if (desired.size().isEmpty() || seen.size().isEmpty()) {
      return Optional.empty();
    }
    DataSize wanted = desired.size().get();
    DataSize has = seen.size().get();
    int order = wanted.compareTo(has);
    if (order == 0) {
      return Optional.empty();
    }
    Change change = VolumeField.SIZE.changes(has.toString(), wanted.toString());
    if (order < 0) {
      return Optional.of(change.with(Effect.REFUSED, "a volume cannot shrink"));
    }
    if (seen.attached().isPresent() && seen.attached().get().vmHasSnapshot()) {
      return Optional.of(
          change.with(
              Effect.REFUSED,
              "`"
                  + seen.attached().get().vmPath()
                  + "` has snapshots, and vSphere grows no disk of such a VM; remove them or take"
                  + " the volume off it first"));
    }
    if (seen.isBusy() && seen.attached().orElseThrow().disk().onIde()) {
      return Optional.of(
          change.with(
              Effect.REFUSED,
              "`"
                  + seen.attached().get().vmPath()
                  + "` runs with it on IDE, where a disk grows only while the VM is off"));
    }
    return Optional.of(change);
  }

  private static Optional<Change> snapshot(
      String name, VolumeSpec.Wanted wanted, VolumeState seen) {
    boolean there = seen.snapshots().contains(name);
    if (there == (wanted == VolumeSpec.Wanted.PRESENT)) {
      return Optional.empty();
    }
    VolumeField.Snapshot snapshot = new VolumeField.Snapshot(name);
    if (there) {
      return Optional.of(snapshot.changes("present", Change.ABSENT));
    }
    Change change = snapshot.changes(Change.ABSENT, "present");
    return Optional.of(
        seen.isBusy()
            ? change.with(
                Effect.REFUSED,
                "`"
                    + seen.attached().orElseThrow().vmPath()
                    + "` runs with the volume, and a disk that is written to cannot be copied;"
                    + " switch it off or take the volume off it first")
            : change);
  }

  /** What cannot be compared: some servers report little about an unattached disk. */
  private static Optional<String> unknown(VolumeDesired desired, VolumeState seen) {
    List<String> fields = new ArrayList<>();
    if (seen.size().isEmpty() && desired.size().isPresent()) {
      fields.add("`size`");
    }
    if (seen.type().isEmpty() && seen.decides().isEmpty()) {
      fields.add("`type`");
    }
    return fields.isEmpty() || seen.file().isEmpty()
        ? Optional.empty()
        : Optional.of(
            "it is not known whether "
                + String.join(" and ", fields)
                + (fields.size() == 1 ? " is" : " are")
                + " as declared: the server does not say while no VM has the volume; apply leaves "
                + (fields.size() == 1 ? "it" : "them")
                + " as before until an instance has it");
  }

  /** The plan's notes besides the changes, also of one that is not ours. */
  static List<String> notes(VolumeDesired desired, Observation<VolumeState> seen) {
    if (seen instanceof Observation.Foreign<VolumeState> foreign) {
      return notes(desired, foreign.state());
    }
    return seen instanceof Observation.Present<VolumeState> present
        ? notes(desired, present.state())
        : List.of();
  }

  private static List<String> notes(VolumeDesired desired, VolumeState seen) {
    List<String> notes = new ArrayList<>();
    VolumeTyping.note(desired, seen).ifPresent(notes::add);
    seen.attached()
        .filter(held -> !seen.isHome())
        .ifPresent(
            held ->
                notes.add(
                    "its disk was moved to "
                        + held.disk().file()
                        + "; it goes home when `"
                        + held.vmPath()
                        + "` gives it back"));
    VolumeAdoption.note(desired, seen).ifPresent(notes::add);
    for (String each : seen.snapshots()) {
      if (!desired.spec().snapshots().containsKey(each)) {
        notes.add("a snapshot that is not declared is left alone: " + each);
      }
    }
    unknown(desired, seen).ifPresent(notes::add);
    return notes;
  }
}
