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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Who may log in to a host itself ({@code HostAccessManager}). */
final class LockdownRows {
  private static final String PROPERTY = "config.lockdownMode";

  /** The console on the host itself. */
  private static final String CONSOLE = "DCUI";

  private LockdownRows() {}

  /** What changes of the exceptions. */
  static final class Edit {
    private Set<String> add = Set.of();
    private Set<String> remove = Set.of();
  }

  /** Before the mode, so that nobody is locked out in between. */
  static <S extends DeclaredSettings> RowsCall<S, Edit> exceptions() {
    return new RowsCall<S, Edit>(
            Rows.sparse(
                Edit::new,
                List.of(
                    new SetRow<>(
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
            LockdownRows::except)
        .by("UpdateLockdownExceptions");
  }

  static <S extends DeclaredSettings> RowsCall<S, List<HostLockdownMode>> mode() {
    return new RowsCall<S, List<HostLockdownMode>>(
            Rows.sparse(
                ArrayList::new,
                List.of(
                    FieldRow.<S, Item, List<HostLockdownMode>, HostLockdownMode>of(
                            "lockdown.mode",
                            PROPERTY,
                            spec ->
                                spec.lockdown()
                                    .flatMap(LockdownSpec::mode)
                                    .map(LockdownSpec.Mode::value),
                            host -> Seen.of(host, PROPERTY, HostLockdownMode.class),
                            (modes, mode, old) -> modes.add(mode))
                        .saying(LockdownSpec.Mode::word))),
            LockdownRows::change)
        .by("ChangeLockdownMode");
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
    List<Problem> problems = new ArrayList<>();
    if (spec.lockdown().filter(LockdownSpec::exclusive).isPresent()
        && spec.lockdown().flatMap(LockdownSpec::exceptions).isEmpty()) {
      problems.add(new Problem("lockdown.exclusive", "it needs `exceptions`"));
    }
    ServiceSpec console = spec.services().get(CONSOLE);
    if (isStrict(spec) && console != null && console.running().orElse(false)) {
      problems.add(
          new Problem(
              "services." + CONSOLE + ".running",
              "the host stops it while its lockdown is strict"));
    }
    return problems;
  }

  private static <S extends DeclaredSettings> boolean isStrict(S spec) {
    return spec.lockdown()
        .flatMap(LockdownSpec::mode)
        .filter(mode -> mode == LockdownSpec.Mode.STRICT)
        .isPresent();
  }

  static <S extends DeclaredSettings> List<String> notes(S spec) {
    boolean nobody = spec.lockdown().flatMap(LockdownSpec::exceptions).orElse(List.of()).isEmpty();
    return isStrict(spec) && nobody
        ? List.of(
            "lockdown is strict and no exception is declared: when vCenter is lost, nobody may be"
                + " able to log in to the host")
        : List.of();
  }

  /**
   * The call takes all of them: that it also takes those that come and go alone, newer references
   * say and older ones do not.
   */
  private static void except(ManagedObjectReference host, Edit edit, VsphereWriter write)
      throws ModuleException {
    ManagedObjectReference manager = manager(host, write);
    String[] now = write.call(api -> api.queryLockdownExceptions(manager));
    Set<String> users = new TreeSet<>(Texts.of(now));
    users.removeAll(edit.remove);
    users.addAll(edit.add);
    write.send(api -> api.updateLockdownExceptions(manager, users.toArray(String[]::new)));
  }

  /** By name: yavijava's own method sends one that no server has. */
  private static void change(
      ManagedObjectReference host, List<HostLockdownMode> modes, VsphereWriter write)
      throws ModuleException {
    ManagedObjectReference manager = manager(host, write);
    write.send(
        api ->
            api.getWsc()
                .invoke(
                    "ChangeLockdownMode",
                    new Argument[] {
                      new Argument("_this", "ManagedObjectReference", manager),
                      new Argument("mode", "HostLockdownMode", modes.get(0))
                    },
                    null));
  }

  private static ManagedObjectReference manager(ManagedObjectReference host, VsphereWriter write)
      throws ModuleException {
    return new Managers(host, write).get(HostConfigManager::getHostAccessManager, "access");
  }
}
