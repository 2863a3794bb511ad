package dev.provision.vsphere.inventory;

import com.vmware.vim25.VirtualMachineConnectionState;
import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * VMs that vCenter lists but cannot show: their files are out of reach, their host no longer knows
 * them, or the account may not read them ({@code VirtualMachineConnectionState}; {@code
 * VirtualMachine.config} is unset then). Such a VM is neither absent nor free nor foreign.
 */
public final class OutOfReach {
  private static final String CONNECTION = "runtime.connectionState";

  private OutOfReach() {}

  /** Why a VM cannot be read; empty when it can. */
  public static Optional<String> why(Item vm, Inventory inventory) {
    Optional<VirtualMachineConnectionState> state =
        vm.get(CONNECTION, VirtualMachineConnectionState.class);
    Optional<String> reason = state.flatMap(OutOfReach::reason);
    if (reason.isPresent()) {
      return reason;
    }
    List<String> refused =
        new TreeSet<>(vm.missing().keySet())
            .stream()
                .filter(path -> path.startsWith("config") || path.startsWith("summary.config"))
                .map(path -> vm.missing().get(path))
                .distinct()
                .toList();
    if (!refused.isEmpty()) {
      return Optional.of(String.join(", ", refused));
    }
    boolean shown =
        inventory.isFull(vm.ref())
            ? vm.properties().keySet().stream().anyMatch(path -> path.startsWith("config."))
            : Snapshot.instanceUuid(vm).isPresent();
    if (shown) {
      return Optional.empty();
    }
    return Optional.of(
        state.filter(VirtualMachineConnectionState.disconnected::equals).isPresent()
            ? "its host is disconnected, and vCenter shows no config of it"
            : "vCenter shows no config of it: it is inaccessible, orphaned or still being made");
  }

  private static Optional<String> reason(VirtualMachineConnectionState state) {
    return switch (state) {
      case inaccessible ->
          Optional.of("vCenter calls it inaccessible: its host cannot read its files");
      case orphaned -> Optional.of("vCenter calls it orphaned: its host does not know it any more");
      case invalid -> Optional.of("vCenter calls it invalid: its configuration file is of no use");
      default -> Optional.empty();
    };
  }

  /**
   * The instance that an unreadable VM is: by its mark if that can be read, otherwise by its
   * instanceUuid, otherwise because it is in a folder of the environment. Empty for a foreign VM.
   */
  public static Optional<Address> instance(
      Item vm, EnvironmentId environment, Inventory inventory) {
    Optional<Address> held = instance(vm, environment.toString(), inventory);
    boolean computed =
        Marks.of(vm, Marks.ENVIRONMENT).isEmpty()
            && Snapshot.instanceUuid(vm)
                .filter(uuid -> uuid.startsWith(Identity.prefix(environment)))
                .isPresent();
    return held.isPresent() || !computed ? held : Optional.of(named(vm));
  }

  /**
   * The same without its instanceUuid.
   *
   * @param environment as text
   */
  public static Optional<Address> instance(Item vm, String environment, Inventory inventory) {
    String mark = Marks.of(vm, Marks.ENVIRONMENT);
    boolean ours =
        mark.isEmpty() ? isInFolderOf(environment, vm, inventory) : mark.equals(environment);
    if (!ours) {
      return Optional.empty();
    }
    String address = Marks.of(vm, Marks.ADDRESS);
    boolean whole = address.startsWith("instance.") && address.length() > "instance.".length();
    return Optional.of(whole ? Address.parse(address) : named(vm));
  }

  /** Whether the VM's folder carries the environment's mark. */
  public static boolean isInFolderOf(String environment, Item vm, Inventory inventory) {
    return vm.parent()
        .flatMap(inventory::get)
        .flatMap(folder -> ObjectMark.read(folder, inventory))
        .filter(folder -> folder.environment().equals(environment))
        .isPresent();
  }

  private static Address named(Item vm) {
    return new Address("instance", vm.shown());
  }
}
