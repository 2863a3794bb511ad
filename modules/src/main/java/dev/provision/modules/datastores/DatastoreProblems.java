package dev.provision.modules.datastores;

import dev.provision.spi.Observation;
import dev.provision.spi.Problem;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.object.ObjectDesired;
import dev.provision.vsphere.kind.object.ObjectState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What of a declared datastore cannot be as declared. */
final class DatastoreProblems {
  /** As the clients of vCenter have it; nobody has seen what an API call is told. */
  private static final int LONGEST = 42;

  private final ObjectDesired<DatastoreSpec> desired;
  private final Inventory read;

  DatastoreProblems(ObjectDesired<DatastoreSpec> desired, Inventory read) {
    this.desired = desired;
    this.read = read;
  }

  List<Problem> of(Observation<ObjectState> seen) {
    List<Problem> problems = new ArrayList<>();
    Optional<Item> there = there(seen);
    DatastoreSpec spec = desired.spec();
    if (spec.isMounted()) {
      problems.addAll(DatastoreHosts.of(spec.hosts(), desired.vcenter(), read).problems());
      if (problems.isEmpty() && spec.hosts().orElseThrow().names().isEmpty()) {
        problems.add(new Problem("hosts", "there is no host that could mount it"));
      }
    }
    if (spec.isExport()) {
      problems.addAll(new ExportProblems(desired, read).of(there));
    }
    if (spec.volume().isPresent()) {
      problems.addAll(new VolumeProblems(desired, read).of(there));
    }
    if (there.isEmpty()) {
      problems.addAll(ofNew());
      return problems;
    }
    DatastoreUse use = new DatastoreUse(there.get().ref(), read);
    problems.addAll(use.problems(Mounts.read(there.get(), read).changes(spec)));
    if (spec.maintenance().orElse(false) && !isInMaintenance(there.get())) {
      String vms =
          use.vms()
              .map(vm -> "`" + read.path(vm.ref()) + "`")
              .sorted()
              .collect(Collectors.joining(", "));
      if (!vms.isEmpty()) {
        problems.add(
            new Problem(
                "maintenance", "it cannot enter maintenance mode while these are on it: " + vms));
      }
    }
    return problems;
  }

  private static boolean isInMaintenance(Item datastore) {
    return datastore
        .get(DatastoreEdit.MAINTENANCE, String.class)
        .filter(DatastoreEdit::isIn)
        .isPresent();
  }

  private static Optional<Item> there(Observation<ObjectState> seen) {
    if (seen instanceof Observation.Present<ObjectState> present) {
      return Optional.of(present.state().item());
    }
    return seen instanceof Observation.Foreign<ObjectState> foreign
        ? Optional.of(foreign.state().item())
        : Optional.empty();
  }

  private List<Problem> ofNew() {
    List<Problem> problems = new ArrayList<>();
    if (!desired.spec().isMounted()) {
      problems.add(
          new Problem(
              "", "it is not there; say what it is made of: `nfs`, `nfs41`, `vmfs` or `local`"));
      return problems;
    }
    int longest = LONGEST - ObjectState.UNFINISHED.length();
    String name = desired.address().name();
    if (name.length() > longest) {
      problems.add(
          new Problem(
              "",
              "its name is too long: a new datastore's has "
                  + longest
                  + " characters at most, since it is called `…"
                  + ObjectState.UNFINISHED
                  + "` until it is marked"));
    }
    return problems;
  }
}
