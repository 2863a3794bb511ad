package dev.provision.modules.hosts;

import com.vmware.vim25.VirtualMachinePowerState;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.kind.object.ObjectState;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The machines that run on a host, which leave it before it does what disturbs them. */
final class Residents {
  /** Not a property of the API: a list of these. */
  private static final String RUNNING = "provision.running";

  /**
   * One of them.
   *
   * @param owner {@code ci instance.web}; empty for one that no environment owns
   */
  private record Resident(String name, String owner) {
    static Resident of(Item vm) {
      return new Resident(
          vm.shown(),
          Marks.owned(vm)
              .map(environment -> owner(environment, Marks.of(vm, Marks.ADDRESS)))
              .orElse(""));
    }

    static String owner(Object environment, Object address) {
      return environment + " " + address;
    }
  }

  private Residents() {}

  static Item of(Item host, Stream<Item> vms) {
    List<Resident> running =
        vms.filter(
                vm ->
                    vm.get("runtime.powerState", VirtualMachinePowerState.class)
                        .filter(VirtualMachinePowerState.poweredOn::equals)
                        .isPresent())
            .map(Resident::of)
            .sorted(Comparator.comparing(Resident::name))
            .toList();
    return host.with(RUNNING, running);
  }

  @SuppressWarnings("unchecked") // only `of` puts it there
  private static List<Resident> residents(Item host) {
    return (List<Resident>) host.get(RUNNING, List.class).orElse(List.of());
  }

  static List<String> running(Item host) {
    return residents(host).stream().map(Resident::name).toList();
  }

  /** Whether nothing runs on a host once these instances of its environment are deleted. */
  static boolean isEmptyAfter(ObjectState seen, Set<Address> gone) {
    Set<String> going =
        seen.mark().stream()
            .flatMap(mark -> gone.stream().map(each -> Resident.owner(mark.environment(), each)))
            .collect(Collectors.toSet());
    return residents(seen.item()).stream().allMatch(each -> going.contains(each.owner()));
  }

  /** A change with what it does to the machines on the host. */
  static Change judged(ObjectState seen, Change change) {
    boolean enters =
        change.field().equals(LifeRows.MAINTENANCE) && change.after().equals("on")
            || change.field().equals("path") && !LifeRows.isInMaintenance(seen.item());
    if (enters && !running(seen.item()).isEmpty()) {
      return change.with(Effect.EVACUATES, words(running(seen.item())));
    }
    return change.field().equals(LifeRows.CONNECTED) && change.after().equals("false")
        ? change.with(Effect.DISCONNECTS, "the vCenter does not manage it meanwhile")
        : change;
  }

  static String words(List<String> running) {
    return running.size() == 1
        ? "`" + running.get(0) + "` runs on it"
        : running.size() + " machines run on it";
  }
}
