package dev.provision.modules.vapps;

import com.vmware.vim25.VAppConfigInfo;
import com.vmware.vim25.VAppConfigSpec;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.allocation.PoolRows;
import dev.provision.vsphere.kind.object.RowsCall;
import dev.provision.vsphere.kind.rows.FieldRow;
import dev.provision.vsphere.kind.rows.Rows;
import dev.provision.vsphere.kind.rows.Seen;
import java.util.List;
import java.util.Optional;

/** The rows of a vApp: those of a pool, and its own. */
final class VAppRows {
  /** What a vApp has that a pool does not have ({@code VAppConfigInfo}). */
  static final String CONFIG = "vAppConfig";

  static final PoolRows<VAppSpec> POOL = new PoolRows<>();

  /** Its notes need the same privilege as its name (API, {@code VAppConfigSpec.annotation}). */
  static final RowsCall<VAppSpec, VAppConfigSpec> NOTES =
      new RowsCall<>(
              Rows.<VAppSpec, Item, VAppConfigSpec>sparse(
                  VAppConfigSpec::new,
                  List.of(
                      FieldRow.of(
                          "annotation",
                          CONFIG,
                          VAppSpec::annotation,
                          item ->
                              Seen.of(item, CONFIG, VAppConfigInfo.class)
                                  .map(
                                      config ->
                                          Optional.ofNullable(config.getAnnotation()).orElse("")),
                          (spec, value, seen) -> spec.setAnnotation(value)))),
              (app, spec, write) -> write.send(api -> api.updateVAppConfig(app, spec)))
          .by("Rename_Task");

  private VAppRows() {}
}
