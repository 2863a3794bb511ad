package dev.provision.modules.hosts.settings;

import com.vmware.vim25.HostConfigManager;
import com.vmware.vim25.HostService;
import com.vmware.vim25.InvalidState;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Problem;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.object.RowsCall;
import dev.provision.vsphere.kind.rows.FieldRow;
import dev.provision.vsphere.kind.rows.ListRow;
import dev.provision.vsphere.kind.rows.Rows;
import dev.provision.vsphere.kind.rows.Seen;
import dev.provision.vsphere.wire.Faults;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The services of a host ({@code HostServiceSystem}): two calls for each that differs. */
final class ServiceRows {
  static final String PROPERTY = "config.service.service";

  /** vCenter's own agent on a host. */
  private static final String AGENT = "vpxa";

  private ServiceRows() {}

  /** What changes of one service. */
  static final class Edit {
    private String key;
    private Optional<String> policy = Optional.empty();
    private Optional<Boolean> running = Optional.empty();
  }

  static <S extends DeclaredSettings> RowsCall<S, List<Edit>> call() {
    return new RowsCall<>(Rows.sparse(ArrayList::new, List.of(row())), ServiceRows::write);
  }

  private static <S extends DeclaredSettings>
      ListRow<S, Item, List<Edit>, ServiceSpec, HostService, Edit> row() {
    return new ListRow<>(
        "services",
        PROPERTY,
        Optional.empty(),
        spec -> Optional.of(spec.services()).filter(all -> !all.isEmpty()),
        ServiceRows::seen,
        Rows.sparse(
            Edit::new,
            List.of(
                FieldRow.of(
                    "policy",
                    PROPERTY,
                    wanted -> wanted.policy().map(ServiceSpec.Policy::word),
                    (HostService service) -> Seen.of(service.getPolicy()),
                    (edit, policy, old) -> edit.policy = Optional.of(policy)),
                FieldRow.of(
                    "running",
                    PROPERTY,
                    ServiceSpec::running,
                    (HostService service) -> Seen.of(service.isRunning()),
                    (edit, running, old) -> edit.running = Optional.of(running)))),
        new Edits(),
        (host, key) -> false,
        ServiceRows::words,
        service -> service.getPolicy());
  }

  private static Seen<Map<String, HostService>> seen(Item host) {
    return Seen.of(host, PROPERTY, HostService[].class)
        .map(
            all -> {
              Map<String, HostService> byKey = new LinkedHashMap<>();
              for (HostService each : all) {
                byKey.put(each.getKey(), each);
              }
              return byKey;
            });
  }

  private static String words(ServiceSpec wanted) {
    List<String> words = new ArrayList<>();
    wanted.policy().ifPresent(policy -> words.add("policy " + policy.word()));
    wanted.running().ifPresent(running -> words.add(running ? "running" : "stopped"));
    return String.join(", ", words);
  }

  /** Services are edited only: nobody can add or remove one. */
  private static final class Edits implements ListRow.Edits<List<Edit>, HostService, Edit> {
    @Override
    public void add(List<Edit> all, String key, Edit edit) {
      edit.key = key;
      all.add(edit);
    }

    @Override
    public void edit(List<Edit> all, String key, Edit edit, HostService seen) {
      add(all, key, edit);
    }

    @Override
    public void remove(List<Edit> all, String key, HostService seen) {
      throw new AssertionError(key);
    }
  }

  static <S extends DeclaredSettings> List<Problem> problems(S spec, Item host) {
    List<Problem> problems = new ArrayList<>();
    Optional<Map<String, HostService>> there = seen(host).known();
    spec.services()
        .forEach(
            (key, wanted) -> {
              String field = "services." + key;
              boolean stops =
                  wanted.running().filter(on -> !on).isPresent()
                      || wanted.policy().filter(p -> p == ServiceSpec.Policy.OFF).isPresent();
              if (there.isPresent() && !there.get().containsKey(key)) {
                problems.add(
                    new Problem(field, NoSuch.words("service", key, there.get().keySet())));
              } else if (key.equals(AGENT) && stops) {
                problems.add(
                    new Problem(field, "vCenter manages the host through it; it has to run"));
              } else if (there.isPresent() && there.get().get(key).isRequired() && stops) {
                problems.add(
                    new Problem(field, "the host requires it, so it cannot be switched off"));
              }
            });
    return problems;
  }

  private static void write(ManagedObjectReference host, List<Edit> edits, VsphereWriter write)
      throws ModuleException {
    ManagedObjectReference system =
        new Managers(host, write).get(HostConfigManager::getServiceSystem, "services");
    for (Edit edit : edits) {
      if (edit.policy.isPresent()) {
        write.send(api -> api.updateServicePolicy(system, edit.key, edit.policy.get()));
      }
      if (edit.running.isPresent()) {
        run(system, edit.key, edit.running.get(), write);
      }
    }
  }

  /** A service that is in that state by now is refused, and as it should be. */
  private static void run(
      ManagedObjectReference system, String key, boolean on, VsphereWriter write)
      throws ModuleException {
    try {
      write.send(
          api -> {
            if (on) {
              api.startService(system, key);
            } else {
              api.stopService(system, key);
            }
          });
    } catch (ModuleException e) {
      if (!Faults.is(e, InvalidState.class)) {
        throw e;
      }
    }
  }
}
