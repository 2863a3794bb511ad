package dev.provision.modules.datastores;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VmfsDatastoreInfo;
import com.vmware.vim25.ws.Argument;
import dev.provision.spi.Change;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Problem;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.object.RowsCall;
import dev.provision.vsphere.kind.rows.FieldRow;
import dev.provision.vsphere.kind.rows.Row;
import dev.provision.vsphere.kind.rows.Rows;
import dev.provision.vsphere.kind.rows.Seen;
import dev.provision.vsphere.newer.storage.PacedVmfsVolume;
import dev.provision.vsphere.newer.storage.VmfsUnmapBandwidthSpec;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a VMFS gives space back. One of its hosts is told; yavijava has neither call, so both go by
 * name.
 */
final class UnmapRows {
  private static final String INFO = "info";
  private static final String PRIORITY = "unmap.priority";
  private static final String BANDWIDTH = "unmap.bandwidth";

  private UnmapRows() {}

  /** What changes. */
  static final class Edit {
    private Optional<String> priority = Optional.empty();
    private Optional<UnmapSpec.Rate> bandwidth = Optional.empty();
  }

  static RowsCall<DatastoreSpec, Edit> call() {
    return new RowsCall<DatastoreSpec, Edit>(
        Rows.sparse(
            Edit::new,
            List.of(
                priority("vmfs.", spec -> spec.vmfs().flatMap(VmfsSpec::unmap)),
                bandwidth("vmfs.", spec -> spec.vmfs().flatMap(VmfsSpec::unmap)),
                priority("local.", spec -> spec.local().flatMap(LocalSpec::unmap)),
                bandwidth("local.", spec -> spec.local().flatMap(LocalSpec::unmap)))),
        UnmapRows::write);
  }

  private static Row<DatastoreSpec, Item, Edit> priority(
      String at, Function<DatastoreSpec, Optional<UnmapSpec>> declared) {
    return FieldRow.<DatastoreSpec, Item, Edit, String>of(
            at + PRIORITY,
            INFO,
            spec -> declared.apply(spec).flatMap(UnmapSpec::priority).map(UnmapSpec.Priority::word),
            item -> volume(item).map(vmfs -> vmfs.unmapPriority),
            (edit, word, old) -> edit.priority = Optional.of(word))
        .since("6.5", "a VMFS that gives space back by itself, which came with vSphere 6.5");
  }

  private static Row<DatastoreSpec, Item, Edit> bandwidth(
      String at, Function<DatastoreSpec, Optional<UnmapSpec>> declared) {
    return FieldRow.<DatastoreSpec, Item, Edit, UnmapSpec.Rate>of(
            at + BANDWIDTH,
            INFO,
            spec -> declared.apply(spec).flatMap(UnmapSpec::bandwidth).map(UnmapSpec.Rate::parse),
            item -> volume(item).map(vmfs -> vmfs.unmapBandwidthSpec).map(UnmapSpec.Rate::of),
            (edit, rate, old) -> edit.bandwidth = Optional.of(rate))
        .since("6.7", "a rate at which space is given back, which came with vSphere 6.7");
  }

  private static Seen<PacedVmfsVolume> volume(Item datastore) {
    return Seen.of(datastore, INFO, Object.class)
        .map(info -> info instanceof VmfsDatastoreInfo vmfs ? vmfs.getVmfs() : null)
        .map(vmfs -> vmfs instanceof PacedVmfsVolume paced ? paced : null);
  }

  /** Whether a host of the datastore is told about one of these changes. */
  static boolean isIn(List<Change> changes) {
    return changes.stream()
        .map(Change::field)
        .anyMatch(field -> field.endsWith("." + PRIORITY) || field.endsWith("." + BANDWIDTH));
  }

  private static void write(ManagedObjectReference datastore, Edit edit, VsphereWriter write)
      throws ModuleException {
    Inventory now = write.inventory();
    Item read = write.read(datastore, "host", INFO);
    String path =
        Mounts.read(read, now).byHost().keySet().stream()
            .sorted()
            .findFirst()
            .orElseThrow(() -> ModuleException.refused("no host mounts it"));
    HostSystems host = HostSystems.of(path, now, write);
    String uuid =
        Volume.of(read)
            .map(Volume::uuid)
            .orElseThrow(() -> ModuleException.refused("it is no VMFS"));
    if (edit.priority.isPresent()) {
      Argument word = new Argument("unmapPriority", "string", edit.priority.get());
      send("UpdateVmfsUnmapPriority", host, uuid, word, write);
    }
    if (edit.bandwidth.isPresent()) {
      VmfsUnmapBandwidthSpec seen =
          volume(read).map(vmfs -> vmfs.unmapBandwidthSpec).known().orElse(null);
      Argument spec =
          new Argument(
              "unmapBandwidthSpec", "VmfsUnmapBandwidthSpec", edit.bandwidth.get().spec(seen));
      send("UpdateVmfsUnmapBandwidth", host, uuid, spec, write);
    }
  }

  private static void send(
      String method, HostSystems host, String uuid, Argument value, VsphereWriter write)
      throws ModuleException {
    write.send(
        api ->
            api.getWsc()
                .invoke(
                    method,
                    new Argument[] {
                      new Argument("_this", "ManagedObjectReference", host.storage()),
                      new Argument("vmfsUuid", "string", uuid),
                      value
                    },
                    null));
  }

  /** What of it no server takes. */
  static List<Problem> problems(DatastoreSpec spec) {
    String at = spec.vmfs().isPresent() ? "vmfs." : "local.";
    try {
      spec.volume()
          .flatMap(VmfsSpec::unmap)
          .flatMap(UnmapSpec::bandwidth)
          .ifPresent(UnmapSpec.Rate::parse);
      return List.of();
    } catch (IllegalArgumentException e) {
      return List.of(new Problem(at + BANDWIDTH, e.getMessage()));
    }
  }
}
