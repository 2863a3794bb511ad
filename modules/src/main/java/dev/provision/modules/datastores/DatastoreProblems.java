package dev.provision.modules.datastores;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Observation;
import dev.provision.spi.Problem;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.object.ObjectDesired;
import dev.provision.vsphere.kind.object.ObjectState;
import dev.provision.vsphere.places.DatastoreFacts;
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
      sameExport(there.map(Item::ref)).ifPresent(problems::add);
    }
    if (there.isEmpty()) {
      problems.addAll(ofNew());
      return problems;
    }
    there.flatMap(this::otherExport).ifPresent(problems::add);
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
          new Problem("", "it is not there; give its export as `nfs` or `nfs41` to mount it"));
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

  /** The same export under another name, or with the other version of the protocol. */
  private Optional<Problem> sameExport(Optional<ManagedObjectReference> own) {
    Export wanted = Export.of(desired.spec()).orElseThrow();
    Optional<ManagedObjectReference> datacenter = datacenter();
    for (Item each : read.all("Datastore")) {
      Optional<Export> has = Export.of(each).filter(wanted::isSameFiles);
      boolean other =
          !own.equals(Optional.of(each.ref()))
              && new DatastoreFacts(each).datacenter(read).equals(datacenter);
      if (has.isPresent() && other) {
        String path = "`" + read.path(each.ref()) + "`";
        return Optional.of(
            new Problem(
                "",
                has.get().type().equals(wanted.type())
                    ? "the export "
                        + wanted
                        + " is the datastore "
                        + path
                        + " already"
                        + "; declare it under that name, or rename that one"
                    : "the export "
                        + wanted
                        + " is mounted with the other version of NFS as "
                        + path
                        + ": both at once break the locks of its files"));
      }
    }
    return Optional.empty();
  }

  private Optional<ManagedObjectReference> datacenter() {
    InventoryPath at = desired.path().orElse(InventoryPath.ROOT);
    while (!at.names().isEmpty()) {
      at = at.parent();
      Optional<Item> item = read.at(at).filter(each -> each.type().equals("Datacenter"));
      if (item.isPresent()) {
        return item.map(Item::ref);
      }
    }
    return Optional.empty();
  }

  private Optional<Problem> otherExport(Item there) {
    Optional<Export> wanted = Export.of(desired.spec());
    Optional<Export> has = Export.of(there);
    if (wanted.isEmpty() || wanted.equals(has) || there.missing().containsKey("info")) {
      return Optional.empty();
    }
    return Optional.of(
        new Problem(
            desired.spec().nfs().isPresent() ? "nfs" : "nfs41",
            "`"
                + read.path(there.ref())
                + "` is "
                + has.map(export -> "the export " + export + " with " + export.type())
                    .orElse("no NFS datastore")
                + ", and a datastore cannot become another one; take it away with `state: absent`"
                + " first, or give this one another name"));
  }
}
