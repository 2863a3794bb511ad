package dev.provision.modules.datastores;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.StorageIORMConfigSpec;
import com.vmware.vim25.StorageIORMInfo;
import dev.provision.spi.Problem;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.object.RowsCall;
import dev.provision.vsphere.kind.rows.FieldRow;
import dev.provision.vsphere.kind.rows.Rows;
import dev.provision.vsphere.kind.rows.Seen;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Storage I/O Control of a datastore (vSphere API, StorageIORMInfo). */
final class SiocRows {
  /** Whether hosts can have it there. */
  static final String SUPPORTED = "capability.storageIORMSupported";

  private static final String CONFIG = "iormConfiguration";
  private static final String NONE = "there is nothing in its place";

  private SiocRows() {}

  static RowsCall<DatastoreSpec, StorageIORMConfigSpec> call() {
    return new RowsCall<DatastoreSpec, StorageIORMConfigSpec>(
            Rows.sparse(
                StorageIORMConfigSpec::new,
                List.of(
                    row(
                        "sioc.enabled",
                        SiocSpec::enabled,
                        info -> info.isEnabled(),
                        (spec, value) -> spec.setEnabled(value)),
                    row(
                        "sioc.threshold",
                        spec -> spec.threshold().map(Congestion::parse),
                        Congestion::of,
                        (spec, value) -> value.into(spec)))),
            (datastore, spec, write) -> {
              ManagedObjectReference manager = write.content().getStorageResourceManager();
              write.task(api -> api.configureDatastoreIORM_Task(manager, datastore, spec));
            })
        .by("ConfigureDatastoreIORM_Task");
  }

  private static <V> FieldRow<DatastoreSpec, Item, StorageIORMConfigSpec, V> row(
      String field,
      Function<SiocSpec, Optional<V>> wanted,
      Function<StorageIORMInfo, V> seen,
      BiConsumer<StorageIORMConfigSpec, V> put) {
    return FieldRow.<DatastoreSpec, Item, StorageIORMConfigSpec, V>of(
            field,
            CONFIG,
            spec -> spec.sioc().flatMap(wanted),
            item -> Seen.of(item, CONFIG, StorageIORMInfo.class).map(seen),
            (spec, value, old) -> put.accept(spec, value))
        .deprecated("8.0.3", NONE);
  }

  /** What of it no server takes. */
  static Optional<Problem> problem(DatastoreSpec spec) {
    try {
      spec.sioc().flatMap(SiocSpec::threshold).ifPresent(Congestion::parse);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(new Problem("sioc.threshold", e.getMessage()));
    }
  }

  /** Where the hosts of a datastore cannot have it. */
  static List<Problem> misfits(DatastoreSpec spec, Item datastore) {
    boolean cannot = !datastore.get(SUPPORTED, Boolean.class).orElse(true);
    return spec.sioc().isPresent() && cannot
        ? List.of(new Problem("sioc", "the hosts cannot have Storage I/O Control on it"))
        : List.of();
  }
}
