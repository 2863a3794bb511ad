package dev.provision.modules.clusters.settings;

import com.vmware.vim25.ClusterComputeResourceSummary;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.modules.clusters.declaration.ClusterSpec;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.object.RowsCall;
import dev.provision.vsphere.kind.rows.FieldRow;
import dev.provision.vsphere.kind.rows.Rows;
import dev.provision.vsphere.kind.rows.Seen;
import java.util.List;

/**
 * The EVC mode of a cluster, which {@code ClusterEVCManager} sets and no spec has. The server names
 * the hosts and machines that are in the way.
 */
public final class EvcRows {
  public static final String FIELD = "evc";

  private static final String SUMMARY = "summary";

  private EvcRows() {}

  /** The mode that a call sets. */
  private static final class Mode {
    private String key = ClusterSpec.NO_EVC;
  }

  public static RowsCall<ClusterSpec, ?> call() {
    return new RowsCall<>(
        Rows.sparse(
            Mode::new,
            List.of(
                FieldRow.<ClusterSpec, Item, Mode, String>of(
                    FIELD,
                    SUMMARY,
                    ClusterSpec::evc,
                    item -> Seen.of(item, SUMMARY, Object.class).map(EvcRows::mode),
                    (mode, key, seen) -> mode.key = key))),
        EvcRows::write);
  }

  public static boolean isMode(String evc) {
    return !evc.equals(ClusterSpec.NO_EVC);
  }

  private static String mode(Object summary) {
    String key =
        summary instanceof ClusterComputeResourceSummary known
            ? known.getCurrentEVCModeKey()
            : null;
    return key == null || key.isEmpty() ? ClusterSpec.NO_EVC : key;
  }

  private static void write(ManagedObjectReference cluster, Mode mode, VsphereWriter write)
      throws ModuleException, InterruptedException {
    ManagedObjectReference manager = write.call(api -> api.evcManager(cluster));
    if (manager == null) {
      throw ModuleException.refused("the server has no EVC for this cluster");
    }
    write.task(
        api ->
            mode.key.equals(ClusterSpec.NO_EVC)
                ? api.disableEvcMode_Task(manager)
                : api.configureEvcMode_Task(manager, mode.key));
  }
}
