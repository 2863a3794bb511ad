package dev.provision.modules.datastores;

import dev.provision.spi.Problem;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.object.ObjectDesired;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Why LUNs cannot be the VMFS that is declared. */
record VolumeProblems(ObjectDesired<DatastoreSpec> desired, Inventory read) {
  List<Problem> of(Optional<Item> there) {
    List<Problem> problems = new ArrayList<>();
    VmfsSpec spec = desired.spec().volume().orElseThrow();
    for (Item each : read.all("Datastore")) {
      if (there.filter(own -> own.ref().equals(each.ref())).isEmpty()) {
        Volume.of(each).flatMap(volume -> taken(spec, volume, each)).ifPresent(problems::add);
      }
    }
    there.flatMap(own -> other(spec, own)).ifPresent(problems::add);
    return problems;
  }

  private String field() {
    return desired.spec().vmfs().isPresent() ? "vmfs" : "local";
  }

  /** A LUN of it is another datastore. */
  private Optional<Problem> taken(VmfsSpec spec, Volume volume, Item other) {
    return Volume.declared(spec).stream()
        .filter(volume.luns()::contains)
        .findFirst()
        .map(
            lun ->
                new Problem(
                    field() + (lun.equals(spec.lun()) ? ".lun" : ".extents"),
                    "the LUN `"
                        + lun
                        + "` is the datastore `"
                        + read.path(other.ref())
                        + "` already; declare it under that name, or rename that one"));
  }

  /** What is there is on another LUN, or of another version. */
  private Optional<Problem> other(VmfsSpec spec, Item there) {
    if (there.missing().containsKey("info")) {
      return Optional.empty();
    }
    String path = "`" + read.path(there.ref()) + "`";
    Optional<Volume> volume = Volume.of(there);
    if (volume.filter(own -> own.luns().contains(spec.lun())).isEmpty()) {
      return Optional.of(
          new Problem(
              field() + ".lun",
              path
                  + " is "
                  + volume
                      .map(own -> "a VMFS on `" + String.join("`, `", own.luns()) + "`")
                      .orElse("no VMFS on a LUN")
                  + ", and a datastore cannot become another one; take it away with `state:"
                  + " absent` first, or give this one another name"));
    }
    int is = volume.get().version();
    Optional<Problem> size =
        otherSize("block_size", "blocks", spec.blockSize(), volume.get().block(), path)
            .or(
                () ->
                    otherSize(
                        "unmap.granularity",
                        "pieces to give back",
                        spec.unmap().flatMap(UnmapSpec::granularity),
                        volume.get().granularity(),
                        path));
    if (size.isPresent()) {
      return size;
    }
    return spec.version()
        .filter(wanted -> is != 0 && wanted != is)
        .map(
            wanted ->
                new Problem(
                    field() + ".version",
                    path
                        + " is VMFS "
                        + is
                        + ", and a host does not turn it into VMFS "
                        + wanted
                        + "; make a new one and move what is on it"));
  }

  private Optional<Problem> otherSize(
      String what, String words, Optional<DataSize> wanted, Optional<DataSize> is, String path) {
    return wanted
        .filter(size -> is.filter(own -> !own.equals(size)).isPresent())
        .map(
            size ->
                new Problem(
                    field() + "." + what,
                    "%s has %s of %s, and a VMFS keeps what it was made with; make a new one and move what is on it"
                        .formatted(path, words, is.get().brief())));
  }
}
