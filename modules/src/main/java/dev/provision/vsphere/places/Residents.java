package dev.provision.vsphere.places;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualMachinePowerState;
import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.vsphere.inventory.Identity;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The existing VMs: the host of each, which of them run, and which belong to an environment. From
 * the snapshot's light properties; immutable.
 */
public final class Residents {
  public static final String RESERVED_MB = "summary.config.memoryReservation";
  public static final String RESERVED_MHZ = "summary.config.cpuReservation";

  private final EnvironmentId environment;
  private final Inventory inventory;
  private final Map<ManagedObjectReference, List<Item>> running = new HashMap<>();
  private final Map<String, Item> marked = new HashMap<>();
  private final Set<Address> moving;

  public Residents(EnvironmentId environment, Inventory inventory) {
    this(environment, inventory, Set.of());
  }

  /**
   * @param moving addresses of VMs that move elsewhere: {@link #vm} does not find them, but what
   *     they use on their host counts until they are gone
   */
  public Residents(EnvironmentId environment, Inventory inventory, Set<Address> moving) {
    this.moving = Set.copyOf(moving);
    this.environment = environment;
    this.inventory = inventory;
    for (Item vm : inventory.all("VirtualMachine")) {
      host(vm)
          .filter(host -> isRunning(vm))
          .ifPresent(host -> running.computeIfAbsent(host, h -> new ArrayList<>()).add(vm));
      if (Marks.of(vm, Marks.ENVIRONMENT).equals(environment.toString())
          && Marks.of(vm, Marks.UUID).equalsIgnoreCase(uuid(vm))) {
        marked.put(Marks.of(vm, Marks.ADDRESS), vm);
      }
    }
  }

  private static String uuid(Item vm) {
    return vm.get("summary.config.instanceUuid", String.class).orElse("");
  }

  /** The VM with this address in the environment; empty when it does not exist or moves. */
  public Optional<Item> vm(Address address) {
    return moving.contains(address) ? Optional.empty() : at(address);
  }

  /** The same, also for a VM that moves. */
  public Optional<Item> at(Address address) {
    return inventory.byInstanceUuid(Identity.instanceUuid(environment, address)).stream()
        .findFirst()
        .or(() -> Optional.ofNullable(marked.get(address.toString())));
  }

  /** Its host, running or not; empty when vCenter does not say. */
  public static Optional<ManagedObjectReference> host(Item vm) {
    return vm.get("runtime.host", ManagedObjectReference.class);
  }

  public static boolean isRunning(Item vm) {
    return vm.get("runtime.powerState", VirtualMachinePowerState.class)
        .filter(state -> state == VirtualMachinePowerState.poweredOn)
        .isPresent();
  }

  /** The VMs that run on a host. */
  public List<Item> on(ManagedObjectReference host) {
    return running.getOrDefault(host, List.of());
  }

  /** The sum of a light property over the VMs that run on a host; unset values count as 0. */
  public long sum(ManagedObjectReference host, String property) {
    return on(host).stream().mapToLong(vm -> number(vm, property)).sum();
  }

  static long number(Item vm, String property) {
    return vm.get(property, Number.class).map(Number::longValue).orElse(0L);
  }

  /** The configured memory of a VM, in bytes. */
  public static long memory(Item vm) {
    return number(vm, "summary.config.memorySizeMB") << 20;
  }

  /** In bytes ({@code VirtualMachineConfigSummary.memoryReservation}, in MB). */
  public static long reservedMemory(Item vm) {
    return number(vm, RESERVED_MB) << 20;
  }

  public static long reservedMhz(Item vm) {
    return number(vm, RESERVED_MHZ);
  }

  public static long cpus(Item vm) {
    return number(vm, "summary.config.numCpu");
  }
}
