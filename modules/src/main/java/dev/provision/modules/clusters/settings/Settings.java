package dev.provision.modules.clusters.settings;

import dev.provision.modules.clusters.declaration.ClusterSpec;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.rows.Row;
import dev.provision.vsphere.kind.rows.Rows;
import java.util.ArrayList;
import java.util.List;

/**
 * The settings of a cluster, written by {@code ReconfigureComputeResource_Task}. All are merged on
 * a fresh read, because some are sent whole.
 */
public final class Settings {
  private Settings() {}

  public static Rows<ClusterSpec, Item, ClusterDraft> rows() {
    List<Row<ClusterSpec, Item, ClusterDraft>> rows = new ArrayList<>(DrsRows.rows());
    rows.addAll(HaRows.rows());
    rows.addAll(OtherRows.rows());
    return Rows.merged(ClusterDraft::new, Settings::draft, rows);
  }

  private static ClusterDraft draft(Item cluster) {
    return Setting.seen(cluster).known().map(ClusterDraft::new).orElseGet(ClusterDraft::new);
  }
}
