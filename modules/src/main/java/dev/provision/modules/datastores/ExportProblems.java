package dev.provision.modules.datastores;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Problem;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.object.ObjectDesired;
import dev.provision.vsphere.places.DatastoreFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Why an export cannot be the datastore that is declared. */
record ExportProblems(ObjectDesired<DatastoreSpec> desired, Inventory read) {
  List<Problem> of(Optional<Item> there) {
    List<Problem> problems = new ArrayList<>();
    sameExport(there.map(Item::ref)).ifPresent(problems::add);
    there.flatMap(this::otherExport).ifPresent(problems::add);
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
