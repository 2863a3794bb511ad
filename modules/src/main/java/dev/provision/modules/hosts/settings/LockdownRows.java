package dev.provision.modules.hosts.settings;

import com.vmware.vim25.HostConfigManager;
import com.vmware.vim25.HostLockdownMode;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ws.Argument;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Problem;
import dev.provision.vsphere.inventory.AddedProperties;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.object.RowsCall;
import dev.provision.vsphere.kind.rows.FieldRow;
import dev.provision.vsphere.kind.rows.Rows;
import dev.provision.vsphere.kind.rows.Seen;
import dev.provision.vsphere.kind.rows.SetRow;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Who may log in to a host itself ({@code HostAccessManager}). */
final class LockdownRows {
  private static final String PROPERTY = "config.lockdownMode";

  private LockdownRows() {}

  /** What changes. */
  static final class Edit {
    private Optional<HostLockdownMode> mode = Optional.empty();
    private Set<String> add = Set.of();
    private Set<String> remove = Set.of();
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
                    .saying(LockdownSpec.Mode::word),
                new SetRow<S, Item, Edit>(
                    "lockdown.exceptions",
                    AddedProperties.LOCKDOWN_EXCEPTIONS,
                    Optional.empty(),
                    spec -> spec.lockdown().flatMap(LockdownSpec::exceptions).map(Set::copyOf),
                    spec -> spec.lockdown().map(LockdownSpec::exclusive).orElse(false),
                    LockdownRows::exceptions,
                    (edit, add, remove) -> {
                      edit.add = add;
                      edit.remove = remove;
                    }))),
        LockdownRows::write);
  }

  private static Seen<Set<String>> exceptions(Item host) {
    return host.get(AddedProperties.LOCKDOWN_EXCEPTIONS, String[].class)
        .<Seen<Set<String>>>map(users -> new Seen.Known<>(new TreeSet<>(List.of(users))))
        .orElseGet(
            () ->
                new Seen.Unknown<>(
                    host.missing()
                        .getOrDefault(AddedProperties.LOCKDOWN_EXCEPTIONS, "it was not asked")));
  }

  static <S extends DeclaredSettings> List<Problem> mistakes(S spec) {
    return spec
        .lockdown()
        .filter(lockdown -> lockdown.exclusive() && lockdown.exceptions().isEmpty())
        .map(lockdown -> new Problem("lockdown.exclusive", "it needs `exceptions`"))
        .stream()
        .toList();
  }

  static <S extends DeclaredSettings> List<String> notes(S spec) {
    return spec
        .lockdown()
        .filter(
            lockdown ->
                lockdown.mode().filter(mode -> mode == LockdownSpec.Mode.STRICT).isPresent()
                    && lockdown.exceptions().orElse(List.of()).isEmpty())
        .map(
            lockdown ->
                "lockdown is strict and no exception is declared: when vCenter is lost, nobody may be"
                    + " able to log in to the host")
        .stream()
        .toList();
  }

  /**
   * The exceptions first, so that nobody is locked out in between. The call takes all of them: that
   * it also takes those that come and go alone, newer references say and older ones do not.
   */
  private static void write(ManagedObjectReference host, Edit edit, VsphereWriter write)
      throws ModuleException {
    ManagedObjectReference manager =
        new Managers(host, write).get(HostConfigManager::getHostAccessManager, "access");
    if (!edit.add.isEmpty() || !edit.remove.isEmpty()) {
      String[] now = write.call(api -> api.queryLockdownExceptions(manager));
      Set<String> users = new TreeSet<>(Texts.of(now));
      users.removeAll(edit.remove);
      users.addAll(edit.add);
      write.send(api -> api.updateLockdownExceptions(manager, users.toArray(String[]::new)));
    }
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
