package dev.provision.modules.instances.make;

import dev.provision.modules.instances.parts.InstanceDesired;
import dev.provision.modules.instances.parts.InstanceDiff;
import dev.provision.modules.instances.parts.InstanceState;
import dev.provision.modules.instances.vm.InstanceSpec.CloneMode;
import dev.provision.spi.Effect;
import dev.provision.spi.Observation;
import dev.provision.spi.Problem;
import dev.provision.vsphere.exported.TemplateRef;
import java.util.Optional;

/**
 * Why a clone cannot be linked and is a full one. If the playbook leaves {@code clone} out, the
 * plan notes it; if it writes {@code clone: linked}, that is an error.
 *
 * @param fix what would make a linked one possible
 */
public record FullClone(String why, String fix) {
  /** Empty if the clone is linked, or is meant to be a full one. */
  public static Optional<FullClone> of(InstanceDesired desired) {
    TemplateRef image = desired.image();
    if (desired.cloneMode() == CloneMode.FULL || !image.traits().hasDisk()) {
      return Optional.empty();
    }
    if (desired.placing().ofHost()) {
      return Optional.of(
          new FullClone("a single ESXi host makes no linked ones", "make it through a vCenter"));
    }
    if (image.vm().isPresent() && image.snapshot().isEmpty()) {
      return Optional.of(
          new FullClone("the image has no snapshot", "take a snapshot of its template"));
    }
    if (image.isImported()) {
      // CloneSource links it to a copy of the image of the size that it needs
      return Optional.empty();
    }
    return CloneSource.larger(desired)
        .map(
            disk ->
                new FullClone(
                    "its disk must be larger than the image's "
                        + image.diskSize().get()
                        + ", which is used in place",
                    "give the image a `source`, so that the server can copy it, or take a flavor"
                        + " with a disk of "
                        + image.diskSize().get()));
  }

  /** Refuses {@code clone: linked} if the VM is to be made or replaced and cannot be linked. */
  public static Optional<Problem> problem(
      InstanceDesired desired, Observation<InstanceState> seen) {
    if (desired.madeOf().cloneMode().isEmpty()) {
      return Optional.empty();
    }
    return of(desired)
        .filter(full -> isMade(desired, seen))
        .map(
            full ->
                new Problem(
                    "clone",
                    "a linked clone cannot be made: "
                        + full.why()
                        + "; "
                        + full.fix()
                        + ", or write `clone: full`"));
  }

  private static boolean isMade(InstanceDesired desired, Observation<InstanceState> seen) {
    return seen instanceof Observation.Absent<InstanceState>
        || seen instanceof Observation.Present<InstanceState> there
            && InstanceDiff.changes(desired, there.state()).stream()
                .anyMatch(change -> change.effect() == Effect.REPLACES);
  }

  /** Whether the clone shares its image's disk; assumed while the image does not exist yet. */
  static boolean isLinked(InstanceDesired desired) {
    return desired.cloneMode() == CloneMode.LINKED
        && desired.image().traits().hasDisk()
        && of(desired).isEmpty();
  }
}
