package dev.provision.simulator;

import com.vmware.vim25.MethodDisabled;
import com.vmware.vim25.VirtualMachineConnectionState;
import com.vmware.vim25.VirtualMachineRuntimeInfo;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What befalls a VM without a call of ours: its files get out of reach, a backup disables its
 * methods, a snapshot's files wait to be consolidated.
 */
public final class Troubles {
  /** The VM's files are out of reach: a property of ours, and none of the API. */
  private static final String LOST = "sim.lost";

  /** Who disabled its methods; the API says it in the fault alone. */
  private static final String DISABLED_BY = "sim.disabledBy";

  private static final String DISABLED = "disabledMethod";

  /** What vCenter does not show of a VM whose files it cannot read. */
  private static final Set<String> HIDDEN =
      Set.of(
          "config",
          "layout",
          "layoutEx",
          "guest",
          "snapshot",
          "rootSnapshot",
          "resourceConfig",
          "environmentBrowser");

  private final Simulator simulator;
  private final World world;

  public Troubles(Simulator simulator) {
    this.simulator = simulator;
    this.world = simulator.world();
  }

  /** What befalls one VM. */
  private interface Trouble {
    void befall(Managed vm);
  }

  private void on(String name, Trouble trouble) {
    simulator.locked(
        () -> {
          trouble.befall(
              world.all("VirtualMachine").stream()
                  .filter(each -> each.name().equals(Names.kept(name)))
                  .findFirst()
                  .orElseThrow());
          world.signal();
          return null;
        });
  }

  /** The files of a VM get out of reach, or into it again ({@code connected}). */
  public void reach(String vm, VirtualMachineConnectionState state) {
    on(vm, found -> reach(found, state));
  }

  /**
   * A method is disabled, as backups do while they read ({@code ManagedEntity.disabledMethod}).
   *
   * @param source who does it; empty to enable it again
   */
  public void disable(String vm, String method, String source) {
    on(vm, found -> disable(found, method, source));
  }

  /** The files of a snapshot that is gone are still in use ({@code consolidationNeeded}). */
  public void needConsolidation(String vm) {
    on(vm, this::needConsolidation);
  }

  private void reach(Managed vm, VirtualMachineConnectionState state) {
    VirtualMachineRuntimeInfo runtime =
        Values.copy(vm.get("runtime", VirtualMachineRuntimeInfo.class));
    runtime.connectionState = state;
    world.set(vm, "runtime", runtime);
    world.set(vm, LOST, state == VirtualMachineConnectionState.connected ? null : state.name());
  }

  private void disable(Managed vm, String method, String source) {
    List<String> methods = new ArrayList<>();
    if (vm.get(DISABLED, String[].class) != null) {
      methods.addAll(Arrays.asList(vm.get(DISABLED, String[].class)));
    }
    methods.remove(method);
    if (!source.isEmpty()) {
      methods.add(method);
      world.set(vm, DISABLED_BY, source);
    }
    world.set(vm, DISABLED, methods.isEmpty() ? null : methods.toArray(new String[0]));
  }

  private void needConsolidation(Managed vm) {
    VirtualMachineRuntimeInfo runtime =
        Values.copy(vm.get("runtime", VirtualMachineRuntimeInfo.class));
    runtime.consolidationNeeded = true;
    world.set(vm, "runtime", runtime);
  }

  /** Whether a property is not to be seen while its files are out of reach. */
  static boolean hides(Managed object, String property) {
    return isLost(object) && HIDDEN.contains(property);
  }

  static boolean isLost(Managed object) {
    return object.get(LOST) != null;
  }

  /** What is refused on an object in trouble, whatever the method would do. */
  static Optional<VimFault> refusal(Managed object, String type, String method) {
    String[] disabled = object.get(DISABLED, String[].class);
    if (disabled != null && Arrays.asList(disabled).contains(method)) {
      MethodDisabled fault = new MethodDisabled();
      fault.source = object.get(DISABLED_BY, String.class);
      return Optional.of(Refuse.with(fault, "The method is disabled by '" + fault.source + "'"));
    }
    boolean writes =
        (type.equals("VirtualMachine") && !method.equals("UnregisterVM"))
            || method.equals("Destroy_Task");
    return isLost(object) && writes
        ? Optional.of(
            Refuse.state("The operation is not allowed in the current connection state of the VM."))
        : Optional.empty();
  }
}
