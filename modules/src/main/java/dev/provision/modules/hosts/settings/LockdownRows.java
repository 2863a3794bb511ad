package dev.provision.modules.hosts.settings;

import com.vmware.vim25.HostConfigManager;
import com.vmware.vim25.HostLockdownMode;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ws.Argument;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.object.RowsCall;
import dev.provision.vsphere.kind.rows.FieldRow;
import dev.provision.vsphere.kind.rows.Rows;
import dev.provision.vsphere.kind.rows.Seen;
import java.util.List;
import java.util.Optional;

/** Who may log in to a host itself ({@code HostAccessManager}). */
final class LockdownRows {
  private static final String PROPERTY = "config.lockdownMode";

  private LockdownRows() {}

  /** What changes. */
  static final class Edit {
    private Optional<HostLockdownMode> mode = Optional.empty();
  }

  static <S extends DeclaredSettings> RowsCall<S, Edit> call() {
    return new RowsCall<>(
        Rows.sparse(
            Edit::new,
            List.of(
                FieldRow.<S, Item, Edit, HostLockdownMode>of(
                        "lockdown.mode",
                        PROPERTY,
                        spec ->
                            spec.lockdown()
                                .flatMap(LockdownSpec::mode)
                                .map(LockdownSpec.Mode::value),
                        host -> Seen.of(host, PROPERTY, HostLockdownMode.class),
                        (edit, mode, old) -> edit.mode = Optional.of(mode))
                    .saying(LockdownSpec.Mode::word))),
        LockdownRows::write);
  }

  static <S extends DeclaredSettings> List<String> notes(S spec) {
    return spec
        .lockdown()
        .flatMap(LockdownSpec::mode)
        .filter(mode -> mode == LockdownSpec.Mode.STRICT)
        .map(
            mode ->
                "lockdown is strict: when vCenter is lost, only its exceptions may be able to log in"
                    + " to the host")
        .stream()
        .toList();
  }

  private static void write(ManagedObjectReference host, Edit edit, VsphereWriter write)
      throws ModuleException {
    ManagedObjectReference manager =
        new Managers(host, write).get(HostConfigManager::getHostAccessManager, "access");
    if (edit.mode.isPresent()) {
      // yavijava's own method sends a name that no server has
      write.send(
          api ->
              api.getWsc()
                  .invoke(
                      "ChangeLockdownMode",
                      new Argument[] {
                        new Argument("_this", "ManagedObjectReference", manager),
                        new Argument("mode", "HostLockdownMode", edit.mode.get())
                      },
                      null));
    }
  }
}
