package dev.provision.modules.hosts;

import com.vmware.vim25.VirtualMachinePowerState;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.object.ObjectState;
import java.util.List;
import java.util.stream.Stream;

/** The machines that run on a host, which leave it before it does what disturbs them. */
final class Residents {
  /** Not a property of the API: their names. */
  private static final String RUNNING = "provision.running";

  private Residents() {}

  static Item of(Item host, Stream<Item> vms) {
    List<String> running =
        vms.filter(
                vm ->
                    vm.get("runtime.powerState", VirtualMachinePowerState.class)
                        .filter(VirtualMachinePowerState.poweredOn::equals)
                        .isPresent())
            .map(Item::shown)
            .sorted()
            .toList();
    return host.with(RUNNING, running);
  }

  @SuppressWarnings("unchecked") // only `of` puts it there
  static List<String> running(Item host) {
    return (List<String>) host.get(RUNNING, List.class).orElse(List.of());
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
